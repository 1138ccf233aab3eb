// What a message carries besides text: photos, files, sound, places, contacts.

import { fileUrl } from './api.js';
import { avatar, fullName, h, icon } from './dom.js';
import { lightbox } from './dialogs.js';
import { duration, fileSize } from './format.js';
import { coordinates, mapSketch } from './map.js';
import { player } from './player.js';
import { serviceText } from './service.js';
import { t } from './strings.js';

const WIDEST = 320;
const HIGHEST = 380;

// A file that is still being sent is shown from the browser's memory.
const source = (file) => file.local_url ?? fileUrl(file);

/** The picture of a photo's sizes that is large enough to show, and not larger than needed. */
function pick(sizes) {
  const byWidth = [...sizes].sort((a, b) => a.width - b.width);
  return byWidth.find((size) => size.width >= 800) ?? byWidth.at(-1);
}

// Width and height are set before the bytes arrive, so that nothing jumps when they do.
function box(file) {
  const [width, height] = [file.width || WIDEST, file.height || 240];
  const scale = Math.min(WIDEST / width, HIGHEST / height, width < 160 ? 2 : 1.6);
  return {
    width: Math.max(100, Math.round(width * scale)),
    height: Math.max(60, Math.round(height * scale)),
  };
}

function photo(message) {
  const size = pick(message.photo);
  const image = h('img', {
    src: source(size),
    ...box(size),
    alt: message.caption || t('photo'),
    loading: 'lazy',
    decoding: 'async',
  });
  const open = () =>
    lightbox(
      source(message.photo.reduce((a, b) => (b.width > a.width ? b : a))),
      message.caption || t('photo'),
    );
  const button = h('button', { type: 'button', class: 'photo', 'aria-label': t('open_photo') }, image);
  if (!message.has_media_spoiler) button.addEventListener('click', open);
  else {
    button.classList.add('covered');
    button.addEventListener('click', () =>
      button.classList.contains('covered') ? button.classList.remove('covered') : open(),
    );
  }
  return button;
}

function video(message, file, loop = false) {
  const element = h('video', {
    src: source(file),
    ...box(file),
    controls: !loop,
    preload: 'metadata',
    playsinline: true,
    loop,
    class: 'video',
  });
  element.muted = loop;
  if (loop && !matchMedia('(prefers-reduced-motion: reduce)').matches) element.autoplay = true;
  element.addEventListener('error', () => element.replaceWith(fileCard(file)));
  return element;
}

function fileCard(file) {
  const name = file.file_name || t('document');
  const type = (name.includes('.') ? name.split('.').pop() : (file.mime_type ?? '').split('/').pop())
    .slice(0, 4)
    .toUpperCase();
  return h(
    'a',
    { class: 'file-card', href: source(file), download: name, title: t('download', { name }) },
    h('span', { class: 'file-mark' }, type || icon('file')),
    h(
      'span',
      { class: 'file-words' },
      h('span', { class: 'file-name' }, name),
      h('span', { class: 'file-size' }, fileSize(file.file_size)),
    ),
  );
}

function documentOf(message) {
  const file = message.document;
  return fileCard(file);
}

function sticker(message) {
  const file = message.sticker;
  if (file.is_animated) return h('span', { class: 'jumbo' }, file.emoji ?? t('sticker'));
  if (file.is_video) return video(message, file, true);
  const image = h('img', {
    src: source(file),
    width: 180,
    height: 180,
    alt: file.emoji ?? t('sticker'),
    class: 'sticker',
  });
  image.addEventListener('error', () =>
    image.replaceWith(h('span', { class: 'jumbo' }, file.emoji ?? t('sticker'))),
  );
  return image;
}

function audio(message) {
  const file = message.audio;
  const title = [file.performer, file.title].filter(Boolean).join(' – ') || file.file_name || t('audio');
  return h(
    'div',
    { class: 'audio' },
    h('span', { class: 'file-name' }, title),
    player(source(file), file.duration),
  );
}

function place(message) {
  const { latitude, longitude } = message.location;
  const words = message.venue
    ? [h('strong', null, message.venue.title), h('span', null, message.venue.address)]
    : [];
  return h(
    'figure',
    { class: 'place' },
    mapSketch(latitude, longitude),
    h('figcaption', null, words, h('span', { class: 'coordinates' }, coordinates(latitude, longitude))),
  );
}

function contact(message) {
  const person = message.contact;
  return h(
    'div',
    { class: 'contact-card' },
    avatar(fullName(person), person.user_id ?? 0),
    h(
      'span',
      { class: 'file-words' },
      h('span', { class: 'file-name' }, fullName(person)),
      h('a', { href: `tel:${person.phone_number}`, class: 'link' }, person.phone_number),
    ),
  );
}

function poll(message) {
  const { question, options, total_voter_count: voters } = message.poll;
  return h(
    'div',
    { class: 'poll' },
    h('strong', null, question),
    h(
      'ul',
      null,
      options.map((option) => h('li', null, option.text, voters ? ` · ${option.voter_count}` : '')),
    ),
  );
}

// In the order of Telegram's own precedence: an animation also has `document`, a venue `location`.
const KINDS = [
  ['photo', photo, 'photo'],
  ['animation', (m) => video(m, m.animation, true), 'gif'],
  ['video', (m) => video(m, m.video), 'video'],
  ['video_note', (m) => video(m, m.video_note), 'video_note'],
  ['voice', (m) => player(source(m.voice), m.voice.duration), 'voice'],
  ['audio', audio, 'audio'],
  ['sticker', sticker, 'sticker'],
  ['document', documentOf, 'document'],
  ['location', place, 'location'],
  ['contact', contact, 'contact'],
  ['poll', poll, 'poll'],
  ['dice', (m) => h('span', { class: 'jumbo' }, `${m.dice.emoji} ${m.dice.value}`), 'other_message'],
];

const kindOf = (message) => KINDS.find(([field]) => message[field]);

/** Name of what a message carries (`photo`, `voice` …), or undefined for text. */
export const mediaKind = (message) => kindOf(message)?.[0];

/** The element for what a message carries, or null. */
export function renderMedia(message) {
  return kindOf(message)?.[1](message) ?? null;
}

/** One line that says what a message is: for the list, quotes and screen readers. */
export function summary(message) {
  if (!message) return '';
  const happened = serviceText(message);
  if (happened) return happened;
  const kind = kindOf(message);
  const words = (message.text ?? message.caption ?? '').replace(/\s+/g, ' ').trim();
  if (!kind) return words || t('other_message');
  const [field, , key] = kind;
  const detail = {
    sticker: message.sticker?.emoji,
    document: message.document?.file_name,
    dice: message.dice?.emoji,
    contact: fullName(message.contact),
  }[field];
  const seconds = message.voice?.duration ? ` (${duration(message.voice.duration)})` : '';
  return [
    field === 'document' && detail
      ? detail
      : `${field === 'dice' ? '' : t(key)}${seconds}${detail ? ` ${detail}` : ''}`.trim(),
    words,
  ]
    .filter(Boolean)
    .join(', ');
}
