// The right half: a chat's header, its messages and the composer.

import {
  copy,
  discard,
  forwardTo,
  openBot,
  openLink,
  remove,
  resend,
  sendText,
  setBlocked,
} from './actions.js';
import { acceptDrops } from './attach.js';
import { openClock } from './clock.js';
import { Composer } from './composer.js';
import { ask, menu } from './dialogs.js';
import { chatFace, chatName, headcount, memberOf } from './chats.js';
import { fullName, h, iconButton } from './dom.js';
import { groupItems, showMembers } from './groups.js';
import { History } from './history.js';
import { leaveChat } from './route.js';
import { find, history, isPending, on, store } from './store.js';
import { t } from './strings.js';

const ACTIONS = {
  record_voice: 'recording',
  upload_voice: 'recording',
  upload_photo: 'sending_photo',
  upload_video: 'sending_file',
  upload_document: 'sending_file',
  find_location: 'finding_place',
};

/** What a bot is doing, in words. */
export const actionText = (action) => t(ACTIONS[action] ?? 'typing');

/** Builds the pane of a chat; call `stop` when another takes its place. */
export function createPane(key) {
  const chat = () => store.chats.get(key);
  const nameOf = (message) =>
    (message.out ?? message.from?.id === store.persona.id)
      ? t('you')
      : fullName(message.from) || chatName(chat());
  const composer = new Composer(key, nameOf);
  const messages = new History(key, chatActs(key, { composer, nameOf, jump: (id) => messages.jump(id) }));
  const { header, update } = paneHeader(key);
  const root = h(
    'section',
    { class: 'pane', 'aria-label': t('chat_with', { name: chatName(chat()) }) },
    header,
    messages.root,
    composer.root,
  );
  acceptDrops(root, key, () => chat()?.started && !chat().blocked);
  const stops = [
    on('chat', (at) => at === key && update()),
    on('typing', (at) => at === key && update()),
    on('history', (at) => at === key && update()),
  ];
  update();
  return {
    root,
    focus: () => composer.focus(),
    stop() {
      for (const stop of stops) stop();
      composer.stop();
      messages.stop();
    },
  };
}

function paneHeader(key) {
  const chat = () => store.chats.get(key);
  const name = h('h1', null);
  const status = h('p', { class: 'status' });
  const face = h('span', { class: 'face' });
  const more = iconButton('more', t('more'), () => menu(headerItems(chat()), more, t('more')), {
    'aria-haspopup': 'menu',
  });
  const clock = iconButton('clock', t('clock'), () => openClock(clock), { 'aria-haspopup': 'dialog' });
  const header = h(
    'header',
    { class: 'pane-header' },
    iconButton('back', t('back'), leaveChat, { class: 'back' }),
    face,
    h('div', { class: 'who' }, name, status),
    key.startsWith('g')
      ? iconButton('people', t('members'), () => showMembers(key), { 'aria-haspopup': 'dialog' })
      : null,
    clock,
    more,
  );
  const update = () => {
    if (!chat()) return;
    name.textContent = chatName(chat());
    face.replaceChildren(chatFace(chat()));
    const { typing, drafts } = history(key);
    const busy = typing || drafts.size;
    status.className = `status${busy ? ' busy' : chat().bot?.online ? ' online' : ''}`;
    status.textContent = busy ? busyText(chat(), typing) : idleText(chat());
  };
  return { header, update };
}

function busyText(chat, typing) {
  const who = fullName(memberOf(chat, typing?.bot));
  return `${who ? `${who}: ` : ''}${actionText(typing?.action)}…`;
}

const idleText = ({ group, bot }) =>
  group ? headcount(group) : `${t('bot')} · ${bot.online ? t('bot_online') : t('bot_offline')}`;

function headerItems(chat) {
  if (chat.group) return groupItems(chat.chat);
  return [
    { label: `@${chat.bot.username}`, icon: 'copy', act: () => copy(`@${chat.bot.username}`) },
    chat.started && !chat.blocked
      ? { label: t('restart'), icon: 'bot', act: () => sendText(chat.chat, '/start') }
      : null,
    chat.blocked
      ? { label: t('unblock'), icon: 'block', act: () => setBlocked(chat, false) }
      : { label: t('block'), icon: 'block', danger: true, act: () => setBlocked(chat, true) },
  ];
}

function chatActs(key, { composer, nameOf, jump }) {
  const acts = {
    key,
    nameOf,
    topicOf: ({ message_thread_id: thread, is_topic_message: is }) =>
      is && store.chats.get(key)?.group?.topics.find((topic) => topic.thread === thread)?.name,
    jump,
    copy,
    showNames: key.startsWith('g'),
    command: (text) => sendText(key, text),
    link: openLink,
    mention: (name) => openBot(name),
    retry: (message) => resend(key, message),
    focusComposer: () => composer.focus(),
    reply: (message) => composer.reply(message),
    menu: (message, at) => menu(messageItems(key, message, composer), at, t('actions')),
    menuAt(row) {
      const message = messageOf(key, row);
      if (message) acts.menu(message, row.querySelector('.bubble'));
    },
    messageOf: (row) => messageOf(key, row),
  };
  return acts;
}

const messageOf = (key, row) =>
  row.dataset.local
    ? history(key).messages.find((m) => m.local === row.dataset.local)
    : find(key, Number(row.dataset.id));

function messageItems(key, message, composer) {
  if (isPending(message)) {
    return [
      { label: t('retry'), icon: 'send', act: () => resend(key, message) },
      { label: t('delete'), icon: 'trash', danger: true, act: () => discard(key, message) },
    ];
  }
  const text = message.text ?? message.caption;
  const editable = message.out && message.text && !message.forward_origin;
  return [
    { label: t('reply'), icon: 'reply', act: () => composer.reply(message) },
    editable ? { label: t('edit'), icon: 'edit', act: () => composer.edit(message) } : null,
    text ? { label: t('copy_text'), icon: 'copy', act: () => copy(text) } : null,
    { label: t('forward'), icon: 'forward', act: () => forward(key, message) },
    { label: t('delete'), icon: 'trash', danger: true, act: () => remove(key, message) },
  ];
}

async function forward(key, message) {
  const chats = [...store.chats.values()];
  const choices = chats.map((chat) =>
    h('button', { value: chat.chat, class: 'choice' }, chatFace(chat), h('span', null, chatName(chat))),
  );
  const chosen = await ask({
    title: t('forward_to'),
    body: h('div', { class: 'choices' }, choices),
    buttons: [[t('cancel'), '', 'plain']],
  });
  const target = store.chats.get(chosen);
  if (target) forwardTo(key, message, target);
}
