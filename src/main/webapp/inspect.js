import { socketAddress } from './lib/address.js';
import { byId } from './lib/dom.js';
import { parseHex } from './lib/hex.js';
import { ask, post } from './lib/inspect/ask.js';
import { showDrafts } from './lib/inspect/drafts-view.js';
import { showFrames } from './lib/inspect/frames-view.js';
import { showHead } from './lib/inspect/head-view.js';
import { showSteps } from './lib/inspect/steps-view.js';
import { showTables } from './lib/inspect/tables.js';
import { say, tell } from './lib/language.js';
import { startPage } from './lib/page.js';
import { letGo, openSocket } from './lib/socket.js';
import { showPill } from './lib/status.js';

const RFC_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const MOST_BYTES = 4096;
const CLOSE = '8';
const BINARY = '2';

let socket = null;

startPage();
byId('again').addEventListener('click', shakeHands);
byId('accept').addEventListener('submit', (event) => (event.preventDefault(), showAccept()));
byId('rfc-key').addEventListener('click', () => (byId('key').value = RFC_KEY, showAccept()));
byId('build').addEventListener('submit', (event) => (event.preventDefault(), build()));
byId('opcode').addEventListener('change', showKind);
byId('read').addEventListener('submit', (event) => (event.preventDefault(), read()));
showKind();
shakeHands();
build();
read();
attempt('handshake', showReference);

function shakeHands() {
  if (socket) {
    letGo(socket);
  }
  showPill(byId('status'), 'connecting', 'inspect.state.connecting');
  tell(byId('handshake-error'));
  socket = openSocket(socketAddress('inspect'), [], { message: received, closed });
}

function received(data) {
  const { handshake } = JSON.parse(data);
  showPill(byId('status'), 'live', 'inspect.state.open');
  showHead(byId('request'), handshake.request);
  showHead(byId('response'), handshake.response);
  say(byId('request-note'), handshake.request.original ? 'inspect.original' : 'inspect.fromApi');
  byId('key').value = handshake.request.headers.find(({ name }) => name.toLowerCase() === 'sec-websocket-key')?.value ?? RFC_KEY;
  showAccept();
}

function closed({ code }) {
  showPill(byId('status'), 'ended', 'inspect.state.closed', { code: String(code) });
  if (!byId('request').childElementCount) {
    tell(byId('handshake-error'), 'inspect.refused');
  }
}

function showAccept() {
  return attempt('handshake', async () => {
    const accept = await ask('api/accept', { key: byId('key').value });
    say(byId('key-note'), accept.wellFormed ? 'inspect.key.good' : 'inspect.key.bad');
    showSteps(byId('steps'), [
      ['inspect.step.join', accept.joined],
      ['inspect.step.sha1', accept.sha1.match(/../g).join(' ')],
      ['inspect.step.base64', accept.accept],
    ]);
  });
}

async function showReference() {
  const { drafts, challenge } = await ask('api/drafts', { host: location.host, path: new URL(socketAddress('inspect')).pathname, origin: location.origin });
  showDrafts(byId('drafts'), drafts);
  const spaced = (hex) => hex.match(/../g).join(' ');
  showSteps(byId('challenge'), [
    ['inspect.challenge.number1', `4146546015 / 5 = ${challenge.number1}`],
    ['inspect.challenge.number2', `1299853100 / 5 = ${challenge.number2}`],
    ['inspect.challenge.joined', spaced(challenge.challenge)],
    ['inspect.challenge.md5', spaced(challenge.answer)],
  ]);
  showTables(await ask('api/frames'), byId('opcodes'), byId('lengths'));
}

/** A close has a code and a reason; binary is typed in hexadecimal. */
function showKind() {
  const opcode = byId('opcode').value;
  byId('code-field').hidden = opcode !== CLOSE;
  const key = opcode === CLOSE ? 'reason' : opcode === BINARY ? 'hex' : 'text';
  say(byId('message-label'), `inspect.message.${key}`);
  if (opcode === BINARY && parseHex(byId('message').value).error) {
    byId('message').value = '48 65 6c 6c 6f';
  }
}

function build() {
  const { message, error, values } = messageAsked();
  complain('build', error, values);
  if (!error) {
    attempt('build', async () => showFrames(byId('built'), await post('api/frames/encode', message)));
  }
}

/** {message} for the server, or {error, values} for t(). */
function messageAsked() {
  const typed = byId('message').value;
  const mask = byId('mask').value;
  const message = {
    opcode: Number(byId('opcode').value),
    fragments: Number(byId('fragments').value),
    rsv: ['rsv1', 'rsv2', 'rsv3'].map(byId).reduce((sum, box) => sum + (box.checked ? Number(box.value) : 0), 0),
    mask: mask === 'fresh' ? true : mask === 'none' ? false : mask,
  };
  if (new TextEncoder().encode(typed).length > MOST_BYTES) {
    return { error: 'inspect.tooLong', values: { most: MOST_BYTES } };
  }
  if (byId('opcode').value === CLOSE) {
    const code = byId('code').value.trim();
    if (!code) {
      return { message };
    }
    const inRange = /^\d{1,5}$/.test(code) && Number(code) <= 0xffff;
    return inRange ? { message: { ...message, code: Number(code), reason: typed } } : { error: 'inspect.badCode' };
  }
  if (byId('opcode').value === BINARY) {
    const { bytes, ...bad } = parseHex(typed);
    return bytes ? { message: { ...message, hex: digitsOf(bytes) } } : bad;
  }
  return { message: { ...message, text: typed } };
}

function read() {
  const { bytes, ...bad } = parseHex(byId('hex').value.replaceAll(':', ' '));
  const tooLong = bytes?.length > MOST_BYTES;
  complain('hex', tooLong ? 'inspect.tooLong' : bad.error, tooLong ? { most: MOST_BYTES } : bad.values);
  if (bytes && !tooLong) {
    attempt('hex', async () => showFrames(byId('found'), await post('api/frames/decode', { hex: digitsOf(bytes) })));
  }
}

function digitsOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Words beneath a field, and the field marked. */
function complain(name, error, values) {
  tell(byId(`${name}-error`), error, values);
  const field = byId(name === 'hex' ? 'hex' : error === 'inspect.badCode' ? 'code' : 'message');
  for (const each of name === 'hex' ? [field] : [byId('message'), byId('code')]) {
    each.removeAttribute('aria-invalid');
  }
  if (error) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
}

async function attempt(name, work) {
  try {
    await work();
  } catch (error) {
    tell(byId(`${name}-error`), 'inspect.failed', { why: error.message });
  }
}
