// Where a person writes: text, commands, attachments, voice, replies and edits.

import { chooseFiles, offerFiles } from './attach.js';
import { saveEdit, sendContact, sendFile, sendText, setBlocked } from './actions.js';
import { Commands } from './commands.js';
import { menu } from './dialogs.js';
import { h, icon, iconButton } from './dom.js';
import { draftOf, keepDraft } from './drafts.js';
import { replyKeyboard } from './keyboards.js';
import { pickLocation } from './location.js';
import { summary } from './media.js';
import { canRecord, record } from './recorder.js';
import { emit, history, isPending, on, store } from './store.js';
import { t } from './strings.js';

// Part of the window's height that the field may grow to.
const TALLEST = 0.3;
const touch = () => matchMedia('(pointer: coarse)').matches;

function label(button, text) {
  button.setAttribute('aria-label', text);
  button.title = text;
}

export class Composer {
  /** `nameOf(message)` says who wrote a quoted message. Call `stop` when the chat is left. */
  constructor(key, nameOf) {
    this.key = key;
    this.nameOf = nameOf;
    /** null, or {kind: 'reply' | 'edit', message, forced}. */
    this.mode = null;
    this.keyboardOpen = false;
    this.build();
    this.listen();
    this.update();
    this.field.value = draftOf(key);
    requestAnimationFrame(() => this.typed());
  }

  get chat() {
    return store.chats.get(this.key);
  }

  build() {
    this.field = h('textarea', {
      class: 'field',
      rows: 1,
      'aria-label': t('message'),
      'aria-autocomplete': 'list',
      'aria-controls': 'commands',
      dir: 'auto',
      enterkeyhint: touch() ? 'enter' : 'send',
    });
    this.commands = new Commands(this.field, {
      run: (command) => {
        this.setText('');
        sendText(this.key, `/${command}`);
      },
      fill: (command) => this.setText(`/${command} `),
    });
    this.banner = h('div', { class: 'compose-banner', hidden: true });
    this.commandButton = iconButton('slash', t('commands'), () => this.toggleCommands(), {
      'aria-haspopup': 'listbox',
    });
    this.keyboardButton = iconButton(
      'keyboard',
      t('show_keyboard'),
      () => this.setKeyboard(!this.keyboardOpen),
      { hidden: true },
    );
    const clip = iconButton('clip', t('attach'), () => this.attachMenu(clip), { 'aria-haspopup': 'menu' });
    this.sendButton = h('button', {
      type: 'button',
      class: 'send-button',
      onmousedown: (e) => e.preventDefault(),
      onclick: () => this.act(),
    });
    const box = h('div', { class: 'compose-box' }, clip, this.field, this.keyboardButton, this.commandButton);
    this.bar = h('div', { class: 'compose-bar' }, box, this.sendButton);
    this.keys = h('div', { class: 'keys' });
    this.big = h('button', { type: 'button', class: 'big-button', onclick: () => this.bigAct() });
    this.root = h(
      'div',
      { class: 'composer' },
      this.commands.root,
      this.banner,
      this.bar,
      this.big,
      this.keys,
    );
  }

  listen() {
    const { field, key } = this;
    field.addEventListener('input', () => this.typed());
    field.addEventListener('keydown', (event) => this.keyDown(event));
    field.addEventListener('paste', (event) => this.pasted(event));
    field.addEventListener('blur', (event) => {
      if (!this.commands.root.contains(event.relatedTarget)) this.commands.close();
      emit('chats');
    });
    this.stops = [
      on('chat', (at) => at === key && this.update()),
      on('insert', ({ key: at, text }) => at === key && this.setText(text)),
    ];
  }

  stop() {
    for (const stop of this.stops) stop();
  }

  focus() {
    if (!this.bar.hidden) this.field.focus({ preventScroll: true });
  }

  // Text

  setText(text, focus = true) {
    this.field.value = text;
    this.typed();
    if (focus && !touch()) this.field.focus();
  }

