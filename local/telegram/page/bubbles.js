// One row of a chat as an element.

import { avatar, fullName, h, icon, iconButton } from './dom.js';
import { isJumbo, renderText } from './entities.js';
import { clockTime, fullTime } from './format.js';
import { inlineKeyboard } from './keyboards.js';
import { mediaKind, renderMedia, summary } from './media.js';
import { serviceText } from './service.js';
import { isPending } from './store.js';
import { t } from './strings.js';

const SEAMLESS = ['photo', 'video', 'animation', 'location'];
const BARE = ['sticker', 'dice', 'video_note'];

/** Builds the element of a row; `acts` are the chat's answers to taps, `presses` what spins. */
export function renderRow(row, acts, presses) {
  if (row.kind === 'day') return h('div', { class: 'separator' }, h('span', null, row.label));
  if (row.kind === 'unread')
    return h('div', { class: 'separator unread-line' }, h('span', null, t('unread_line')));
  if (row.kind === 'service')
    return h('div', { class: 'separator' }, h('span', null, serviceText(row.messages[0])));
  return bubbleRow(row, acts, presses);
}

function bubbleRow(row, acts, presses) {
  const message = row.messages[0];
  const words = row.messages.find((m) => m.text ?? m.caption) ?? message;
  const kind = mediaKind(message);
  const named = acts.showNames && !message.out;
  const jumbo = !kind && message.text && !message.reply_to_message && isJumbo(message.text);
  const bubble = h(
    'div',
    { class: bubbleClass(words, kind, jumbo) },
    named && row.first ? sender(message) : null,
    topicLine(message, acts),
    forwardLine(message),
    quote(message, acts),
    mediaOf(row.messages, kind),
    textOf(words, jumbo, acts),
    meta(row.messages.at(-1), words),
    reactionsOf(words),
  );
  const rows = message.reply_markup?.inline_keyboard;
  const column = h(
    'div',
    { class: `column${rows ? ' with-keyboard' : ''}` },
    named && row.last ? h('div', { class: 'with-face' }, bubble, faceOf(message)) : bubble,
    rows ? inlineKeyboard(message, rows, acts, presses) : null,
  );
  const classes = [
    'row',
    message.out ? 'out' : 'in',
    named ? 'named' : '',
    row.first ? 'first' : '',
    row.last ? 'last' : '',
    message.state ?? '',
  ];
  return h(
    'div',
    {
      class: classes.filter(Boolean).join(' '),
      role: 'listitem',
      tabindex: '-1',
      dataset: { id: message.message_id || '', local: message.local ?? '' },
      'aria-label': spoken(row.messages, words),
    },
    column,
    failure(message, acts),
    moreButton(message, acts),
  );
}

const faceOf = ({ from }) => avatar(fullName(from), from.id, 'tiny');

const sender = ({ from }) =>
  h(
    'div',
    { class: 'sender', dataset: { tint: Math.abs(from.id) % 7 } },
    fullName(from),
    from.is_bot ? h('span', { class: 'sender-mark' }, t('bot')) : null,
  );

function topicLine(message, acts) {
  const topic = acts.topicOf?.(message);
  return topic ? h('div', { class: 'topic-line' }, icon('hash'), topic) : null;
}

function bubbleClass(message, kind, jumbo) {
  const words = message.text ?? message.caption;
  return [
    'bubble',
    `is-${kind ?? 'words'}`,
    SEAMLESS.includes(kind) ? 'seamless' : '',
    BARE.includes(kind) || jumbo ? 'bare' : '',
    SEAMLESS.includes(kind) && kind !== 'location' && !words ? 'over' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function forwardLine(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name =
    fullName(origin.sender_user) ||
    origin.sender_user_name ||
    origin.chat?.title ||
    origin.sender_chat?.title ||
    '';
  return h('div', { class: 'forward-line' }, t('forwarded_from', { name }));
}

function quote(message, acts) {
  const quoted = message.reply_to_message;
  if (!quoted) return null;
  const picture = quoted.photo ? icon('photo') : null;
  return h(
    'button',
    { type: 'button', class: 'quoted', onclick: () => acts.jump(quoted.message_id) },
    h('span', { class: 'quoted-name' }, acts.nameOf(quoted)),
    h('span', { class: 'quoted-text' }, picture, message.quote?.text ?? summary(quoted)),
  );
}

function mediaOf(messages, kind) {
  if (!kind) return null;
  if (messages.length === 1) return h('div', { class: 'media' }, renderMedia(messages[0]));
  return h('div', { class: `media album n${Math.min(messages.length, 4)}` }, messages.map(renderMedia));
}

function textOf(message, jumbo, acts) {
  const text = message.text ?? message.caption;
  if (!text) return mediaKind(message) ? null : h('div', { class: 'text dim' }, t('other_message'));
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  return h('div', { class: `text${jumbo ? ' jumbo' : ''}`, dir: 'auto' }, renderText(text, entities, acts));
}

function reactionsOf(message) {
  const emoji = (message.reactions ?? []).map((reaction) => reaction.emoji).filter(Boolean);
  return emoji.length
    ? h(
        'div',
        { class: 'reactions' },
        emoji.map((one) => h('span', null, one)),
      )
    : null;
}

const STATES = { sending: ['clock', 'sending'], failed: ['warn', 'not_sent'] };

function meta(message, words) {
  const [name, label] = STATES[message.state] ?? ['tick', 'sent'];
  const ms = message.date * 1000;
  return h(
    'span',
    { class: 'meta' },
    words.edit_date ? h('span', { class: 'edited-mark' }, t('edited')) : null,
    h('time', { datetime: new Date(ms).toISOString(), title: fullTime(ms) }, clockTime(ms)),
    message.out ? h('span', { class: 'state', role: 'img', 'aria-label': t(label) }, icon(name)) : null,
  );
}

function failure(message, acts) {
  if (message.state !== 'failed') return null;
  return h(
    'button',
    { type: 'button', class: 'failed-note', onclick: () => acts.retry(message), title: message.error },
    `${t('not_sent')}: ${message.error}. `,
    h('b', null, t('retry')),
  );
}

const moreButton = (message, acts) =>
  isPending(message) && message.state !== 'failed'
    ? null
    : iconButton('more', t('actions'), (event) => acts.menu(message, event.currentTarget), {
        class: 'row-more',
        tabindex: '-1',
        'aria-haspopup': 'menu',
      });

function spoken(messages, words) {
  const message = messages[0];
  const who = message.out ? t('you') : fullName(message.from) || t('bot');
  const what =
    messages.length > 1 ? `${t('album')} ${messages.length}. ${words.caption ?? ''}` : summary(message);
  return `${who}, ${clockTime(message.date * 1000)}${words.edit_date ? `, ${t('edited')}` : ''}. ${what}`;
}

/** A bubble for text that the bot is still writing; `update` puts more text in. */
export function draftRow(draft, acts) {
  const text = h('div', { class: 'text', dir: 'auto' });
  const element = h(
    'div',
    { class: 'row in first last drafting' },
    h('div', { class: 'column' }, h('div', { class: 'bubble is-words' }, text)),
  );
  const update = ({ text: words, entities }) =>
    text.replaceChildren(
      ...renderText(words ?? '', entities, acts),
      h('span', { class: 'caret', 'aria-hidden': 'true' }),
    );
  update(draft);
  return { element, update };
}

/** Three dots in a bubble. */
export function typingRow(label) {
  const dots = h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i'));
  return h(
    'div',
    { class: 'row in first last typing-row' },
    h('div', { class: 'column' }, h('div', { class: 'bubble is-words', title: label }, dots)),
  );
}
