// The rows of a chat on the screen: elements are kept as long as what they show stays the same.

import { draftRow, renderRow, typingRow } from './bubbles.js';
import { h } from './dom.js';
import { buildRows, sameRow } from './rows.js';
import { t } from './strings.js';

export class Rows {
  constructor(held, acts) {
    this.held = held;
    this.acts = acts;
    this.shown = new Map();
    this.drafts = new Map();
    this.list = h('div', { class: 'rows', role: 'list', 'aria-label': t('messages') });
    this.live = h('div', { class: 'rows live-rows' });
  }

  element(key) {
    return this.shown.get(key)?.element;
  }

  ofMessage(id) {
    return [...this.shown.values()].find(({ row }) => row.messages?.some((m) => m.message_id === id))
      ?.element;
  }

  /** Shows the present messages. `animate` lets a new last bubble glide in; focus that gets lost goes to `fallback`. */
  render(animate, fallback) {
    const focus = this.focused();
    const rows = buildRows(this.held.messages, this.held.unreadFrom);
    for (const row of rows) row.spin = this.spinning(row);
    this.drop(new Set(rows.map((row) => row.key)));
    let next = this.list.firstChild;
    for (const row of rows) {
      const before = this.element(row.key);
      const element = this.elementFor(row, animate && row === rows.at(-1));
      if (before === next && before !== undefined) next = element;
      if (before && before !== element) before.replaceWith(element);
      if (element === next) next = next.nextSibling;
      else this.list.insertBefore(element, next);
    }
    // In the order of the screen, which older rows that were put before the rest would break.
    this.shown = new Map(rows.map(({ key }) => [key, this.shown.get(key)]));
    this.renderLive();
    this.refocus(focus, fallback);
  }

  drop(keep) {
    for (const [key, { element }] of this.shown) {
      if (keep.has(key)) continue;
      element.remove();
      this.shown.delete(key);
    }
  }

  elementFor(row, arriving) {
    const known = this.shown.get(row.key);
    if (known && sameRow(known.row, row)) return known.element;
    const element = renderRow(row, this.acts, this.held.presses);
    if (!known && arriving && row.kind === 'bubble') element.classList.add('arriving');
    this.shown.set(row.key, { row, element });
    return element;
  }

  // Which buttons of the row spin, as a string to compare.
  spinning(row) {
    const prefix = `${row.messages?.[0].message_id}:`;
    return [...this.held.presses.keys()].filter((slot) => slot.startsWith(prefix)).join();
  }

  /** What the bot is doing now: drafts that grow in place, or three dots. */
  renderLive() {
    for (const [id, { element }] of this.drafts) {
      if (this.held.drafts.has(id)) continue;
      element.remove();
      this.drafts.delete(id);
    }
    for (const [id, draft] of this.held.drafts) {
      if (this.drafts.has(id)) this.drafts.get(id).update(draft);
      else {
        this.drafts.set(id, draftRow(draft, this.acts));
        this.live.append(this.drafts.get(id).element);
      }
    }
    const dots = this.live.querySelector('.typing-row');
    const wanted = this.held.typing && !this.held.drafts.size;
    if (dots && !wanted) dots.remove();
    else if (!dots && wanted) this.live.append(typingRow(t('typing')));
  }

  // A replaced bubble must not lose the keyboard's place: the button at the same spot, else its row.
  focused() {
    const active = document.activeElement;
    const row = active?.closest?.('.row');
    return row && this.list.contains(row) ? { row, id: row.dataset.id, place: active.dataset.place } : null;
  }

  refocus(focus, fallback) {
    if (!focus || this.list.contains(focus.row)) return;
    const row = this.list.querySelector(`[data-id="${CSS.escape(focus.id)}"]`);
    const button = focus.place ? row?.querySelector(`[data-place="${focus.place}"]`) : null;
    (button ?? row ?? fallback).focus({ preventScroll: true });
  }

  /** The first row in sight and where it stands, to keep it there. */
  anchor(scroller) {
    const edge = scroller.getBoundingClientRect().top;
    for (const [key, { row, element }] of this.shown) {
      const box = element.getBoundingClientRect();
      if (box.bottom > edge && row.kind !== 'day') return { key, top: box.top };
    }
    return null;
  }

  /** How far an anchored row has moved down, in pixels. */
  moved({ key, top }) {
    const element = this.element(key);
    return element ? element.getBoundingClientRect().top - top : 0;
  }

  /** Label of the last day separator above a height of the window. */
  dayAbove(edge) {
    const days = [...this.shown.values()].filter(({ row }) => row.kind === 'day');
    return days.filter(({ element }) => element.getBoundingClientRect().top < edge).at(-1)?.row.label;
  }
}
