// The people one can be, and making new ones; also new bots.

import { api } from './api.js';
import { ask, field, formDialog, menu } from './dialogs.js';
import { avatar, fullName, h, iconButton } from './dom.js';
import { allZones, isZone } from './format.js';
import { copy } from './actions.js';
import { address, goTo, route } from './route.js';
import { emit, store } from './store.js';
import { LANGUAGE_NAMES, LANGUAGES, t } from './strings.js';

/** The switcher: one click makes one somebody else. */
export function personaMenu(at) {
  const others = store.personas.filter((persona) => persona.id !== store.persona.id);
  menu(
    [
      ...store.personas.map((persona) => ({
        label: fullName(persona),
        note: `${persona.language_code} · ${persona.zone}`,
        lead: avatar(fullName(persona), persona.id, 'small'),
        checked: persona.id === store.persona.id,
        act: () => goTo({ persona: persona.id, chat: null }, { replace: true }),
      })),
      ...(route().pane
        ? []
        : others.map((persona) => ({
            label: `${hasRoom() ? t('side_by_side') : t('new_window')}: ${fullName(persona)}`,
            icon: 'split',
            act: () => beside(persona),
          }))),
      {
        label: t('edit_person', { name: fullName(store.persona) }),
        icon: 'edit',
        act: () => personaDialog(store.persona),
      },
      { label: t('new_person'), icon: 'plus', act: newPersona },
    ],
    at,
    t('people'),
  );
}

// A narrow window has no room for two panes; there it is a window of its own.
const hasRoom = () => innerWidth >= 700;

function beside(persona) {
  if (hasRoom()) goTo({ side: persona.id, sidechat: null }, { replace: true });
  else window.open(address({ persona: persona.id }), '_blank');
}

export const newPersona = () => personaDialog(null);

async function personaDialog(persona) {
  const given = persona ?? {
    language_code: store.persona.language_code,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
  const text = (name, extra = {}) =>
    h('input', { type: 'text', value: given[name] ?? '', autocomplete: 'off', ...extra });
  const first = field(
    t('first_name'),
    text('first_name', { required: true, autofocus: true, maxlength: 64 }),
  );
  const last = field(t('last_name'), text('last_name', { maxlength: 64 }), t('optional'));
  const username = field(
    t('username'),
    text('username', { maxlength: 32, autocapitalize: 'none', spellcheck: 'false' }),
    t('optional'),
  );
  const language = field(t('language'), h('select', null, languageOptions(given.language_code)));
  language.input.value = given.language_code;
  const zones = h(
    'datalist',
    { id: 'zones' },
    allZones().map((zone) => h('option', { value: zone })),
  );
  const zone = field(t('zone'), text('zone', { list: 'zones', spellcheck: 'false', autocapitalize: 'none' }));
  const submit = async () => {
    const body = Object.fromEntries(
      [
        ['first_name', first],
        ['last_name', last],
        ['username', username],
        ['language_code', language],
        ['zone', zone],
      ]
        .map(([name, { input }]) => [name, input.value.trim()])
        .filter(([name, value]) => value || persona?.[name]),
    );
    first.wrong(body.first_name ? '' : t('first_name'));
    const badZone = !body.zone || !isZone(body.zone);
    if (body.first_name) zone.wrong(badZone ? t('bad_zone') : '');
    if (!body.first_name || badZone) return false;
    const saved = persona ? await api.changePersona(persona.id, body) : await api.createPersona(body);
    store.personas = [...store.personas.filter((p) => p.id !== saved.id), saved].sort((a, b) => a.id - b.id);
    if (persona) emit('personas');
    else goTo({ persona: saved.id, chat: null }, { replace: true });
    return true;
  };
  await formDialog({
    title: persona ? t('edit_person', { name: fullName(persona) }) : t('new_person'),
    body: [
      h('div', { class: 'pair' }, first.root, last.root),
      username.root,
      language.root,
      zone.root,
      zones,
    ],
    submitLabel: persona ? t('save') : t('create'),
    submit,
  });
}

// A persona may speak a language the page does not know; the bots see its code all the same.
function languageOptions(code) {
  const more = ['de', 'es', 'fr', 'it', 'pt', 'tr', 'ar', 'hi', 'ja', 'zh'];
  const codes = [...new Set([...LANGUAGES, ...more, code])];
  const nameOf = (c) => LANGUAGE_NAMES[c] ?? new Intl.DisplayNames([c], { type: 'language' }).of(c);
  return codes.filter(Boolean).map((c) => h('option', { value: c }, `${nameOf(c)} (${c})`));
}

/** Makes a bot and shows its token, for developers who run their own program against this server. */
export async function newBot() {
  const name = field(
    t('bot_name'),
    h('input', { type: 'text', autofocus: true, maxlength: 64, autocomplete: 'off' }),
  );
  const username = field(
    t('username'),
    h('input', {
      type: 'text',
      maxlength: 32,
      autocapitalize: 'none',
      spellcheck: 'false',
      autocomplete: 'off',
    }),
    t('bot_username_hint'),
  );
  let made = null;
  const submit = async () => {
    const body = {
      first_name: name.input.value.trim(),
      username: username.input.value.trim().replace(/^@/, ''),
    };
    username.wrong(/^\w{2,}bot$/i.test(body.username) ? '' : t('bot_username_hint'));
    name.wrong(body.first_name ? '' : t('bot_name'));
    if (!body.first_name || !/^\w{2,}bot$/i.test(body.username)) return false;
    made = await api.createBot(body);
    return true;
  };
  await formDialog({
    title: t('new_bot'),
    body: [name.root, username.root],
    submitLabel: t('create'),
    submit,
  });
  if (!made) return;
  emit('reset');
  const token = h(
    'p',
    { class: 'token' },
    h('code', null, made.token),
    iconButton('copy', t('copy'), () => copy(made.token)),
  );
  await ask({
    title: t('bot_token', { name: made.username }),
    body: [token, h('p', { class: 'dim' }, t('token_note')), h('p', null, h('code', null, location.origin))],
    buttons: [[t('close'), '', 'primary']],
  });
}
