// Dates, sizes and names in the persona's zone and language.

import { store } from './store.js';
import { language, t } from './strings.js';

const formats = new Map();

function format(options, zone = personaZone()) {
  const key = JSON.stringify([language(), zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }));
  return formats.get(key);
}

// British English: day before month and 24 hours, as the other three languages have it.
const locale = () => (language() === 'en' ? 'en-GB' : language());

/** The persona's zone, UTC when this browser does not know it. */
export function personaZone() {
  const zone = store.persona?.zone;
  return zone && isZone(zone) ? zone : 'UTC';
}

export function isZone(zone) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const allZones = () => [
  'UTC',
  ...(Intl.supportedValuesOf?.('timeZone') ?? []).filter((zone) => zone !== 'UTC'),
];

/** Hours and minutes of `ms`. */
export const clockTime = (ms, zone) => format({ hour: '2-digit', minute: '2-digit' }, zone).format(ms);
export const fullTime = (ms) =>
  format({
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(ms);
export const shortStamp = (ms) =>
  format({ weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(ms);

/** Date and time fields of an instant in a zone, as numbers. */
export function wall(ms, zone = personaZone()) {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  return Object.fromEntries(parts.filter((p) => p.type !== 'literal').map((p) => [p.type, Number(p.value)]));
}

/** Calendar day of `ms` as a number that grows by one a day. */
export function dayNumber(ms, zone) {
  const { year, month, day } = wall(ms, zone);
  return Math.round(Date.UTC(year, month - 1, day) / 864e5);
}

/** The instant of a wall time; in a gap of the clock's change it is the moment after the gap. */
export function instant({ year, month, day, hour = 0, minute = 0 }, zone = personaZone()) {
  const meant = Date.UTC(year, month - 1, day, hour, minute);
  const offset = (ms) => {
    const w = wall(ms, zone);
    return Date.UTC(w.year, w.month - 1, w.day, w.hour, w.minute, w.second) - Math.floor(ms / 1000) * 1000;
  };
  const before = meant - offset(meant - 864e5);
  const after = meant - offset(meant + 864e5);
  const same = (ms) => ms + offset(ms) === meant;
  return [before, after].find(same) ?? Math.max(before, after);
}

/** The next 09:00 of the zone after `ms`. */
export function nextMorning(ms, zone = personaZone()) {
  const { year, month, day } = wall(ms, zone);
  const today = instant({ year, month, day, hour: 9 }, zone);
  if (today > ms) return today;
  const next = new Date(Date.UTC(year, month - 1, day + 1));
  return instant(
    { year: next.getUTCFullYear(), month: next.getUTCMonth() + 1, day: next.getUTCDate(), hour: 9 },
    zone,
  );
}

/** "Today", "Yesterday" or the date, for a separator. */
export function dayLabel(ms, nowMs) {
  const back = dayNumber(nowMs) - dayNumber(ms);
  if (back === 0) return t('today');
  if (back === 1) return t('yesterday');
  const thisYear = wall(ms).year === wall(nowMs).year;
  return format({ day: 'numeric', month: 'long', ...(thisYear ? {} : { year: 'numeric' }) }).format(ms);
}

/** Time today, weekday this week, else the date: for the list of chats. */
export function listStamp(ms, nowMs) {
  const back = dayNumber(nowMs) - dayNumber(ms);
  if (back === 0) return clockTime(ms);
  if (back > 0 && back < 7) return format({ weekday: 'short' }).format(ms);
  return format({ day: '2-digit', month: '2-digit', year: '2-digit' }).format(ms);
}

export function fileSize(bytes) {
  if (!Number.isFinite(bytes)) return '';
  const units = ['B', 'KB', 'MB', 'GB'];
  const step = bytes < 1 ? 0 : Math.min(3, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: step && value < 100 ? 1 : 0 }).format(value)} ${units[step]}`;
}

/** Seconds as m:ss or h:mm:ss. */
export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds || 0));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (n) => String(n).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** A stretch of time such as "+1 d 2 h", for how far the suite's clock is ahead. */
export function span(ms) {
  const minutes = Math.round(Math.abs(ms) / 60000);
  const parts = [
    [Math.floor(minutes / 1440), 'day'],
    [Math.floor((minutes % 1440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ].filter(([n]) => n);
  const unit = ([n, u]) =>
    new Intl.NumberFormat(locale(), { style: 'unit', unit: u, unitDisplay: 'narrow' }).format(n);
  return parts.slice(0, 2).map(unit).join(' ');
}

/**
 * Text of a `date_time` entity. The format is Telegram's: `r` relative, or `w` weekday, `d`/`D`
 * short or long date, `t`/`T` short or long time. Null when the text should stay as it is.
 */
export function entityTime(unix, pattern, nowMs) {
  const ms = unix * 1000;
  if (!pattern) return null;
  if (pattern === 'r') return relative(ms - nowMs);
  const options = {};
  if (pattern.includes('w')) options.weekday = 'long';
  if (pattern.includes('d')) Object.assign(options, { day: '2-digit', month: '2-digit', year: 'numeric' });
  if (pattern.includes('D')) Object.assign(options, { day: 'numeric', month: 'long', year: 'numeric' });
  if (/t/i.test(pattern)) Object.assign(options, { hour: '2-digit', minute: '2-digit' });
  if (pattern.includes('T')) options.second = '2-digit';
  return Object.keys(options).length ? format(options).format(ms) : null;
}

function relative(ms) {
  const steps = [
    ['day', 864e5],
    ['hour', 36e5],
    ['minute', 6e4],
    ['second', 1000],
  ];
  const [unit, size] = steps.find(([, s]) => Math.abs(ms) >= s) ?? steps[3];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(ms / size), unit);
}
