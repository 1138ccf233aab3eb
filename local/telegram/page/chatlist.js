// The left half: who one is, the clock, and the bots with their last words.

import { draftOf } from './drafts.js';
import { actionText } from './chatpane.js';
import { chatFace, chatName, searchable } from './chats.js';
import { openClock, watchClock } from './clock.js';
import { menu } from './dialogs.js';
import { avatar, fullName, h, icon, iconButton } from './dom.js';
import { listStamp } from './format.js';
import { newGroup } from './groups.js';
import { summary } from './media.js';
import { newBot, newPersona, personaMenu } from './personas.js';
import { goTo } from './route.js';
import { isService } from './service.js';
import { flipTheme, isDark } from './theme.js';
import { history, now, on, store } from './store.js';
import { t } from './strings.js';

/** Builds the list; call `stop` when the page is built anew. */
export function createList() {
  const search = h('input', {
    type: 'search',
    class: 'search',
    placeholder: t('search'),
    'aria-label': t('search'),
  });
  const list = h('div', { class: 'chat-items', role: 'list', 'aria-label': t('chats') });
  const root = h(
    'nav',
    { class: 'list', 'aria-label': t('chats') },
    listHeader(),
    clockChip(),
    h('div', { class: 'search-box' }, icon('search'), search),
    list,
  );
  const items = new Map();

  function render() {
    const wanted = search.value.trim().toLowerCase();
    const chats = [...store.chats.values()].filter((chat) => matches(chat, wanted)).sort(newestFirst);
    const keep = new Set(chats.map((chat) => chat.chat));
    for (const [key, { element }] of items) {
      if (!keep.has(key)) {
        element.remove();
        items.delete(key);
      }
    }
    list.querySelector('.list-note')?.remove();
    chats.forEach((chat, i) => {
      const element = itemFor(items, chat);
      if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
    });
    if (!chats.length)
      list.append(h('p', { class: 'list-note' }, store.chats.size ? t('nothing_found') : t('no_bots')));
  }

  search.addEventListener('input', render);
  list.addEventListener('keydown', walk);
  const stops = [
    on('chats', render),
    on('typing', render),
    on('open', render),
    on('clock', render),
    on('history', (key) => items.has(key) && render()),
  ];
  render();
  return { root, stop: () => stops.forEach((stop) => stop()) };
}

const matches = (chat, wanted) => !wanted || searchable(chat).includes(wanted);
const newestFirst = (a, b) =>
  (b.last?.date ?? 0) - (a.last?.date ?? 0) || chatName(a).localeCompare(chatName(b));

function walk(event) {
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key];
  const item = event.target.closest('.chat-item-holder');
  if (!step || !item) return;
  event.preventDefault();
  item[step]?.querySelector('.chat-item')?.focus();
}

// An item is filled again only when what it shows has changed, so that it keeps focus and hover.
function itemFor(items, chat) {
  const shown = describe(chat);
  const signature = JSON.stringify(shown);
  const known = items.get(chat.chat);
  if (known?.signature === signature) return known.element;
  const element =
    known?.element ??
    h(
      'div',
      { class: 'chat-item-holder', role: 'listitem' },
      h('button', { type: 'button', class: 'chat-item', onclick: () => goTo({ chat: chat.chat }) }),
    );
  fill(element.firstChild, chat, shown);
  items.set(chat.chat, { element, signature });
  return element;
}

function describe(chat) {
  const { typing, drafts } = history(chat.chat);
  const open = store.openChat === chat.chat;
  return {
    name: chatName(chat),
    group: Boolean(chat.group),
    online: Boolean(chat.bot?.online),
    unread: chat.unread,
    blocked: chat.blocked,
    open,
    stamp: chat.last ? listStamp(chat.last.date * 1000, now()) : '',
    busy: typing || drafts.size ? `${actionText(typing?.action)}…` : '',
    draft: open ? '' : draftOf(chat.chat),
    text: chat.last
      ? summary(chat.last)
      : chat.bot?.short_description || chat.bot?.description || (chat.bot ? `@${chat.bot.username}` : ''),
    who: speaker(chat),
  };
}

// In a private chat only one's own words are marked; what happened to a group was said by nobody.
function speaker({ group, last }) {
  if (!last || isService(last)) return '';
  return last.out ? t('you') : group ? fullName(last.from) : '';
}

function fill(button, chat, shown) {
  const preview = shown.busy
    ? h('span', { class: 'busy' }, shown.busy)
    : shown.draft
      ? [h('span', { class: 'draft-mark' }, `${t('draft')}: `), shown.draft]
      : [shown.who ? h('span', { class: 'mine-mark' }, `${shown.who}: `) : null, shown.text];
  button.replaceChildren(
    h('span', { class: `face${shown.online ? ' online' : ''}` }, chatFace(chat)),
    h(
      'span',
      { class: 'item-words' },
      h(
        'span',
        { class: 'item-top' },
        h(
          'span',
          { class: 'item-name' },
          shown.group ? icon('people') : null,
          h('span', null, shown.name),
          shown.blocked ? icon('block') : null,
        ),
        h('span', { class: 'item-time' }, shown.stamp),
      ),
      h(
        'span',
        { class: 'item-bottom' },
        h('span', { class: 'item-text' }, preview),
        shown.unread
          ? h(
              'span',
              { class: 'badge', 'aria-label': t('unread', { n: shown.unread }) },
              String(shown.unread),
            )
          : null,
      ),
    ),
  );
  if (shown.open) button.setAttribute('aria-current', 'true');
  else button.removeAttribute('aria-current');
}

function listHeader() {
  const { persona } = store;
  const who = h(
    'button',
    {
      type: 'button',
      class: 'persona-button',
      'aria-haspopup': 'menu',
      title: t('persona_now', { name: fullName(persona) }),
      onclick: () => personaMenu(who),
    },
    avatar(fullName(persona), persona.id, 'small'),
    h(
      'span',
      { class: 'persona-words' },
      h('strong', null, fullName(persona)),
      h('small', null, `${persona.language_code} · ${persona.zone}`),
    ),
    icon('down'),
  );
  const more = iconButton(
    'menu',
    t('menu'),
    () =>
      menu(
        [
          { label: t('new_group'), icon: 'people', act: newGroup },
          { label: t('new_person'), icon: 'person', act: newPersona },
          { label: t('new_bot'), icon: 'bot', act: newBot },
          { label: isDark() ? t('light') : t('dark'), icon: isDark() ? 'sun' : 'moon', act: flipTheme },
        ],
        more,
        t('menu'),
      ),
    { 'aria-haspopup': 'menu' },
  );
  return h('header', { class: 'list-header' }, who, more);
}

function clockChip() {
  const time = h('span', { class: 'chip-time' });
  const ahead = h('span', { class: 'chip-ahead' });
  const chip = h(
    'button',
    { type: 'button', class: 'clock-chip', 'aria-haspopup': 'dialog', onclick: () => openClock(chip) },
    icon('clock'),
    time,
    ahead,
  );
  watchClock(chip, (shown) => {
    time.textContent = shown.time;
    ahead.textContent = shown.ahead;
    chip.title = t('clock_open', { time: shown.time });
  });
  return chip;
}
