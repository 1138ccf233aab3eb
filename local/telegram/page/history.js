// The scrolling list of a chat's messages: keeps its place while messages come, change and go.

import { api } from './api.js';
import { complain, markRead } from './actions.js';
import { Rows } from './rowlist.js';
import { fullName, h, iconButton } from './dom.js';
import { watchGestures } from './gestures.js';
import { summary } from './media.js';
import { beginLoad, endLoad, history, on, putPage, store } from './store.js';
import { t } from './strings.js';

const PAGE = 50;
const NEAR_TOP = 400;
const AT_BOTTOM = 60;
const DAY_SHOWN_MS = 1200;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class History {
  /** `acts` are the chat's answers to taps. Call `stop` when the chat is left. */
  constructor(key, acts) {
    this.key = key;
    this.acts = acts;
    this.held = history(key);
    this.held.unreadFrom = null;
    this.pinned = true;
    this.settled = false;
    this.reading = false;
    this.lastTop = 0;
    this.build();
    this.listen();
    this.render();
    if (this.held.loaded) requestAnimationFrame(() => this.changed());
    else this.load();
  }

  get chat() {
    return store.chats.get(this.key);
  }

  build() {
    this.rows = new Rows(this.held, this.acts);
    this.top = h('div', { class: 'history-top' });
    const inner = h('div', { class: 'history-inner' }, this.top, this.rows.list, this.rows.live);
    this.scroller = h(
      'div',
      { class: 'history', tabindex: '0', role: 'region', 'aria-label': t('messages') },
      inner,
    );
    this.count = h('span', { class: 'badge' });
    this.down = iconButton('down', t('to_bottom'), () => this.toBottom(true), {
      class: 'to-bottom',
      hidden: true,
    });
    this.down.append(this.count);
    this.day = h('div', { class: 'floating-day', 'aria-hidden': 'true' }, h('span'));
    this.root = h('div', { class: 'history-frame' }, this.scroller, this.day, this.down);
  }

  listen() {
    const { scroller, key } = this;
    const mine = (act) => (at) => at === key && act();
    scroller.addEventListener(
      'scroll',
      () => {
        this.scrolled();
        this.showDay();
      },
      { passive: true },
    );
    scroller.addEventListener('keydown', (event) => moveFocus(event, scroller, this.rows.list, this.acts));
    watchGestures(scroller, this.acts);
    this.sizes = new ResizeObserver(() => this.pinned && this.settled && this.toBottom());
    this.sizes.observe(scroller);
    this.sizes.observe(scroller.firstChild);
    this.seen = () => this.updateDown();
    document.addEventListener('visibilitychange', this.seen);
    this.stops = [
      on(
        'history',
        mine(() => this.changed()),
      ),
      on(
        'typing',
        mine(() => {
          this.rows.renderLive();
          if (this.pinned) this.toBottom();
        }),
      ),
      on(
        'chat',
        mine(() => this.updateDown()),
      ),
      on(
        'sending',
        mine(() => {
          this.pinned = true;
        }),
      ),
      on('clock', () => this.held.loaded && this.render()),
      on('reload', () => this.load()),
      on('arrived', ({ chat, message }) => chat === key && !message.out && announce(message)),
    ];
  }

  stop() {
    this.sizes.disconnect();
    document.removeEventListener('visibilitychange', this.seen);
    for (const stop of this.stops) stop();
  }

  changed() {
    if (this.held.loaded && !this.settled) this.settle();
    else this.render();
  }

  render() {
    this.renderTop();
    if (!this.held.loaded) return;
    const anchor = this.pinned ? null : this.rows.anchor(this.scroller);
    this.rows.render(this.settled, this.scroller);
    if (anchor) this.scroller.scrollTop += this.rows.moved(anchor);
    else if (this.pinned) this.toBottom();
    this.updateDown();
  }

  renderTop() {
    const waiting = !this.held.loaded || this.held.hasMore;
    if (waiting) this.top.replaceChildren(h('div', { class: 'separator' }, h('span', null, t('loading'))));
    else if (this.held.messages.length) this.top.replaceChildren();
    else this.top.replaceChildren(about(this.chat));
  }

  /** The first time messages are shown: where reading left off, or the end. */
  settle() {
    const unread = this.chat?.unread ?? 0;
    const fresh = unread ? this.held.messages.filter((m) => !m.out).slice(-unread)[0] : null;
    this.held.unreadFrom = fresh?.message_id ?? null;
    this.render();
    const line = this.rows.element('unread');
    if (line) {
      line.scrollIntoView({ block: 'start' });
      this.scroller.scrollTop -= 40;
      this.pinned = false;
    } else this.toBottom();
    this.settled = true;
    this.scrolled();
  }

  // The newest page may be asked for while an older one is on its way; then only the newest counts.
  async load(before) {
    if (this.held.loading && before) return;
    const ticket = beginLoad(this.key);
    try {
      const query = { persona: store.persona.id, chat: this.key, limit: PAGE, ...(before ? { before } : {}) };
      const page = await api.messages(query);
      if (this.held.loading === ticket) putPage(this.key, page, Boolean(before));
    } catch (error) {
      if (this.held.loading === ticket) endLoad(this.key);
      if (error.status) complain(error);
    }
  }

  toBottom(smooth = false) {
    const glide = smooth && !calm.matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: glide ? 'smooth' : 'instant' });
    if (!glide) this.pinned = true;
  }

  // Only a move upwards leaves the bottom: when a keyboard opens, the list shrinks but nobody scrolled.
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (scrollHeight - scrollTop - clientHeight < AT_BOTTOM) this.pinned = true;
    else if (scrollTop < this.lastTop) this.pinned = false;
    this.lastTop = scrollTop;
    if (this.settled && this.held.hasMore && scrollTop < NEAR_TOP)
      this.load(this.held.messages.find((m) => m.message_id)?.message_id);
    this.updateDown();
  }

  updateDown() {
    const unread = this.chat?.unread ?? 0;
    this.down.hidden = this.pinned;
    this.count.textContent = unread ? String(unread) : '';
    this.count.hidden = !unread;
    this.down.setAttribute(
      'aria-label',
      unread ? `${t('to_bottom')}, ${t('unread', { n: unread })}` : t('to_bottom'),
    );
    if (this.pinned && unread && this.settled && document.visibilityState === 'visible') this.read();
  }

  async read() {
    if (this.reading || !store.online) return;
    this.reading = true;
    await markRead(this.key);
    this.reading = false;
  }

  /** While one scrolls, the day of the topmost message floats above it. */
  showDay() {
    const label = this.rows.dayAbove(this.scroller.getBoundingClientRect().top + 4);
    clearTimeout(this.dayTimer);
    this.day.classList.toggle('shown', label !== undefined);
    if (label === undefined) return;
    this.day.firstChild.textContent = label;
    this.dayTimer = setTimeout(() => this.day.classList.remove('shown'), DAY_SHOWN_MS);
  }

  /** Brings a message into sight and lights it up, if it is loaded. */
  jump(id) {
    const row = this.rows.ofMessage(id);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    row.classList.remove('flash');
    requestAnimationFrame(() => row.classList.add('flash'));
  }
}