  typed() {
    const { field } = this;
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, innerHeight * TALLEST)}px`;
    if (this.mode?.kind === 'edit') this.commands.close();
    else {
      this.commands.typed();
      keepDraft(this.key, field.value);
    }
    this.updateButton();
  }

  updateButton() {
    const editing = this.mode?.kind === 'edit';
    const voice = !this.field.value.trim() && !editing && canRecord();
    const name = editing ? 'tick' : voice ? 'mic' : 'send';
    if (this.sendButton.dataset.name === name) return;
    this.sendButton.dataset.name = name;
    label(this.sendButton, { tick: t('save'), mic: t('record'), send: t('send') }[name]);
    this.sendButton.replaceChildren(icon(name));
  }

  keyDown(event) {
    if (this.commands.key(event) || event.isComposing) return;
    const own = event.key === 'ArrowUp' && !this.field.value && !this.mode ? this.lastOwn() : null;
    if (event.key === 'Enter' && !event.shiftKey && (!touch() || event.ctrlKey || event.metaKey))
      this.submit();
    else if (event.key === 'Escape' && this.mode) this.setMode(null);
    else if (own) this.edit(own);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  lastOwn() {
    return history(this.key).messages.findLast((m) => m.out && !isPending(m) && m.text && !m.forward_origin);
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    offerFiles(this.key, files);
  }

  act() {
    if (this.sendButton.dataset.name === 'mic') this.startVoice();
    else this.submit();
  }

  submit() {
    const text = this.field.value.trim();
    const { mode } = this;
    if (mode?.kind === 'edit') {
      this.setMode(null);
      if (text && text !== mode.message.text) saveEdit(this.key, mode.message.message_id, text);
      return;
    }
    if (!text) return;
    this.setMode(null);
    this.setText('');
    sendText(this.key, text, mode?.message ?? null);
    if (this.chat?.reply_keyboard?.one_time_keyboard) this.setKeyboard(false);
  }

  // Replying and editing

  reply(message) {
    this.setMode({ kind: 'reply', message });
  }

  edit(message) {
    this.setMode({ kind: 'edit', message });
  }

  setMode(next) {
    const [was, is] = [this.mode?.kind, next?.kind];
    if (is === 'edit' && was !== 'edit') this.before = this.field.value;
    this.mode = next;
    this.showBanner();
    if (is === 'edit') this.setText(next.message.text, false);
    else if (was === 'edit') this.setText(this.before, false);
    this.updateButton();
    if (next) this.field.focus();
  }

  showBanner() {
    this.banner.hidden = !this.mode;
    if (!this.mode) return;
    const { kind, message } = this.mode;
    const title = kind === 'edit' ? t('editing') : t('replying', { name: this.nameOf(message) });
    const close = iconButton('close', t('cancel'), () => {
      this.setMode(null);
      this.field.focus();
    });
    this.banner.replaceChildren(
      icon(kind),
      h('div', { class: 'banner-words' }, h('strong', null, title), h('span', null, summary(message))),
      close,
    );
  }

  // Attachments, voice, commands

  attachMenu(at) {
    const { key } = this;
    menu(
      [
        {
          label: t('photo_video'),
          icon: 'photo',
          act: () => chooseFiles('image/*,video/*', (files) => offerFiles(key, files)),
        },
        {
          label: t('document'),
          icon: 'file',
          act: () => chooseFiles('', (files) => offerFiles(key, files, true)),
        },
        { label: t('location'), icon: 'place', act: () => pickLocation(key) },
        { label: t('my_contact'), icon: 'person', act: () => sendContact(key) },
      ],
      at,
      t('attach'),
    );
  }

  async startVoice() {
    const panel = await record((file, seconds) => {
      panel?.replaceWith(this.bar);
      this.field.focus();
      if (file) sendFile(this.key, 'voice', file, '', Math.round(seconds));
    });
    if (!panel) return;
    this.bar.replaceWith(panel);
    panel.querySelector('.send-button').focus();
  }

  toggleCommands() {
    this.commands.toggle();
    if (!touch()) this.field.focus();
  }

  // What the bot offers

  /** Takes over the bot's commands, keyboard, a forced reply, and whether one may write at all. */
  update() {
    const { chat } = this;
    if (!chat) return;
    this.commands.update(chat.commands);
    this.commandButton.hidden = !chat.commands?.length;
    const [keyboard, force] = [JSON.stringify(chat.reply_keyboard), JSON.stringify(chat.force_reply)];
    if (keyboard !== this.keyboard) this.setKeyboard(Boolean(chat.reply_keyboard));
    this.keyboard = keyboard;
    if (force !== this.force) this.setForce(chat.force_reply);
    this.force = force;
    this.updatePlaceholder();
    this.updateBig();
  }

  setForce(asked) {
    const message = asked && history(this.key).messages.findLast((m) => !m.out);
    if (message) this.setMode({ kind: 'reply', message, forced: true });
    else if (this.mode?.forced) this.setMode(null);
  }

  setKeyboard(open) {
    const markup = this.chat?.reply_keyboard;
    this.keyboardOpen = Boolean(markup) && (open || Boolean(markup.is_persistent));
    this.keyboardButton.hidden = !markup;
    label(this.keyboardButton, this.keyboardOpen ? t('hide_keyboard') : t('show_keyboard'));
    this.keyboardButton.setAttribute('aria-expanded', String(this.keyboardOpen));
    const used = () => markup.one_time_keyboard && this.setKeyboard(false);
    this.keys.replaceChildren(...(this.keyboardOpen ? [replyKeyboard(this.chat, markup, used)] : []));
    this.updatePlaceholder();
  }

  updatePlaceholder() {
    const { reply_keyboard: markup, force_reply: forced } = this.chat ?? {};
    this.field.placeholder =
      forced?.placeholder || (this.keyboardOpen && markup?.input_field_placeholder) || t('message');
  }

  /** One large button in place of the field: to start the bot, or to unblock it. */
  updateBig() {
    const state = this.chat.blocked ? 'unblock' : this.chat.started ? '' : 'start';
    const returns = this.bar.hidden && !state;
    this.big.hidden = !state;
    this.bar.hidden = Boolean(state);
    this.keys.hidden = Boolean(state);
    if (state) this.big.textContent = t(state);
    if (returns) this.typed();
  }

  bigAct() {
    if (this.chat.blocked) setBlocked(this.chat, false);
    else sendText(this.key, '/start');
  }
}
