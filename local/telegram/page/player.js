// A small player for voice and sound: play, a wave to seek in, time, speed.

import { h, icon, svg } from './dom.js';
import { duration } from './format.js';
import { t } from './strings.js';

const BARS = 44;
const SPEEDS = [1, 1.5, 2];
let playing = null;

/** Loudness of `BARS` equal parts of a recording, 0 to 1. */
function peaks(buffer) {
  const samples = buffer.getChannelData(0);
  const size = Math.max(1, Math.floor(samples.length / BARS));
  const levels = Array.from({ length: BARS }, (_, bar) => {
    let sum = 0;
    for (let i = bar * size; i < (bar + 1) * size && i < samples.length; i += 4)
      sum += samples[i] * samples[i];
    return Math.sqrt(sum / (size / 4));
  });
  const loudest = Math.max(...levels, 0.01);
  return levels.map((level) => level / loudest);
}

function wave(levels) {
  const bars = levels.map((level, i) => {
    const height = 2 + level * 20;
    return svg('rect', { x: i * 4, y: (24 - height) / 2, width: 2.4, height, rx: 1.2 });
  });
  return svg(
    'svg',
    { viewBox: `0 0 ${BARS * 4} 24`, class: 'wave', 'aria-hidden': 'true', preserveAspectRatio: 'none' },
    bars,
  );
}

// The played part is a second, stronger wave that is uncovered from the left.
const bothWaves = (levels) => [wave(levels), wave(levels)];

const flat = () => bothWaves(Array(BARS).fill(0));

/** The sound's samples. What is still being sent lies in memory, where the content policy lets it play but not be read. */
async function decode(url) {
  if (url.startsWith('blob:')) throw new Error('not sent yet');
  const bytes = await (await fetch(url)).arrayBuffer();
  return new OfflineAudioContext(1, 1, 16000).decodeAudioData(bytes);
}

/** Builds the player; `seconds` is what the message says, corrected once the sound is decoded. */
export function player(url, seconds) {
  const sound = new Audio();
  sound.preload = 'none';
  sound.src = url;
  let total = seconds || 0;
  let speed = 0;
  const waves = h('span', { class: 'waves' }, flat());
  const seek = h('input', {
    type: 'range',
    min: 0,
    max: 1000,
    value: 0,
    class: 'seek',
    'aria-label': t('seek'),
  });
  const time = h('span', { class: 'play-time' }, duration(total));
  const toggle = h('button', { type: 'button', class: 'play', 'aria-label': t('play') }, icon('play'));
  const rate = h('button', { type: 'button', class: 'rate', 'aria-label': t('speed'), hidden: true }, '1×');
  const root = h(
    'div',
    { class: 'player' },
    toggle,
    h('span', { class: 'track' }, waves, seek),
    h('span', { class: 'play-foot' }, time, rate),
  );

  const show = () => {
    const at = total ? Math.min(1, sound.currentTime / total) : 0;
    root.style.setProperty('--played', String(at));
    seek.value = String(Math.round(at * 1000));
    time.textContent = duration(sound.currentTime > 0 ? sound.currentTime : total);
    seek.setAttribute('aria-valuetext', duration(sound.currentTime));
  };
  const mark = () => {
    toggle.replaceChildren(icon(sound.paused ? 'play' : 'pause'));
    toggle.setAttribute('aria-label', sound.paused ? t('play') : t('pause'));
    rate.hidden = sound.paused && sound.currentTime === 0;
  };
  const fail = () => {
    time.textContent = t('cannot_play');
    toggle.disabled = true;
  };
  const start = () => {
    if (playing && playing !== sound) playing.pause();
    playing = sound;
    sound.play().catch((error) => error.name !== 'AbortError' && fail());
  };

  toggle.addEventListener('click', () => (sound.paused ? start() : sound.pause()));
  rate.addEventListener('click', () => {
    speed = (speed + 1) % SPEEDS.length;
    sound.playbackRate = SPEEDS[speed];
    rate.textContent = `${SPEEDS[speed]}×`;
  });
  seek.addEventListener('input', () => {
    if (total) sound.currentTime = (Number(seek.value) / 1000) * total;
    show();
  });
  sound.addEventListener('timeupdate', show);
  sound.addEventListener('play', mark);
  sound.addEventListener('pause', mark);
  sound.addEventListener('ended', () => {
    sound.currentTime = 0;
    show();
    mark();
  });
  whenSeen(root, () =>
    decode(url).then(
      (buffer) => {
        total = buffer.duration;
        waves.replaceChildren(...bothWaves(peaks(buffer)));
        show();
      },
      () => waves.classList.add('unknown'),
    ),
  );
  return root;
}

function whenSeen(element, act) {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    act();
  });
  watcher.observe(element);
}
