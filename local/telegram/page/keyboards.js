// Buttons that bots offer: under a message, and in place of the keyboard.

import { copy, openLink, press, sendContact, sendText } from './actions.js';
import { pickLocation } from './location.js';
import { toast } from './dialogs.js';
import { h, icon } from './dom.js';
import { safeUrl } from './entities.js';
import { emit, store } from './store.js';
import { t } from './strings.js';

const STYLES = new Set(['danger', 'success', 'primary']);
const look = (button) => (STYLES.has(button.style) ? ` look-${button.style}` : '');

/** The rows of inline buttons of a message. */
export function inlineKeyboard(message, rows, acts, presses) {
  return h(
    'div',
    { class: 'inline-keyboard', role: 'group', 'aria-label': t('inline_keyboard') },
    rows.map((row, y) =>
      h(
        'div',
        { class: 'key-row' },
        row.map((button, x) => inlineButton(message, button, `${y}.${x}`, acts, presses)),
      ),
    ),
  );
}

function inlineButton(message, button, place, acts, presses) {
  const spinning = presses.has(`${message.message_id}:${place}`);
  const mark =
    button.url || button.login_url
      ? 'link'
      : button.copy_text
        ? 'copy'
        : button.switch_inline_query !== undefined
          ? 'forward'
          : null;
  return h(
    'button',
    {
      type: 'button',
      class: `key${look(button)}${spinning ? ' spinning' : ''}`,
      dataset: { place },
      'aria-busy': spinning ? 'true' : null,
      onclick: () => pressInline(acts.key, message, button, place),
      title: button.url ?? null,
    },
    h('span', { class: 'key-label' }, button.text),
    mark ? icon(mark) : null,
    spinning ? h('span', { class: 'spinner', role: 'img', 'aria-label': t('working') }) : null,
  );
}

function pressInline(key, message, button, place) {
  if (button.callback_data !== undefined) return press(key, message, place, button.callback_data);
  const url = button.url ?? button.login_url?.url;
  if (url) return openLink(url);
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.switch_inline_query_current_chat !== undefined) {
    const name = message.from?.username ?? store.chats.get(key)?.bot?.username;
    return emit('insert', { key, text: `@${name} ${button.switch_inline_query_current_chat}` });
  }
  if (button.web_app && safeUrl(button.web_app.url)) return openLink(button.web_app.url);
  return toast(t('not_here'));
}

/** The bot's own keyboard under the composer; `used` is called after each press. */
export function replyKeyboard(chat, markup, used) {
  const rows = markup.keyboard.map((row) =>
    h(
      'div',
      { class: 'key-row' },
      row.map((item) => {
        const button = typeof item === 'string' ? { text: item } : item;
        return h(
          'button',
          {
            type: 'button',
            class: `reply-key${look(button)}`,
            onclick: () => pressReply(chat, button, used),
          },
          button.text,
        );
      }),
    ),
  );
  return h(
    'div',
    {
      class: `reply-keyboard${markup.resize_keyboard ? '' : ' tall'}`,
      role: 'group',
      'aria-label': t('bot_keyboard'),
    },
    rows,
  );
}

async function pressReply(chat, button, used) {
  if (button.request_location) {
    if (await pickLocation(chat.chat)) used();
    return;
  }
  if (button.request_contact) sendContact(chat.chat);
  else if (button.web_app) openLink(button.web_app.url);
  else if (button.request_poll || button.request_users || button.request_chat || button.request_managed_bot) {
    toast(t('not_here'));
    return;
  } else sendText(chat.chat, button.text);
  used();
}
