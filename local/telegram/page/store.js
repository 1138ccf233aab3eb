// What the page knows, and how events change it. Messages and chats are replaced, never
// mutated, so a view can compare them by identity.

const listeners = new Map();

export const store = {
  persona: null,
  personas: [],
  bots: [],
  clock: null,
  clockReceived: 0,
  chats: new Map(),
  histories: new Map(),
  openChat: null,
  online: true,
};

/** Calls `listener(detail)` on every `topic`; returns the way to stop. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(listener);
  return () => listeners.get(topic).delete(listener);
}

export function emit(topic, detail) {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(detail);
}

/** The suite's time now, in milliseconds: the server's clock carried on by this computer's steady one. */
export function now() {
  return store.clock ? store.clock.now_ms + (performance.now() - store.clockReceived) : Date.now();
}

export function setClock(clock) {
  store.clock = clock;
  store.clockReceived = performance.now();
  emit('clock');
}

/** Loaded messages of a chat and what is going on in it. */
export function history(key) {
  if (!store.histories.has(key)) {
    store.histories.set(key, {
      messages: [],
      held: [],
      loaded: false,
      hasMore: false,
      loading: 0,
      fresh: null,
      drafts: new Map(),
      typing: null,
      presses: new Map(),
      unreadFrom: null,
    });
  }
  return store.histories.get(key);
}

const changed = (key) => emit('history', key);
const order = (message) => message.order ?? message.message_id;
const ordered = (messages) => messages.sort((a, b) => order(a) - order(b));

export const isPending = (message) => message.local !== undefined;

export function setChats(chats) {
  store.chats = new Map(chats.map((chat) => [chat.chat, chat]));
  emit('chats');
}

function putChat(chat) {
  store.chats.set(chat.chat, chat);
  emit('chats');
  emit('chat', chat.chat);
}

// A group that one has left, or that a supergroup has taken the place of.
function dropChat(key) {
  if (!store.chats.delete(key)) return;
  emit('chats');
  emit('gone', key);
}

function patchChat(key, patch) {
  const chat = store.chats.get(key);
  if (chat) putChat({ ...chat, ...patch });
}

let loads = 0;

/** A page of messages is on its way; what events say meanwhile is newer than what it will hold. Gives the load's ticket. */
export function beginLoad(key) {
  loads += 1;
  Object.assign(history(key), { loading: loads, fresh: new Map() });
  return loads;
}

/** Puts a page of messages in: the newest page replaces, an older one goes before the rest. */
export function putPage(key, page, older) {
  const held = history(key);
  const kept = older ? held.messages : held.messages.filter(isPending);
  const inPage = new Set(page.messages.map((m) => m.message_id));
  const late = [...(held.fresh ?? [])].filter(([id, m]) => m && (!older || inPage.has(id))).map(([, m]) => m);
  const read = page.messages.filter((m) => !held.fresh?.has(m.message_id));
  const known = new Set(kept.filter((m) => !isPending(m)).map((m) => m.message_id));
  held.messages = ordered([...read, ...late].filter((m) => !known.has(m.message_id)).concat(kept));
  held.hasMore = page.has_more;
  held.loaded = true;
  endLoad(key);
  changed(key);
}

export function endLoad(key) {
  Object.assign(history(key), { loading: 0, fresh: null });
}

/** Forgets loaded messages (after a gap in the events), but not what is still being sent. */
export function forgetHistories() {
  for (const held of store.histories.values()) {
    held.loaded = false;
    held.held = [];
    held.drafts.clear();
    held.typing = null;
  }
}

export function find(key, id) {
  return history(key).messages.find((m) => m.message_id === id && !isPending(m));
}

/** Adds a message or replaces the one with its id. */
function putMessage(key, message) {
  const held = history(key);
  held.fresh?.set(message.message_id, message);
  const at = held.messages.findIndex((m) => m.message_id === message.message_id && !isPending(m));
  if (at >= 0) {
    const { key: shownAs, reactions } = held.messages[at];
    held.messages = held.messages.with(at, { reactions, ...message, key: shownAs });
  } else if (held.loaded || held.messages.length) {
    held.messages = ordered([...held.messages, message]);
  }
  changed(key);
}

export function dropMessage(key, test) {
  const held = history(key);
  held.messages = held.messages.filter((m) => !test(m));
  changed(key);
}

let locals = 0;

