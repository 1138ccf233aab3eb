// Small helpers to build DOM nodes. Text always becomes a text node, so nothing that a bot
// or a person wrote can turn into markup.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Builds an element. `props` may hold attributes, `class`, `dataset` and `on…` listeners;
 * `null`, `undefined` and `false` are left out, `true` gives an empty attribute.
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  setProps(element, props);
  element.append(...flat(children));
  return element;
}

/** The same for SVG elements. */
export function svg(tag, props, ...children) {
  const element = document.createElementNS(SVG, tag);
  setProps(element, props);
  element.append(...flat(children));
  return element;
}

function setProps(element, props) {
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'dataset') Object.assign(element.dataset, value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** A button with an icon only; `label` is what a screen reader says and what the tooltip shows. */
export function iconButton(name, label, onclick, props = {}) {
  return h(
    'button',
    {
      type: 'button',
      ...props,
      class: `icon-button ${props.class ?? ''}`.trim(),
      'aria-label': label,
      title: label,
      onclick,
    },
    icon(name),
  );
}

// Stroked on a 24 x 24 grid; `f:` marks a filled shape.
const ICONS = {
  back: ['M15 5l-7 7 7 7'],
  send: [
    'f:M3.4 20.4l17.6-7.5a1 1 0 000-1.8L3.4 3.6a.8.8 0 00-1.1 1l2 6 9.2 1.4-9.2 1.4-2 6a.8.8 0 001.1 1z',
  ],
  clip: ['M20 11l-8.2 8.2a5 5 0 01-7-7l8.6-8.7a3.4 3.4 0 014.8 4.8l-8.6 8.6a1.7 1.7 0 01-2.4-2.4l7.8-7.8'],
  mic: [
    'M12 3.5a2.8 2.8 0 012.8 2.8v5.4a2.8 2.8 0 01-5.6 0V6.3A2.8 2.8 0 0112 3.5z',
    'M5.5 11.5a6.5 6.5 0 0013 0',
    'M12 18v3',
  ],
  menu: ['M4 7h16', 'M4 12h16', 'M4 17h16'],
  more: [
    'f:M12 7a1.7 1.7 0 110-3.4 1.7 1.7 0 010 3.4z',
    'f:M12 13.7a1.7 1.7 0 110-3.4 1.7 1.7 0 010 3.4z',
    'f:M12 20.4a1.7 1.7 0 110-3.4 1.7 1.7 0 010 3.4z',
  ],
  clock: ['M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z', 'M12 7.5V12l3 2'],
  tick: ['M5 12.5l4.5 4.5L19 7.5'],
  warn: ['M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z', 'M12 7.5v5.5', 'M12 16.3v.2'],
  close: ['M6 6l12 12', 'M18 6L6 18'],
  down: ['M6 9.5l6 6 6-6'],
  reply: ['M10 6l-6 5.5 6 5.5v-3.5c5 0 8 1.5 10 4.5-.5-5-3.5-8.5-10-8.5z'],
  forward: ['M14 6l6 5.5-6 5.5v-3.5c-5 0-8 1.5-10 4.5.5-5 3.5-8.5 10-8.5z'],
  edit: ['M4 20l1-4.5L16.5 4a2 2 0 013 3L8.5 18.7z', 'M14.5 6.5l3 3'],
  trash: ['M5 7h14', 'M9.5 7V4.5h5V7', 'M7 7l.8 12.5h8.4L17 7', 'M10.3 10.5l.3 6', 'M13.7 10.5l-.3 6'],
  copy: ['M9 9h10v11H9z', 'M15 9V4H5v11h4'],
  keyboard: ['M3.5 6.5h17v11h-17z', 'M7 10h.1', 'M10.3 10h.1', 'M13.7 10h.1', 'M17 10h.1', 'M8.5 14h7'],
  slash: ['M4.5 4.5h15v15h-15z', 'M14 8l-4 8'],
  photo: ['M4 5.5h16v13H4z', 'M4 16l4.5-4.5 4 4 2.5-2.5 5 4', 'M15.5 9.3h.1'],
  file: ['M6.5 3.5h7l4 4v13h-11z', 'M13.5 3.5v4h4'],
  place: [
    'M12 20.5c4-4.5 6-7.5 6-10.5a6 6 0 10-12 0c0 3 2 6 6 10.5z',
    'M12 8a2.2 2.2 0 110 4.4A2.2 2.2 0 0112 8z',
  ],
  person: ['M12 4a3.8 3.8 0 110 7.6A3.8 3.8 0 0112 4z', 'M4.5 20c.6-4 3.5-5.8 7.5-5.8s6.9 1.8 7.5 5.8'],
  people: [
    'M9 5a3.3 3.3 0 110 6.6A3.3 3.3 0 019 5z',
    'M2.8 19c.5-3.4 2.9-5 6.2-5s5.7 1.6 6.2 5',
    'M15.5 5.3a3.2 3.2 0 010 6',
    'M18 14.5c1.9.7 3 2.2 3.3 4.5',
  ],
  play: ['f:M8 5.2v13.6a.8.8 0 001.2.7l10.4-6.8a.8.8 0 000-1.4L9.2 4.5a.8.8 0 00-1.2.7z'],
  pause: ['f:M7 5h3.6v14H7z', 'f:M13.4 5H17v14h-3.6z'],
  sun: [
    'M12 8a4 4 0 110 8 4 4 0 010-8z',
    'M12 3v1.5',
    'M12 19.5V21',
    'M3 12h1.5',
    'M19.5 12H21',
    'M5.6 5.6l1.1 1.1',
    'M17.3 17.3l1.1 1.1',
    'M5.6 18.4l1.1-1.1',
    'M17.3 6.7l1.1-1.1',
  ],
  moon: ['M19.5 14.5A8 8 0 019.5 4.5a8 8 0 1010 10z'],
  search: ['M10.5 4a6.5 6.5 0 110 13 6.5 6.5 0 010-13z', 'M15.5 15.5L20 20'],
  split: ['M4 5h16v14H4z', 'M12 5v14'],
  block: ['M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17z', 'M6 6l12 12'],
  plus: ['M12 5v14', 'M5 12h14'],
  bot: ['M5 8.5h14v10H5z', 'M12 8.5V5', 'M9 12.8v.8', 'M15 12.8v.8', 'M12 3.7h.1'],
  link: ['M8 16L16.5 7.5', 'M10 7.5h6.5V14'],
  star: ['M12 4l2.4 5 5.4.7-4 3.8 1 5.4-4.8-2.7-4.8 2.7 1-5.4-4-3.8 5.4-.7z'],
  up: ['M12 19V6', 'M6.5 11L12 5.5l5.5 5.5'],
  leave: ['M13 4.5H5.5v15H13', 'M10 12h10', 'M16.5 8.5L20 12l-3.5 3.5'],
  hash: ['M5 9h15', 'M4 15h15', 'M10 4L8 20', 'M16 4l-2 16'],
};

/** A decorative icon; screen readers skip it. */
export function icon(name) {
  const shape = svg('svg', {
    viewBox: '0 0 24 24',
    class: `icon icon-${name}`,
    'aria-hidden': 'true',
    focusable: 'false',
  });
  for (const part of ICONS[name] ?? []) {
    const filled = part.startsWith('f:');
    shape.append(svg('path', { d: filled ? part.slice(2) : part, class: filled ? 'filled' : 'stroked' }));
  }
  return shape;
}

/** Initials on a colour that stays the same for an id. */
export function avatar(name, id, size = '') {
  const letters = Array.from((name ?? '').trim().matchAll(/(?:^|\s)(\S)/gu), (match) => match[1]);
  const text = [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
  return h(
    'span',
    {
      class: `avatar ${size}`.trim(),
      dataset: { tint: Math.abs(Number(id) || 0) % 7 },
      'aria-hidden': 'true',
    },
    text || '?',
  );
}

/** First and last name as one string. */
export function fullName(user) {
  return [user?.first_name, user?.last_name].filter(Boolean).join(' ') || user?.username || '';
}
