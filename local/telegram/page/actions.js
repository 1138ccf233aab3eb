// What a person does in a chat: each act shows at once and is sent to the server.

import { api, upload, uploadAlbum } from './api.js';
import { confirm, alertBox, toast } from './dialogs.js';
import { chatName } from './chats.js';
import { safeUrl } from './entities.js';
import { goTo } from './route.js';
import {
  addPending,
  confirmPending,
  dropMessage,
  emit,
  failPending,
  history,
  on,
  patchPending,
  store,
} from './store.js';
import { t } from './strings.js';

const LONGEST_TEXT = 4096;
const queues = new Map();

const me = () => store.persona.id;

/** Tells what went wrong of a call whose result is not shown in the chat itself. */
export function complain(error) {
  toast(error.status === 0 ? t('offline_long') : t('error', { why: error.message }), 'bad');
}

function whenOnline() {
  if (store.online) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = on('online', () => {
      if (!store.online) return;
      stop();
      resolve();
    });
  });
}

// Messages of a chat go one after another, in the order they were written.
function enqueue(key, job) {
  const run = (queues.get(key) ?? Promise.resolve()).then(whenOnline).then(job);
  queues.set(
    key,
    run.catch(() => {}),
  );
  return run;
}

/** Shows `content` as being sent while `job` sends it. */
async function sendPending(key, content, job) {
  const local = addPending(key, { ...content, job });
  await deliver(key, local, job);
}

async function deliver(key, local, job) {
  try {
    confirmPending(key, local, await enqueue(key, job));
  } catch (error) {
    failPending(key, local, error.message);
  }
}

/** Sends a message again that was not taken. */
export function resend(key, message) {
  patchPending(key, message.local, { state: 'sending' });
  return deliver(key, message.local, message.job);
}

export const discard = (key, message) => dropMessage(key, (m) => m.local === message.local);

/** Splits what is too long for one message, at a line or a word where there is one. */
export function split(text) {
  const parts = [];
  let rest = text;
  while (rest.length > LONGEST_TEXT) {
    const head = rest.slice(0, LONGEST_TEXT);
    const cut = [head.lastIndexOf('\n'), head.lastIndexOf(' ')].find((at) => at > LONGEST_TEXT / 2);
    const end = cut ?? (isLead(head.charCodeAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest].filter(Boolean);
}

const isLead = (unit) => unit >= 0xd800 && unit < 0xdc00;

/** Sends text; `quoted` is the message it answers. */
export function sendText(key, text, quoted = null) {
  const persona = me();
  split(text.trim()).forEach((part, i) => {
    const reply = i === 0 && quoted ? { reply_to: quoted.message_id } : {};
    const shown = { text: part, entities: [], reply_to_message: i === 0 ? quoted : undefined };
    sendPending(key, shown, () => api.send({ persona, chat: key, text: part, ...reply }));
  });
}

const measure = (url) =>
  new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve({ width: 320, height: 240 });
    image.src = url;
  });

// What a message with the file looks like until the server has it.
async function fileContent(kind, file, caption, seconds = 0) {
  const local_url = URL.createObjectURL(file);
  const base = {
    local_url,
    file_name: file.name,
    file_size: file.size,
    mime_type: file.type,
    duration: seconds,
  };
  const body = kind === 'photo' ? [{ ...base, ...(await measure(local_url)) }] : base;
  return { [kind]: body, ...(caption ? { caption } : {}) };
}

/** Uploads a file as `kind` (photo, document, voice, audio, video). */
export async function sendFile(key, kind, file, caption = '', seconds = 0) {
  const persona = me();
  const content = await fileContent(kind, file, caption, seconds);
  return sendPending(key, content, () => upload({ persona, chat: key, caption }, kind, file));
}

/** Uploads up to 10 files, as {kind, file}, that belong together. What fails can be sent again one by one. */
export async function sendAlbum(key, items, caption) {
  const persona = me();
  const words = (i) => (i === 0 ? caption : '');
  const contents = await Promise.all(items.map(({ kind, file }, i) => fileContent(kind, file, words(i))));
  const media_group_id = crypto.randomUUID();
  const locals = items.map(({ kind, file }, i) => {
    const job = () => upload({ persona, chat: key, caption: words(i) }, kind, file);
    return addPending(key, { ...contents[i], media_group_id, job });
  });
  try {
    const { messages } = await enqueue(key, () => uploadAlbum({ persona, chat: key, caption }, items));
    messages.forEach((message, i) => confirmPending(key, locals[i], message));
  } catch (error) {
    for (const local of locals) failPending(key, local, error.message);
  }
}

