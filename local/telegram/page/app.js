// Starts the page: who looks, the stream of events, the two halves, the second pane.

import { api, follow } from './api.js';
import { createList } from './chatlist.js';
import { createPane } from './chatpane.js';
import { chatName } from './chats.js';
import { fullName, h, iconButton } from './dom.js';
import { address, goTo, route } from './route.js';
import { apply, emit, forgetHistories, history, on, setChats, setClock, store } from './store.js';
import { language, t } from './strings.js';
import { applyTheme } from './theme.js';

const RETRY_MS = 2000;
const root = document.getElementById('app');
let unfollow = null;
let list = null;
let pane = null;
let waiting = null;

async function loadState() {
  const { personas, bots, clock } = await api.state();
  store.personas = personas;
  store.bots = bots;
  setClock(clock);
}

/** Loads everything anew; events that come meanwhile are applied after it, in order. */
async function reload() {
  if (waiting) return;
  waiting = [];
  try {
    await loadState();
    const { chats } = await api.chats(store.persona.id);
    forgetHistories();
    setChats(chats);
    emit('reload');
    for (const chat of chats) emit('chat', chat.chat);
    const missed = waiting;
    waiting = null;
    for (const [name, data] of missed) apply(name, data);
    showRoute();
  } catch {
    waiting = null;
    setOnline(false);
    setTimeout(reload, RETRY_MS);
    return;
  }
  setOnline(true);
}

function setOnline(online) {
  document.getElementById('offline').hidden = online;
  if (store.online === online) return;
  store.online = online;
  emit('online');
}

/** Becomes a persona: its chats, its language, its events. */
function become(persona) {
  unfollow?.();
  store.persona = persona;
  store.chats = new Map();
  store.histories = new Map();
  store.openChat = null;
  document.documentElement.lang = language();
  document.getElementById('offline').textContent = t('offline_long');
  build();
  unfollow = follow(persona.id, {
    opened: (resumed) => (resumed ? setOnline(true) : reload()),
    lost: () => setOnline(false),
    event: (name, data) => (waiting && name !== 'reset' ? waiting.push([name, data]) : apply(name, data)),
  });
}

function build() {
  pane?.stop();
  pane = null;
  list?.stop();
  list = createList();
  const stage = h('main', { class: 'stage' }, nothingOpen());
  root.replaceChildren(list.root, stage);
  root.classList.remove('in-chat');
}

const nothingOpen = () => h('div', { class: 'nothing-open' }, h('p', null, t('pick_chat')));

/** Brings the page in line with its address. */
function showRoute() {
  const wanted = route();
  const persona = store.personas.find((p) => String(p.id) === wanted.persona) ?? store.personas[0];
  if (!persona) return;
  if (persona.id !== store.persona?.id) {
    become(persona);
    showSide(wanted);
    return;
  }
  showChat(store.chats.has(wanted.chat) ? wanted.chat : null);
  showSide(wanted);
}

function showChat(key) {
  if (key === store.openChat) return;
  pane?.stop();
  pane = null;
  if (store.openChat) Object.assign(history(store.openChat), { unreadFrom: null });
  store.openChat = key;
  root.classList.toggle('in-chat', Boolean(key));
  const stage = root.querySelector('.stage');
  if (!key) stage.replaceChildren(nothingOpen());
  else {
    pane = createPane(key);
    stage.replaceChildren(pane.root);
    if (!matchMedia('(pointer: coarse)').matches) pane.focus();
  }
  titleOf(key);
  emit('open');
}

function titleOf(key) {
  const unread = [...store.chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  const name = key ? chatName(store.chats.get(key)) : fullName(store.persona);
  document.title = `${unread ? `(${unread}) ` : ''}${name} · Telegram`;
}

// The second pane is the same page in a frame: another persona with its own stream of events.
function showSide({ side, sidechat, pane: inner }) {
  const shown = document.querySelector('.second');
  const persona = inner ? null : store.personas.find((p) => String(p.id) === side);
  if (shown?.dataset.persona === String(persona?.id)) return;
  shown?.remove();
  document.body.classList.toggle('split', Boolean(persona));
  if (!persona) return;
  const frame = h('iframe', {
    src: address({ persona: persona.id, chat: sidechat, pane: 1 }),
    title: t('second_pane', { name: fullName(persona) }),
  });
  const close = iconButton(
    'close',
    t('close_pane'),
    () => goTo({ side: null, sidechat: null }, { replace: true }),
    { class: 'close-second' },
  );
  document.body.append(h('aside', { class: 'second', dataset: { persona: persona.id } }, frame, close));
}

// The frame tells where it is, so that the outer address keeps it over a reload.
function keepSideRoute() {
  const { pane: inner, persona, chat } = route();
  if (inner && window.parent !== window)
    window.parent.postMessage({ side: persona, sidechat: chat }, location.origin);
}

window.addEventListener('message', (event) => {
  const frame = document.querySelector('.second iframe');
  if (event.origin !== location.origin || event.source !== frame?.contentWindow) return;
  const { side, sidechat } = event.data;
  frame.parentElement.dataset.persona = side;
  goTo({ side, sidechat }, { replace: true });
});

function personasChanged() {
  const mine = store.personas.find((p) => p.id === store.persona?.id);
  if (!mine || JSON.stringify(mine) === JSON.stringify(store.persona)) return;
  store.persona = mine;
  document.documentElement.lang = language();
  document.getElementById('offline').textContent = t('offline_long');
  build();
  store.openChat = null;
  showRoute();
}

on('route', () => {
  showRoute();
  keepSideRoute();
});
on('reset', reload);
// A group one has just made, or come into, may be known a moment after the address names it.
on('chat', (key) => key !== store.openChat && key === route().chat && showRoute());
on('gone', (key) => {
  if (key !== store.openChat) return;
  const next = [...store.chats.values()].find((chat) => `g${chat.group?.upgraded_from}` === key);
  goTo({ chat: next?.chat ?? null }, { replace: true });
});
on('personas', personasChanged);
on('chats', () => store.persona && titleOf(store.openChat));
on(
  'bots',
  () =>
    store.bots.some((bot) => ![...store.chats.values()].some((chat) => chat.bot?.id === bot.id)) && reload(),
);

async function start() {
  applyTheme();
  try {
    await loadState();
    showRoute();
  } catch {
    setOnline(false);
    setTimeout(start, RETRY_MS);
  }
}

start();
