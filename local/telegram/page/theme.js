// Light or dark: the system's wish unless the person chose.

import { emit } from './store.js';

const KEY = 'theme';
const wish = matchMedia('(prefers-color-scheme: dark)');

export const isDark = () => (localStorage.getItem(KEY) ?? (wish.matches ? 'dark' : 'light')) === 'dark';

export function applyTheme() {
  const dark = isDark();
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  document.querySelector('meta[name="theme-color"]').content = dark ? '#17212b' : '#ffffff';
}

export function flipTheme() {
  localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
  applyTheme();
  emit('theme');
}

wish.addEventListener('change', applyTheme);
// The second pane and other windows follow.
window.addEventListener('storage', (event) => event.key === KEY && applyTheme());
