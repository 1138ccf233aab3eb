// What a chat is called and how it looks, be it with a bot or of a group.

import { avatar, fullName } from './dom.js';
import { t } from './strings.js';

export const chatName = (chat) => chat?.group?.title ?? fullName(chat?.bot);

export const chatFace = (chat) => avatar(chatName(chat), chat.group?.id ?? chat.bot.id);

/** The group's member, a person or a bot, or undefined. */
export const memberOf = (chat, id) => chat?.group?.members.find((member) => member.id === id);

/** How many people and bots are in a group. */
export function headcount(group) {
  const bots = group.members.filter((member) => member.is_bot).length;
  return t('headcount', { people: group.members.length - bots, bots });
}

/** What is searched for in the list. */
export const searchable = (chat) =>
  `${chatName(chat)} ${chat.bot ? `@${chat.bot.username}` : ''}`.toLowerCase();
