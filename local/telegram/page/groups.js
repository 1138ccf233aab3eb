// Groups: making one, who is in it, and what else can be done with it.

import { api } from './api.js';
import { complain } from './actions.js';
import { ask, confirm, field, formDialog } from './dialogs.js';
import { avatar, fullName, h, iconButton } from './dom.js';
import { goTo } from './route.js';
import { on, store } from './store.js';
import { t } from './strings.js';

const KINDS = ['group', 'supergroup', 'forum'];
const everybody = () => [...store.personas, ...store.bots.map((bot) => ({ ...bot, is_bot: true }))];
const act = (group, what, body) =>
  api.inGroup(group.id, what, { by: store.persona.id, ...body }).catch(complain);

function titleField(value = '') {
  const input = h('input', { type: 'text', value, autofocus: true, maxlength: 128, autocomplete: 'off' });
  const title = field(t('group_title'), input);
  /** The title, once there is one. */
  const read = () => {
    title.wrong(input.value.trim() ? '' : t('group_title'));
    return input.value.trim();
  };
  return { root: title.root, read };
}

/** Somebody with name and face, to be ticked. */
function tickable(user) {
  const box = h('input', { type: 'checkbox', value: user.id });
  const note = user.is_bot ? `@${user.username}` : '';
  return h('label', { class: 'choice member' }, face(user), words(user, note), box);
}

const face = (user) => avatar(fullName(user), user.id, 'small');
const words = (user, note) =>
  h('span', { class: 'member-words' }, h('span', null, fullName(user)), note ? h('small', null, note) : null);

/** Makes a group of the people and bots of this machine. */
export async function newGroup() {
  const title = titleField();
  const kind = field(
    t('group_kind'),
    h(
      'select',
      null,
      KINDS.map((name) => h('option', { value: name }, t(`kind_${name}`))),
    ),
  );
  const others = everybody().filter((user) => user.id !== store.persona.id);
  const choices = h(
    'div',
    { class: 'choices', role: 'group', 'aria-label': t('members') },
    h('h3', null, t('members')),
    others.map(tickable),
  );
  let made = null;
  await formDialog({
    title: t('new_group'),
    body: [title.root, kind.root, choices],
    submitLabel: t('create'),
    async submit() {
      const name = title.read();
      if (!name) return false;
      const members = [...choices.querySelectorAll('input:checked')].map((box) => Number(box.value));
      const [supergroup, forum] = [kind.input.value !== 'group', kind.input.value === 'forum'];
      made = await api.createGroup({ title: name, by: store.persona.id, members, supergroup, forum });
      return true;
    },
  });
  if (made) goTo({ chat: made.chat });
}

const STATUS = { creator: 'owner', administrator: 'administrator' };

/** Who is in a group; follows it while it is open. */
export async function showMembers(key) {
  const group = () => store.chats.get(key)?.group;
  const list = h('div', { class: 'choices' });
  const render = () => {
    if (!group()) return;
    const { members } = group();
    const others = everybody().filter((user) => !members.some((member) => member.id === user.id));
    const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
    list.replaceChildren(
      ...members.map((member) => memberRow(group(), member)),
      ...(others.length ? [h('h3', null, t('not_in_group'))] : []),
      ...others.map((user) => otherRow(group(), user)),
    );
    if (focused) (list.querySelector(`[data-id="${focused}"]`) ?? list.querySelector('button'))?.focus();
  };
  render();
  const stop = on('chat', (at) => at === key && render());
  await ask({ title: t('members'), body: list, buttons: [[t('close'), '', 'primary']] });
  stop();
}

function memberRow(group, member) {
  const note = [
    member.is_bot ? t('bot') : '',
    STATUS[member.status] ? t(STATUS[member.status]) : '',
    member.is_bot && member.privacy === false ? t('hears_all') : '',
  ];
  const name = fullName(member);
  const admin = member.status === 'administrator';
  const fixed = member.status === 'creator' || member.id === store.persona.id;
  const promote = iconButton(
    'star',
    t(admin ? 'demote' : 'promote', { name }),
    () => act(group, 'promote', { who: member.id, admin: !admin }),
    { class: admin ? 'chosen' : '', 'aria-pressed': String(admin), 'data-id': `promote${member.id}` },
  );
  const remove = iconButton(
    'close',
    t('remove_member', { name }),
    () => act(group, 'remove', { who: member.id }),
    {
      'data-id': `member${member.id}`,
    },
  );
  return h(
    'div',
    { class: 'choice member' },
    face(member),
    words(member, note.filter(Boolean).join(' · ')),
    fixed ? null : [promote, remove],
  );
}

function otherRow(group, user) {
  const add = iconButton(
    'plus',
    t('add_member', { name: fullName(user) }),
    () => act(group, 'add', { who: user.id }),
    {
      'data-id': `member${user.id}`,
    },
  );
  return h('div', { class: 'choice member' }, face(user), words(user, user.is_bot ? t('bot') : ''), add);
}

async function named(group, title, value, submitLabel, send) {
  const name = titleField(value);
  await formDialog({
    title,
    body: [name.root],
    submitLabel,
    async submit() {
      const given = name.read();
      if (given) await send({ by: store.persona.id, name: given });
      return Boolean(given);
    },
  });
}

const rename = (group) =>
  named(group, t('rename_group'), group.title, t('save'), (body) => api.changeGroup(group.id, body));

const openTopic = (group) =>
  named(group, t('new_topic'), '', t('create'), (body) => api.inGroup(group.id, 'topics', body));

async function upgrade(group) {
  if (await confirm(t('upgrade_ask'), t('upgrade_note'), t('upgrade'), 'primary'))
    await act(group, 'upgrade', {});
}

async function leave(group) {
  if (await confirm(t('leave_ask', { name: group.title }), '', t('leave')))
    await act(group, 'remove', { who: store.persona.id });
}

/** What the menu of a group's chat offers. */
export function groupItems(key) {
  const group = store.chats.get(key)?.group;
  if (!group) return [];
  return [
    { label: t('members'), icon: 'people', act: () => showMembers(key) },
    group.forum ? { label: t('new_topic'), icon: 'plus', act: () => openTopic(group) } : null,
    { label: t('rename_group'), icon: 'edit', act: () => rename(group) },
    group.type === 'group' ? { label: t('upgrade'), icon: 'up', act: () => upgrade(group) } : null,
    { label: t('leave'), icon: 'leave', danger: true, act: () => leave(group) },
  ];
}
