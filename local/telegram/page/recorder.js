// Recording a voice message with the browser's MediaRecorder.

import { h, icon, iconButton } from './dom.js';
import { toast } from './dialogs.js';
import { duration } from './format.js';
import { t } from './strings.js';

const TYPES = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'];
const ENDINGS = { 'audio/ogg': 'ogg', 'audio/webm': 'webm', 'audio/mp4': 'm4a' };

export const canRecord = () => Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia);

/**
 * Starts recording and gives the bar that shows it, or null when there is no microphone.
 * `done(file, seconds)` gets the recording, or null when it was thrown away.
 */
export async function record(done) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch (error) {
    toast(t('no_microphone', { why: error.message || error.name }), 'bad');
    return null;
  }
  const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType ? { mimeType } : {});
  const chunks = [];
  const began = performance.now();
  let keep = false;
  const time = h('span', { class: 'record-time' }, duration(0));
  const level = h('span', { class: 'record-level', 'aria-hidden': 'true' });
  const stopMeter = meter(stream, level, () => {
    time.textContent = duration((performance.now() - began) / 1000);
  });
  const finish = (send) => {
    keep = send;
    if (recorder.state !== 'inactive') recorder.stop();
  };
  recorder.addEventListener('dataavailable', (event) => event.data.size && chunks.push(event.data));
  recorder.addEventListener('stop', () => {
    stopMeter();
    for (const track of stream.getTracks()) track.stop();
    const type = (recorder.mimeType || 'audio/webm').split(';')[0];
    const file = new File(chunks, `voice.${ENDINGS[type] ?? 'webm'}`, { type });
    done(keep && file.size ? file : null, (performance.now() - began) / 1000);
  });
  recorder.start(250);
  const bar = h(
    'div',
    { class: 'record-bar', role: 'group', 'aria-label': t('recording_now') },
    iconButton('trash', t('cancel'), () => finish(false)),
    h('span', { class: 'record-dot' }),
    time,
    level,
    h('span', { class: 'record-word', role: 'status' }, t('recording_now')),
    h(
      'button',
      {
        type: 'button',
        class: 'send-button',
        'aria-label': t('send'),
        title: t('send'),
        onclick: () => finish(true),
      },
      icon('send'),
    ),
  );
  bar.addEventListener('keydown', (event) => event.key === 'Escape' && finish(false));
  return bar;
}

function meter(stream, level, tick) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    const loud = samples.reduce((most, sample) => Math.max(most, Math.abs(sample - 128)), 0) / 128;
    level.style.setProperty('--level', loud.toFixed(2));
    tick();
  }, 100);
  return () => {
    clearInterval(timer);
    context.close();
  };
}
