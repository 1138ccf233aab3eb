// The bot's commands: completion while one is typed, and the whole list from the menu button.

import { h } from './dom.js';
import { t } from './strings.js';

export class Commands {
  /**
   * The list above the field. `run(command)` sends one, `fill(command)` puts it into the
   * field; the field keeps the focus and tells the list about its keys.
   */
  constructor(field, { run, fill }) {
    this.field = field;
    this.run = run;
    this.fill = fill;
    this.commands = [];
    this.matches = [];
    this.at = 0;
    this.all = false;
    this.root = h('div', {
      class: 'commands',
      role: 'listbox',
      id: 'commands',
      'aria-label': t('commands'),
      tabindex: '0',
      hidden: true,
      onkeydown: (event) => this.key(event),
    });
  }

  show(found) {
    if (!found.length && this.root.hidden) return;
    this.matches = found;
    this.at = 0;
    this.root.hidden = !found.length;
    this.root.replaceChildren(...found.map((command, i) => this.item(command, i)));
    this.mark();
  }

  item({ command, description }, i) {
    return h(
      'div',
      {
        class: 'command-item',
        role: 'option',
        id: `command-${i}`,
        onmousedown: (e) => e.preventDefault(),
        onclick: () => this.choose(i),
      },
      h('span', { class: 'command-name' }, `/${command}`),
      h('span', { class: 'command-about' }, description),
    );
  }

  mark() {
    [...this.root.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === this.at)));
    this.root.children[this.at]?.scrollIntoView({ block: 'nearest' });
    if (this.root.hidden) this.field.removeAttribute('aria-activedescendant');
    else this.field.setAttribute('aria-activedescendant', `command-${this.at}`);
  }

  choose(i) {
    const { command } = this.matches[i];
    this.close();
    this.run(command);
  }

  close() {
    this.all = false;
    this.show([]);
  }

  /** The field's text has changed: a command that is being typed is completed. */
  typed() {
    this.all = false;
    const word = /^\/(\w*)$/.exec(this.field.value)?.[1].toLowerCase();
    this.show(word === undefined ? [] : this.commands.filter(({ command }) => command.startsWith(word)));
  }

  /** Handles a key of the field; true when it was meant for the list. */
  key(event) {
    if (this.root.hidden || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.matches.length) % this.matches.length;
      this.mark();
    } else if (event.key === 'Enter' && !event.shiftKey) this.choose(this.at);
    else if (event.key === 'Tab' && !event.shiftKey) this.complete();
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  complete() {
    const { command } = this.matches[this.at];
    this.close();
    this.fill(command);
  }

  /** The bot's commands for this person. */
  update(list) {
    const commands = list ?? [];
    if (JSON.stringify(commands) === JSON.stringify(this.commands)) return;
    this.commands = commands;
    if (this.all) this.show(commands);
    else if (!this.root.hidden) this.typed();
  }

  /** Opens the whole list, or closes it. */
  toggle() {
    const open = this.root.hidden || !this.all;
    this.all = open;
    this.show(open ? this.commands : []);
  }
}
