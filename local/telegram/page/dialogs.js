// Modal questions, alerts, menus and toasts.

import { h, icon, iconButton } from './dom.js';
import { t } from './strings.js';

let count = 0;

/**
 * Shows a modal dialog; the browser keeps the focus inside and closes it on Escape.
 * `buttons` are [label, value, look]; resolves to the value of the one pressed, or null.
 */
export function ask({ title, body = [], buttons, className = '' }) {
  const id = `dialog-${(count += 1)}`;
  const form = h(
    'form',
    { method: 'dialog', novalidate: true },
    title ? h('h2', { id }, title) : null,
    h('div', { class: 'dialog-body' }, body),
    h(
      'div',
      { class: 'dialog-buttons' },
      buttons.map(([label, value, look]) => h('button', { value, class: look ?? 'plain' }, label)),
    ),
  );
  const dialog = h('dialog', { class: className, 'aria-labelledby': title ? id : null }, form);
  return showDialog(dialog);
}

/** Opens a built dialog and resolves to its return value ('' and Escape give null). */
function showDialog(dialog) {
  const back = document.activeElement;
  document.body.append(dialog);
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      back?.focus?.({ preventScroll: true });
      resolve(dialog.returnValue || null);
    });
  });
}

/** What a bot says with `show_alert`. */
export const alertBox = (title, text) =>
  ask({ title, body: h('p', null, text), buttons: [[t('ok'), 'ok', 'primary']], className: 'small' });

/** Yes or no; `yes` is the label of the act itself. */
export const confirm = async (title, note, yes, look = 'danger') =>
  (await ask({
    title,
    body: note ? h('p', null, note) : [],
    buttons: [
      [t('cancel'), '', 'plain'],
      [yes, 'yes', look],
    ],
    className: 'small',
  })) === 'yes';

/** A labelled input for a dialog. */
export function field(label, input, note = '') {
  const id = `field-${(count += 1)}`;
  input.id = id;
  const error = h('span', { class: 'field-error', role: 'alert', id: `${id}-error` });
  input.setAttribute('aria-describedby', error.id);
  const root = h(
    'div',
    { class: 'field' },
    h('label', { for: id }, label, note ? h('span', { class: 'field-note' }, ` (${note})`) : null),
    input,
    error,
  );
  return {
    root,
    input,
    /** Shows what is wrong (empty clears it) and puts the focus there. */
    wrong(text) {
      error.textContent = text;
      input.setAttribute('aria-invalid', String(Boolean(text)));
      if (text) input.focus();
    },
  };
}

/**
 * A dialog with fields whose `submit` may fail: it stays open then. `submit` resolves to
 * true when done, and puts its own messages on the fields.
 */
export function formDialog({ title, body, submitLabel, submit, className = '' }) {
  const id = `dialog-${(count += 1)}`;
  const error = h('p', { class: 'field-error', role: 'alert' });
  const button = h('button', { type: 'submit', class: 'primary' }, submitLabel);
  const form = h(
    'form',
    { novalidate: true },
    h('h2', { id }, title),
    h('div', { class: 'dialog-body' }, body, error),
    h(
      'div',
      { class: 'dialog-buttons' },
      h('button', { type: 'button', class: 'plain', onclick: () => dialog.close() }, t('cancel')),
      button,
    ),
  );
  const dialog = h('dialog', { class: className, 'aria-labelledby': id }, form);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      if (await submit()) dialog.close('done');
    } catch (cause) {
      error.textContent = t('error', { why: cause.message });
    } finally {
      button.disabled = false;
    }
  });
  return showDialog(dialog);
}

/** A large photo on black. */
export function lightbox(src, alt) {
  const close = iconButton('close', t('close'), () => dialog.close(), { class: 'lightbox-close' });
  const dialog = h(
    'dialog',
    { class: 'lightbox', 'aria-label': alt },
    h('img', { src, alt, onclick: () => dialog.close() }),
    close,
  );
  return showDialog(dialog);
}

const TOAST_MS = 3500;

/** A short notice at the foot of the page. */
export function toast(text, look = '') {
  const holder = document.getElementById('toasts');
  const note = h('div', { class: `toast ${look}`.trim() }, text);
  holder.append(note);
  while (holder.children.length > 3) holder.firstChild.remove();
  setTimeout(() => note.remove(), Math.max(TOAST_MS, text.length * 60));
}

/**
 * A menu at a point or under an element. `items` are {label, icon, act, danger, checked};
 * arrow keys move, Escape closes, the focus goes back where it was.
 */
export function menu(items, at, label) {
  document.querySelector('.menu-cover')?.remove();
  const back = document.activeElement;
  const buttons = items.filter(Boolean).map((item) =>
    h(
      'button',
      {
        type: 'button',
        class: item.danger ? 'danger' : '',
        onclick: () => {
          close();
          item.act();
        },
        role: item.checked === undefined ? 'menuitem' : 'menuitemradio',
        'aria-checked': item.checked === undefined ? null : String(item.checked),
        tabindex: '-1',
      },
      item.lead ?? icon(item.icon),
      h('span', { class: 'menu-label' }, item.label, item.note ? h('small', null, item.note) : null),
      item.checked ? icon('tick') : null,
    ),
  );
  const panel = h('div', { class: 'menu', role: 'menu', 'aria-label': label }, buttons);
  const cover = h(
    'div',
    {
      class: 'menu-cover',
      onclick: (e) => e.target === cover && close(),
      oncontextmenu: (e) => {
        e.preventDefault();
        close();
      },
    },
    panel,
  );
  const close = () => {
    cover.remove();
    back?.focus?.({ preventScroll: true });
  };
  panel.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (step) buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length)?.focus();
    else if (event.key === 'Home') buttons[0]?.focus();
    else if (event.key === 'End') buttons.at(-1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.body.append(cover);
  place(panel, at);
  buttons[0]?.focus({ preventScroll: true });
}

function place(panel, at) {
  const point = at instanceof Element ? below(at.getBoundingClientRect()) : at;
  const { offsetWidth: width, offsetHeight: height } = panel;
  const left = Math.max(8, Math.min(point.x, innerWidth - width - 8));
  const top = point.y + height > innerHeight - 8 ? Math.max(8, (point.above ?? point.y) - height) : point.y;
  panel.style.left = `${left}px`;
  panel.style.top = `${top}px`;
}

const below = (box) => ({
  x: box.right > innerWidth / 2 ? box.right - 220 : box.left,
  y: box.bottom + 4,
  above: box.top - 4,
});