function about(chat) {
  const text = chat?.bot?.description || chat?.bot?.short_description;
  if (!text) return h('div', { class: 'about' }, t('nothing_yet'));
  return h('div', { class: 'about' }, h('strong', null, t('about_bot')), h('p', null, text));
}

function announce(message) {
  const live = document.getElementById('live');
  live.append(h('p', null, t('new_from', { name: fullName(message.from), text: summary(message) })));
  while (live.children.length > 5) live.firstChild.remove();
}

/** Arrow keys walk through the messages; Enter opens a message's menu. */
function moveFocus(event, scroller, list, acts) {
  const rows = [...list.querySelectorAll('.row')];
  const at = rows.indexOf(document.activeElement);
  const inRow = at >= 0;
  if (!inRow && document.activeElement !== scroller) return;
  const end = rows.length - 1;
  const to = { ArrowUp: inRow ? at - 1 : end, ArrowDown: inRow ? at + 1 : end, Home: 0, End: end }[event.key];
  const wantsMenu =
    event.key === 'Enter' || event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
  if (to !== undefined) rows[Math.max(0, Math.min(end, to))]?.focus();
  else if (inRow && wantsMenu) acts.menuAt(rows[at]);
  else if (event.key === 'Escape') acts.focusComposer();
  else return;
  event.preventDefault();
}
