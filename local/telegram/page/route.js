// Who looks and at which chat is part of the page's address, so that a reload keeps it.

import { emit } from './store.js';

const FIELDS = ['persona', 'chat', 'side', 'sidechat', 'pane'];

/** What the address says now. */
export function route() {
  const query = new URLSearchParams(location.search);
  return Object.fromEntries(FIELDS.map((field) => [field, query.get(field)]));
}

/** Address of a page with these fields; null and undefined ones are left out. */
export function address(fields) {
  const query = new URLSearchParams(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );
  return `${location.pathname}?${query}`;
}

/**
 * Changes some fields of the address and tells the page. Opening the first chat adds a step to the browser's
 * history, so that "back" on a phone returns to the list; moving between chats does not.
 */
export function goTo(change, { replace = false } = {}) {
  const before = route();
  const after = { ...before, ...change };
  const step = !replace && change.chat && !before.chat && !after.pane;
  window.history[step ? 'pushState' : 'replaceState'](
    step ? { fromList: true } : window.history.state,
    '',
    address(after),
  );
  emit('route');
}

/** Leaves the chat for the list. */
export function leaveChat() {
  if (window.history.state?.fromList) window.history.back();
  else goTo({ chat: null }, { replace: true });
}

window.addEventListener('popstate', () => emit('route'));
