// Files on their way into a chat: choosing, a look before sending, drag and drop.

import { sendAlbum, sendFile } from './actions.js';
import { field, formDialog } from './dialogs.js';
import { h, icon } from './dom.js';
import { fileSize } from './format.js';
import { t } from './strings.js';

/** Opens the browser's file chooser. */
export function chooseFiles(accept, chosen) {
  const input = h('input', { type: 'file', multiple: true, accept: accept || null });
  input.addEventListener('change', () => input.files.length && chosen([...input.files]));
  input.click();
}

const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** How Telegram sends a file of this type unless asked to send it as it is. */
function kindOf(file) {
  if (PHOTO_TYPES.includes(file.type)) return 'photo';
  if (file.type.startsWith('video/')) return 'video';
  if (file.type.startsWith('audio/')) return 'audio';
  return 'document';
}

/** Shows the files with a caption field, and sends them. */
export function offerFiles(key, files, plain = false) {
  const urls = [];
  const shown = files.map((file) => preview(file, urls));
  const caption = field(
    t('caption'),
    h('input', { type: 'text', maxlength: 1024, autofocus: true }),
    t('optional'),
  );
  const asFile = h('input', { type: 'checkbox', id: 'as-file' });
  asFile.checked = plain;
  const choice = files.some((file) => kindOf(file) !== 'document')
    ? h('label', { class: 'check' }, asFile, t('as_file'))
    : null;
  const submit = () => {
    const kind = (file) => (asFile.checked || plain ? 'document' : kindOf(file));
    sendTogether(
      key,
      files.map((file) => ({ kind: kind(file), file })),
      caption.input.value.trim(),
    );
    return true;
  };
  return formDialog({
    title: t('send_files'),
    body: [h('div', { class: 'file-previews' }, shown), caption.root, choice],
    submitLabel: t('send'),
    submit,
  }).finally(() => urls.forEach((url) => URL.revokeObjectURL(url)));
}

const ALBUM = 10;
// What may stand in one album: photos beside videos, documents and audio files beside their like.
const sort = ({ kind }) => (kind === 'video' ? 'photo' : kind);

/** Sends files as albums where they may stand together; the caption goes with the first. */
function sendTogether(key, items, caption) {
  const groups = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.length < ALBUM && sort(last[0]) === sort(item)) last.push(item);
    else groups.push([item]);
  }
  groups.forEach((group, i) => {
    const words = i === 0 ? caption : '';
    if (group.length > 1) sendAlbum(key, group, words);
    else sendFile(key, group[0].kind, group[0].file, words);
  });
}

function preview(file, urls) {
  const words = h(
    'span',
    { class: 'file-words' },
    h('span', { class: 'file-name' }, file.name),
    h('span', { class: 'file-size' }, fileSize(file.size)),
  );
  if (!file.type.startsWith('image/'))
    return h('div', { class: 'file-card' }, h('span', { class: 'file-mark' }, icon('file')), words);
  const url = URL.createObjectURL(file);
  urls.push(url);
  return h('div', { class: 'file-card' }, h('img', { src: url, alt: '', class: 'file-thumb' }), words);
}

/** Lets files be dropped anywhere on `element`. */
export function acceptDrops(element, key, allowed) {
  const cover = h(
    'div',
    { class: 'drop-cover', hidden: true },
    icon('file'),
    h('span', null, t('drop_here')),
  );
  element.append(cover);
  let depth = 0;
  const carries = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files') && allowed();
  const show = (step) => {
    depth = Math.max(0, depth + step);
    cover.hidden = depth === 0;
  };
  element.addEventListener('dragenter', (event) => carries(event) && (event.preventDefault(), show(1)));
  element.addEventListener('dragover', (event) => carries(event) && event.preventDefault());
  element.addEventListener('dragleave', (event) => carries(event) && show(-1));
  element.addEventListener('drop', (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    show(-depth);
    const files = [...event.dataTransfer.files];
    if (files.length) offerFiles(key, files);
  });
}
