// Calls to the server's page API and its stream of events.

const BASE = '/local/api';

/** What the server refused, with its HTTP status; `status` 0 means it could not be reached. */
class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const init = { method };
  if (body instanceof FormData) init.body = body;
  else if (body) {
    init.body = JSON.stringify(body);
    init.headers = { 'Content-Type': 'application/json' };
  }
  let response;
  try {
    response = await fetch(BASE + path, init);
  } catch (cause) {
    throw new ApiError(cause.message, 0);
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(answer?.error ?? response.statusText, response.status);
  return answer;
}

const get = (path, query) => call('GET', `${path}?${new URLSearchParams(query)}`);
const post = (path) => (body) => call('POST', path, body);

export const api = {
  state: () => call('GET', '/state'),
  chats: (persona) => get('/chats', { persona }),
  messages: (query) => get('/messages', query),
  createPersona: post('/personas'),
  changePersona: (id, body) => call('PATCH', `/personas/${id}`, body),
  createBot: post('/bots'),
  createGroup: post('/groups'),
  changeGroup: (id, body) => call('PATCH', `/groups/${id}`, body),
  /** What is done in a group: add, remove, promote, topics, upgrade. */
  inGroup: (id, what, body) => call('POST', `/groups/${id}/${what}`, body),
  send: post('/send'),
  edit: post('/edit'),
  press: post('/press'),
  location: post('/location'),
  contact: post('/contact'),
  forward: post('/forward'),
  remove: post('/delete'),
  read: post('/read'),
  block: post('/block'),
  moveClock: post('/clock'),
};

function formOf(fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined && value !== '') form.append(name, value);
  return form;
}

/** Uploads `file` as `kind`; `fields` are persona, chat and an optional caption. */
export function upload(fields, kind, file) {
  const form = formOf({ ...fields, kind });
  form.append('file', file, file.name || 'file');
  return call('POST', '/upload', form);
}

/** Uploads {kind, file}s as one album. */
export function uploadAlbum(fields, items) {
  const form = formOf(fields);
  for (const { kind, file } of items) form.append(kind, file, file.name || 'file');
  return call('POST', '/album', form);
}

/** Address of a stored file's bytes. */
export const fileUrl = (file) => `${BASE}/file/${encodeURIComponent(file.file_unique_id)}`;

const EVENTS = [
  'message',
  'edited',
  'deleted',
  'reaction',
  'typing',
  'draft',
  'callback_answer',
  'chat',
  'bots',
  'personas',
  'clock',
  'reset',
];
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15000;

/**
 * Follows a persona's events until the returned function is called. The browser resumes a
 * broken stream by itself with Last-Event-ID, once it has seen one; when it gives up (an HTTP
 * error), a fresh stream is opened after a growing pause. `opened(false)` asks for a reload of everything.
 */
export function follow(persona, { opened, lost, event }) {
  let source = null;
  let timer = 0;
  let pause = FIRST_PAUSE_MS;
  let fresh = true;
  let resumable = false;
  const connect = () => {
    source = new EventSource(`${BASE}/events?persona=${encodeURIComponent(persona)}`);
    source.onopen = () => {
      pause = FIRST_PAUSE_MS;
      opened(!fresh && resumable);
      fresh = false;
    };
    source.onerror = () => {
      lost();
      if (source.readyState !== EventSource.CLOSED) return;
      fresh = true;
      resumable = false;
      timer = setTimeout(connect, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
    for (const name of EVENTS)
      source.addEventListener(name, (e) => {
        resumable ||= e.lastEventId !== '';
        event(name, JSON.parse(e.data));
      });
  };
  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