export function sendLocation(key, latitude, longitude) {
  const persona = me();
  return sendPending(key, { location: { latitude, longitude } }, () =>
    api.location({ persona, chat: key, latitude, longitude }),
  );
}

export function sendContact(key) {
  const { id, first_name, last_name } = store.persona;
  const contact = { first_name, last_name, user_id: id, phone_number: '' };
  return sendPending(key, { contact }, () => api.contact({ persona: id, chat: key }));
}

export const saveEdit = (key, id, text) =>
  api.edit({ persona: me(), chat: key, message_id: id, text }).catch(complain);

export async function forwardTo(fromKey, message, chat) {
  try {
    await api.forward({ persona: me(), from_chat: fromKey, message_id: message.message_id, chat: chat.chat });
    toast(t('forwarded', { name: chatName(chat) }));
    goTo({ chat: chat.chat });
  } catch (error) {
    complain(error);
  }
}

export async function remove(key, message) {
  if (!(await confirm(t('delete_ask'), t('delete_note'), t('delete')))) return;
  await api.remove({ persona: me(), chat: key, message_id: message.message_id }).catch(complain);
}

export const markRead = (key) => api.read({ persona: me(), chat: key }).catch(() => {});

export async function setBlocked(chat, blocked) {
  if (blocked && !(await confirm(t('block_ask', { name: chatName(chat) }), t('block_about'), t('block'))))
    return;
  await api.block({ persona: me(), chat: chat.chat, blocked }).catch(complain);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('copied'));
  } catch {
    toast(t('copy_failed'), 'bad');
  }
}

const early = new Map();

/** Presses an inline button; it spins until the bot's answer comes as an event. */
export async function press(key, message, place, data) {
  const { presses } = history(key);
  const slot = `${message.message_id}:${place}`;
  if (presses.has(slot)) return;
  presses.set(slot, null);
  emit('history', key);
  try {
    const { callback_id } = await api.press({
      persona: me(),
      chat: key,
      message_id: message.message_id,
      data,
    });
    presses.set(slot, callback_id);
    const answer = early.get(callback_id);
    if (answer) settle(answer);
  } catch (error) {
    presses.delete(slot);
    emit('history', key);
    complain(error);
  }
}

// An answer may overtake the reply to the press itself; it is kept until the press is known.
// Answers to presses made in another window are not for this one.
function settle(answer) {
  const held = history(answer.chat);
  const slot = [...held.presses].find(([, id]) => id === answer.callback_id)?.[0];
  if (!slot) {
    if ([...held.presses.values()].includes(null)) early.set(answer.callback_id, answer);
    return;
  }
  early.delete(answer.callback_id);
  held.presses.delete(slot);
  emit('history', answer.chat);
  if (answer.timeout) toast(t('no_answer'), 'bad');
  else if (answer.text && answer.show_alert) alertBox(chatName(store.chats.get(answer.chat)), answer.text);
  else if (answer.text) toast(answer.text);
  if (answer.url) openLink(answer.url);
}

on('answer', settle);

/** Opens a link; one to a bot (t.me, tg:) opens its chat and sends its payload. */
export async function openLink(url, shown = null) {
  const target = botTarget(url);
  if (target) return openBot(target.name, target.start);
  const safe = safeUrl(url);
  if (!safe) return;
  const plainly = shown === null || shown === url || safe === safeUrl(shown);
  if (plainly || (await confirm(t('open_link'), safe, t('open'), 'primary')))
    window.open(safe, '_blank', 'noopener,noreferrer');
}

/** Bot's name and payload of a deep link, or null for any other address. */
function botTarget(text) {
  let url;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol === 'tg:' && url.hostname === 'resolve') {
    const { domain, start } = Object.fromEntries(url.searchParams);
    return domain ? { name: domain, start } : null;
  }
  if (!['t.me', 'telegram.me', 'telegram.dog'].includes(url.hostname)) return null;
  const name = url.pathname.split('/')[1];
  return /^\w{3,}$/.test(name) ? { name, start: url.searchParams.get('start') ?? undefined } : null;
}

/** Opens a bot's chat by its username; with a payload, starts it with that. */
export function openBot(name, start) {
  const chat = [...store.chats.values()].find((c) => c.bot?.username?.toLowerCase() === name.toLowerCase());
  if (!chat) {
    toast(t('no_such_bot', { name }), 'bad');
    return;
  }
  goTo({ chat: chat.chat });
  if (start !== undefined) sendText(chat.chat, start ? `/start ${start}` : '/start');
}
