// The suite's clock: what time it is for the bots, and ways to move it forward.

import { api } from './api.js';
import { field, toast } from './dialogs.js';
import { h, iconButton } from './dom.js';
import { clockTime, fullTime, instant, nextMorning, personaZone, shortStamp, span, wall } from './format.js';
import { now, on, setClock, store } from './store.js';
import { t } from './strings.js';

const MINUTE = 60000;

/** Keeps `show({time, ahead})` up to date for as long as `element` is on the page. */
export function watchClock(element, show) {
  let last = '';
  const tick = () => {
    if (seen && !element.isConnected) {
      clearInterval(timer);
      stop();
      return;
    }
    seen ||= element.isConnected;
    const offset = store.clock?.offset_ms ?? 0;
    const shown = {
      time: shortStamp(now()),
      ahead: offset >= MINUTE ? `+${span(offset)}` : '',
      next: store.clock?.next_ms,
    };
    const text = JSON.stringify(shown);
    if (text !== last) show(shown);
    last = text;
  };
  let seen = false;
  const timer = setInterval(tick, 1000);
  const stop = on('clock', tick);
  tick();
}

async function move(body, wrong = (why) => toast(t('error', { why }), 'bad')) {
  try {
    setClock(await api.moveClock(body));
    return true;
  } catch (error) {
    wrong(error.status === 0 ? t('offline_long') : error.message);
    return false;
  }
}

const two = (n) => String(n).padStart(2, '0');
const asInput = ({ year, month, day, hour, minute }) =>
  `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;

/** Wall time as an `<input type=datetime-local>` gives it, as an instant in the persona's zone; null when it is no date. */
function typedInstant(text) {
  const match = /^(\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map(Number);
  return instant({ year, month, day, hour, minute });
}

/** Opens the clock panel, or closes it when it is open. It leaves the chat usable, to see what the bots do. */
export function openClock(opener) {
  const open = document.querySelector('.clock-panel');
  if (open) {
    open.remove();
    return;
  }
  const close = () => {
    panel.remove();
    opener?.focus?.();
  };
  const big = h('p', { class: 'clock-time' });
  const date = h('p', { class: 'clock-date', role: 'status' });
  const when = field(`${t('go_to')} (${personaZone()})`, h('input', { type: 'datetime-local' }));
  const suggest = () => {
    when.input.value = asInput(wall(now() + 60 * MINUTE));
  };
  const go = async (body, wrong) => (await move(body, wrong)) && suggest();
  const next = h('button', { type: 'button', class: 'plain', onclick: () => go({ to: 'next' }) });
  const form = h(
    'form',
    { class: 'clock-form', novalidate: true },
    when.root,
    h('button', { class: 'primary' }, t('go')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const to = typedInstant(when.input.value);
    const late = to === null || to <= now();
    when.wrong(late ? t('not_back') : '');
    if (!late) go({ to_ms: to }, when.wrong);
  });
  const jump = (label, body) =>
    h('button', { type: 'button', class: 'plain', onclick: () => go(body()) }, label);
  const panel = h(
    'section',
    { class: 'clock-panel', role: 'dialog', 'aria-label': t('clock') },
    h('header', null, h('h2', null, t('clock')), iconButton('close', t('close'), close)),
    big,
    date,
    h('p', { class: 'dim' }, t('clock_note')),
    h(
      'div',
      { class: 'clock-jumps' },
      jump(t('plus_10'), () => ({ advance_ms: 10 * MINUTE })),
      jump(t('plus_60'), () => ({ advance_ms: 60 * MINUTE })),
      jump(`${t('next_morning')}, 09:00`, () => ({ to_ms: nextMorning(now()) })),
      next,
    ),
    form,
  );
  panel.addEventListener('keydown', (event) => event.key === 'Escape' && (event.stopPropagation(), close()));
  watchClock(panel, (shown) => {
    big.textContent = clockTime(now());
    const real = shown.ahead ? t('ahead', { span: shown.ahead.slice(1) }) : t('real_time');
    date.textContent = `${fullTime(now())} · ${real}`;
    const due = store.clock?.next_ms;
    next.hidden = !store.clock?.can_jump;
    next.disabled = !due;
    next.textContent = `${t('next_reminder')}, ${due ? shortStamp(due) : t('nothing_due')}`;
  });
  suggest();
  document.querySelector('.app').append(panel);
  panel.querySelector('.clock-jumps button').focus();
}
