// What was typed and not sent, kept per person and chat over reloads.

import { store } from './store.js';

const nameOf = (key) => `draft:${store.persona.id}:${key}`;

export const draftOf = (key) => localStorage.getItem(nameOf(key)) ?? '';

export function keepDraft(key, text) {
  if (text.trim()) localStorage.setItem(nameOf(key), text);
  else localStorage.removeItem(nameOf(key));
}