/** Shows at once what the person sends; returns its local name. */
export function addPending(key, content) {
  const held = history(key);
  const local = `l${(locals += 1)}`;
  const last = held.messages.at(-1);
  const place = (last ? order(last) : 0) + 1e-4;
  const message = {
    ...content,
    local,
    order: place,
    message_id: 0,
    out: true,
    date: Math.floor(now() / 1000),
    state: 'sending',
  };
  held.messages = [...held.messages, message];
  held.unreadFrom = null;
  emit('sending', key);
  changed(key);
  return local;
}

export function patchPending(key, local, patch) {
  const held = history(key);
  held.messages = held.messages.map((m) => (m.local === local ? { ...m, ...patch } : m));
  changed(key);
}

/** The server took a pending message: it keeps its bubble under its real id. */
export function confirmPending(key, local, answer) {
  const held = history(key);
  const message = held.held.find((m) => m.message_id === answer.message_id) ?? answer;
  const at = held.messages.findIndex((m) => m.local === local);
  held.fresh?.set(message.message_id, { ...message, key: local });
  const double = held.messages.some((m) => m.message_id === message.message_id && !isPending(m));
  if (at < 0 || double) held.messages = held.messages.filter((m) => m.local !== local);
  else held.messages = held.messages.with(at, { ...message, key: local });
  held.messages = ordered([...held.messages]);
  releaseHeld(key);
  changed(key);
}

// The event of one's own message may arrive before the answer to the call that sent it; such
// messages wait until nothing is being sent, so that no bubble shows twice.
function releaseHeld(key) {
  const held = history(key);
  if (held.messages.some((m) => m.state === 'sending')) return;
  const waiting = held.held;
  held.held = [];
  for (const message of waiting) if (!find(key, message.message_id)) putMessage(key, message);
}

export function failPending(key, local, error) {
  patchPending(key, local, { state: 'failed', error });
  releaseHeld(key);
}

const handlers = {
  message({ chat, message }) {
    const held = history(chat);
    patchChat(chat, { last: message });
    if (message.out && held.messages.some((m) => m.state === 'sending')) {
      held.held.push(message);
      return;
    }
    if (!message.out) {
      held.drafts.clear();
      held.typing = null;
    }
    putMessage(chat, message);
    emit('arrived', { chat, message });
  },
  edited({ chat, message }) {
    const held = history(chat);
    held.held = held.held.map((m) => (m.message_id === message.message_id ? message : m));
    if (find(chat, message.message_id)) putMessage(chat, message);
    else held.fresh?.set(message.message_id, message);
    if (store.chats.get(chat)?.last?.message_id === message.message_id) patchChat(chat, { last: message });
  },
  reaction({ chat, message_id, reaction }) {
    const held = history(chat);
    held.held = held.held.map((m) => (m.message_id === message_id ? { ...m, reactions: reaction } : m));
    const message = find(chat, message_id);
    if (message) putMessage(chat, { ...message, reactions: reaction });
  },
  deleted({ chat, message_id }) {
    history(chat).held = history(chat).held.filter((m) => m.message_id !== message_id);
    history(chat).fresh?.set(message_id, null);
    dropMessage(chat, (m) => m.message_id === message_id && !isPending(m));
  },
  typing({ chat, bot, action }) {
    const held = history(chat);
    held.typing = { action, bot, until: performance.now() + 5500 };
    setTimeout(() => {
      if (!held.typing || held.typing.until > performance.now() + 50) return;
      held.typing = null;
      emit('typing', chat);
    }, 5600);
    emit('typing', chat);
  },
  draft({ chat, draft_id, text, entities }) {
    const held = history(chat);
    const until = performance.now() + 30000;
    held.drafts.set(draft_id, { text, entities, until });
    held.typing = null;
    setTimeout(() => {
      if (!(held.drafts.get(draft_id)?.until <= performance.now() + 50)) return;
      held.drafts.delete(draft_id);
      changed(chat);
    }, 30100);
    emit('typing', chat);
    changed(chat);
  },
  callback_answer: (answer) => emit('answer', answer),
  chat: (chat) => (chat.gone ? dropChat(chat.chat) : putChat(chat)),
  bots({ bots }) {
    store.bots = bots;
    for (const chat of store.chats.values()) {
      const bot = bots.find((b) => b.id === chat.bot?.id);
      if (bot) putChat({ ...chat, bot });
    }
    emit('bots');
  },
  personas({ personas }) {
    store.personas = personas;
    emit('personas');
  },
  clock: (clock) => setClock(clock),
  reset: () => emit('reset'),
};

/** Applies one server event. */
export function apply(name, data) {
  handlers[name]?.(data);
}
