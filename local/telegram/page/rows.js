// From messages to the rows of a chat: day separators, groups of bubbles, albums.

import { dayLabel, dayNumber } from './format.js';
import { mediaKind } from './media.js';
import { isService } from './service.js';
import { now } from './store.js';

const GROUP_SECONDS = 600;
const author = (message) => (message.out ? 'me' : (message.from?.id ?? 'bot'));
const isVisual = (message) => ['photo', 'video'].includes(mediaKind(message));

/**
 * Rows from oldest to newest: {key, kind, …} with kind `day`, `unread`, `service` or `bubble`; a bubble has its
 * `messages` (several of an album), whether it is the `first` or `last` of its group.
 */
export function buildRows(messages, unreadFrom) {
  const rows = [];
  let day = null;
  for (const message of messages) {
    const today = dayNumber(message.date * 1000);
    if (today !== day)
      rows.push({ key: `day${today}`, kind: 'day', label: dayLabel(message.date * 1000, now()) });
    day = today;
    if (unreadFrom !== null && message.message_id === unreadFrom)
      rows.push({ key: 'unread', kind: 'unread' });
    addMessage(rows, message);
  }
  markGroups(rows);
  return rows;
}

function addMessage(rows, message) {
  const before = rows.at(-1);
  const album = message.media_group_id;
  if (
    album &&
    before?.kind === 'bubble' &&
    before.messages[0].media_group_id === album &&
    isVisual(message) &&
    isVisual(before.messages[0])
  ) {
    before.messages.push(message);
    return;
  }
  const kind = isService(message) ? 'service' : 'bubble';
  rows.push({ key: message.key ?? message.local ?? `m${message.message_id}`, kind, messages: [message] });
}

function together(a, b) {
  if (a?.kind !== 'bubble' || b?.kind !== 'bubble') return false;
  const [before, after] = [a.messages.at(-1), b.messages[0]];
  return (
    author(before) === author(after) &&
    after.date - before.date < GROUP_SECONDS &&
    !before.reply_markup?.inline_keyboard
  );
}

function markGroups(rows) {
  rows.forEach((row, i) => {
    if (row.kind !== 'bubble') return;
    row.first = !together(rows[i - 1], row);
    row.last = !together(row, rows[i + 1]);
  });
}

/** Whether two versions of a row look the same, so that its element may stay. */
export function sameRow(a, b) {
  return (
    a.kind === b.kind &&
    a.first === b.first &&
    a.last === b.last &&
    a.label === b.label &&
    a.spin === b.spin &&
    a.messages?.length === b.messages?.length &&
    (a.messages ?? []).every((message, i) => message === b.messages[i])
  );
}
