// Message text with its entities as DOM nodes, the way Telegram shows them.

import { h, icon } from './dom.js';
import { entityTime } from './format.js';
import { now } from './store.js';
import { t } from './strings.js';

const SAFE_SCHEMES = new Set(['http:', 'https:', 'tg:', 'mailto:', 'tel:']);
const BLOCKS = new Set(['pre', 'blockquote', 'expandable_blockquote']);

/** A link's address if it is of a kind that may be opened, else null. */
export function safeUrl(text) {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d/.test(text) ? text : `http://${text}`;
  try {
    const url = new URL(full);
    return SAFE_SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Renders `text` (offsets in UTF-16 units, as JavaScript counts) into nodes. `acts` are the
 * chat's answers to a tap: command(text), link(url, shown), mention(username), hashtag(text), copied().
 */
export function renderText(text, entities, acts) {
  const sorted = [...(entities ?? [])]
    .filter((e) => e.length > 0 && e.offset >= 0 && e.offset + e.length <= text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length || BLOCKS.has(b.type) - BLOCKS.has(a.type));
  return build(text, 0, text.length, sorted, acts);
}

function build(text, from, to, entities, acts) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length;) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < end) next += 1;
    if (entity.offset >= at && end > entity.offset) {
      if (entity.offset > at) nodes.push(plain(text.slice(at, entity.offset), nodes.at(-1)));
      const inner = build(text, entity.offset, end, entities.slice(i + 1, next), acts);
      nodes.push(wrap(entity, text.slice(entity.offset, end), inner, acts));
      at = end;
    }
    i = next;
  }
  if (at < to) nodes.push(plain(text.slice(at, to), nodes.at(-1)));
  return nodes;
}

// A block ends its line by itself; the line break that follows it in the text would show as an empty line.
function plain(text, before) {
  const afterBlock = before instanceof Element && before.classList.contains('block');
  return document.createTextNode(afterBlock ? text.replace(/^\n/, '') : text);
}

const SIMPLE = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's' };

function wrap(entity, text, inner, acts) {
  if (SIMPLE[entity.type]) return h(SIMPLE[entity.type], null, inner);
  return (WRAPPERS[entity.type] ?? (() => h('span', null, inner)))(entity, text, inner, acts);
}

const tap = (className, inner, act) =>
  h('button', { type: 'button', class: `link ${className}`, onclick: act }, inner);

function anchor(url, inner, shown, acts) {
  const href = safeUrl(url);
  if (!href) return h('span', null, inner);
  const open = (event) => {
    event.preventDefault();
    acts.link(href, shown);
  };
  return h(
    'a',
    {
      href,
      title: shown === null ? null : href,
      rel: 'noopener noreferrer',
      target: '_blank',
      onclick: open,
    },
    inner,
  );
}

const WRAPPERS = {
  code: (_, text, inner, acts) =>
    h(
      'code',
      {
        tabindex: '0',
        role: 'button',
        title: t('copy'),
        'aria-label': `${text}. ${t('copy')}`,
        ...onPress(() => acts.copy(text)),
      },
      inner,
    ),
  pre: (entity, text, inner, acts) => codeBlock(entity.language, text, inner, acts),
  blockquote: (_, __, inner) => h('blockquote', { class: 'block' }, inner),
  expandable_blockquote: (_, text, inner) => expandable(text, inner),
  spoiler: (_, __, inner) => spoiler(inner),
  url: (_, text, inner, acts) => anchor(text, inner, null, acts),
  text_link: (entity, text, inner, acts) => anchor(entity.url ?? '', inner, text, acts),
  email: (_, text, inner, acts) => anchor(`mailto:${text}`, inner, null, acts),
  phone_number: (_, text, inner, acts) => anchor(`tel:${text.replace(/[^+\d]/g, '')}`, inner, null, acts),
  bot_command: (_, text, inner, acts) => tap('command', inner, () => acts.command(text)),
  mention: (_, text, inner, acts) => tap('mention', inner, () => acts.mention(text.slice(1))),
  text_mention: (entity, _, inner, acts) =>
    tap('mention', inner, () => acts.mention(entity.user?.username ?? '')),
  hashtag: (_, __, inner) => h('span', { class: 'tag' }, inner),
  cashtag: (_, __, inner) => h('span', { class: 'tag' }, inner),
  date_time: (entity, text, inner) => {
    const shown = entityTime(entity.unix_time, entity.date_time_format, now());
    return h(
      'time',
      { datetime: new Date(entity.unix_time * 1000).toISOString(), title: text },
      shown ?? inner,
    );
  },
};

function onPress(act) {
  return {
    onclick: act,
    onkeydown: (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      event.stopPropagation();
      act(event);
    },
  };
}

function codeBlock(language, text, inner, acts) {
  const copy = h(
    'button',
    {
      type: 'button',
      class: 'pre-copy',
      title: t('copy'),
      'aria-label': t('copy'),
      onclick: () => acts.copy(text),
    },
    icon('copy'),
  );
  return h(
    'figure',
    { class: 'pre block' },
    h('figcaption', null, h('span', null, language || t('code')), copy),
    h('pre', { tabindex: '0' }, h('code', null, inner)),
  );
}

const LONG_QUOTE = 3;

function expandable(text, inner) {
  const body = h('div', { class: 'quote-body' }, inner);
  const quote = h('blockquote', { class: 'block expandable' }, body);
  if (text.split('\n').length <= LONG_QUOTE && text.length < 160) return quote;
  quote.classList.add('folded');
  const toggle = h(
    'button',
    { type: 'button', class: 'quote-toggle', 'aria-expanded': 'false', 'aria-label': t('expand') },
    icon('down'),
  );
  const flip = () => {
    const folded = quote.classList.toggle('folded');
    toggle.setAttribute('aria-expanded', String(!folded));
    toggle.setAttribute('aria-label', folded ? t('expand') : t('collapse'));
  };
  toggle.addEventListener('click', flip);
  quote.append(toggle);
  return quote;
}

function spoiler(inner) {
  const cover = h('span', { class: 'spoiler-text', 'aria-hidden': 'true' }, inner);
  const element = h(
    'span',
    { class: 'spoiler', role: 'button', tabindex: '0', 'aria-label': t('spoiler') },
    cover,
  );
  const reveal = (event) => {
    if (element.classList.contains('shown')) return;
    event.preventDefault();
    event.stopPropagation();
    element.classList.add('shown');
    for (const name of ['role', 'tabindex', 'aria-label']) element.removeAttribute(name);
    cover.removeAttribute('aria-hidden');
  };
  element.addEventListener('click', reveal, true);
  element.addEventListener(
    'keydown',
    (event) => (event.key === 'Enter' || event.key === ' ') && reveal(event),
  );
  return element;
}

/** Whether the text is one to three emoji and nothing else; Telegram shows these large. */
export function isJumbo(text) {
  const one = String.raw`(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)`;
  return new RegExp(`^(?:${one}){1,3}$`, 'u').test(text);
}
