// Messages that say what happened to a group, in words.

import { fullName } from './dom.js';
import { t } from './strings.js';

const names = (people) => people.map(fullName).join(', ');

const joined = ({ from, new_chat_members: people }) =>
  people.length === 1 && people[0].id === from?.id
    ? t('joined', { name: fullName(from) })
    : t('added', { by: fullName(from), name: names(people) });

const left = ({ from, left_chat_member: who }) =>
  who.id === from?.id
    ? t('left', { name: fullName(who) })
    : t('removed', { by: fullName(from), name: fullName(who) });

const WORDS = {
  new_chat_members: joined,
  left_chat_member: left,
  new_chat_title: ({ from, new_chat_title: title }) => t('renamed', { by: fullName(from), title }),
  group_chat_created: ({ from, chat }) => t('group_created', { by: fullName(from), title: chat.title }),
  supergroup_chat_created: ({ from, chat }) => t('group_created', { by: fullName(from), title: chat.title }),
  migrate_to_chat_id: () => t('upgraded'),
  migrate_from_chat_id: () => t('upgraded'),
  forum_topic_created: ({ from, forum_topic_created: { name } }) =>
    t('topic_opened', { by: fullName(from), title: name }),
  pinned_message: ({ from }) => t('pinned', { by: fullName(from) }),
};

const wordsOf = (message) => Object.entries(WORDS).find(([field]) => message[field] !== undefined)?.[1];

export const isService = (message) => wordsOf(message) !== undefined;

/** What happened, or undefined when somebody said something. */
export const serviceText = (message) => wordsOf(message)?.(message);
