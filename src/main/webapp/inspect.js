import { socketAddress } from './lib/address.js';
import { byId, parts } from './lib/dom.js';
import { digitsOf, parseHex } from './lib/hex.js';
import { ask, post } from './lib/inspect/ask.js';
import { showDrafts } from './lib/inspect/drafts-view.js';
import { FrameForm } from './lib/inspect/frame-form.js';
import { showFrames } from './lib/inspect/frames-view.js';
import { showHead } from './lib/inspect/head-view.js';
import { startLive } from './lib/inspect/live.js';
import { kindOf, messageOf } from './lib/inspect/message.js';
import { Session } from './lib/inspect/session.js';
import { showSteps } from './lib/inspect/steps-view.js';
import { showTables } from './lib/inspect/tables.js';
import { say, tell } from './lib/language.js';
import { showPill } from './lib/status.js';
import { whyOf } from './lib/why.js';

const RFC_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const MOST_BYTES = 4096;

const session = new Session({ message: received, closed, silent });
const fields = ['opcode', 'mask', 'fragments', 'code', 'message'];
const form = new FrameForm(
  parts({ ...named(fields), form: 'build', codeField: 'code-field', label: 'message-label', error: 'build-error' }),
  MOST_BYTES,
  build,
);
const live = startLive(
  parts({
    ...named([...fields, 'form', 'error', 'toggle', 'words', 'shaken', 'request', 'response', 'log', 'frames', 'empty'], 'live-'),
    codeField: 'live-code-field',
    label: 'live-message-label',
    pill: 'live-state',
  }),
  (command) => session.send(command),
);

byId('again').addEventListener('click', shakeHands);
byId('accept').addEventListener('submit', (event) => (event.preventDefault(), showAccept()));
byId('rfc-key').addEventListener('click', () => (byId('key').value = RFC_KEY, showAccept()));
byId('read').addEventListener('submit', (event) => (event.preventDefault(), read()));
shakeHands();
build();
read();
attempt('handshake', showReference);

/** The ids of parts that are called as they are. */
function named(names, prefix = '') {
  return Object.fromEntries(names.map((name) => [name, `${prefix}${name}`]));
}

function shakeHands() {
  showPill(byId('status'), 'connecting', 'inspect.state.connecting');
  tell(byId('handshake-error'));
  live.away();
  session.open();
}

function received(data) {
  const { handshake, ...told } = JSON.parse(data);
  if (!handshake) {
    live.told(told);
    return;
  }
  live.here();
  showPill(byId('status'), 'live', 'inspect.state.open');
  showHead(byId('request'), handshake.request);
  showHead(byId('response'), handshake.response);
  say(byId('request-note'), handshake.request.original ? 'inspect.original' : 'inspect.fromApi');
  byId('key').value = handshake.request.headers.find(({ name }) => name.toLowerCase() === 'sec-websocket-key')?.value ?? RFC_KEY;
  showAccept();
}

function closed({ code }) {
  ended('inspect.state.closed', { code: String(code) });
}

function silent() {
  ended('inspect.state.silent');
}

function ended(key, values) {
  live.away();
  showPill(byId('status'), 'ended', key, values);
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

function build() {
  const rsv = ['rsv1', 'rsv2', 'rsv3'].map(byId).reduce((sum, box) => sum + (box.checked ? Number(box.value) : 0), 0);
  const { message, error, values } = form.read(rsv);
  if (error) {
    form.complain(error, values);
  } else {
    form.note();
    attempt('build', async () => showFrames(byId('built'), await post('api/frames/encode', message)));
  }
}

function read() {
  const { bytes, ...bad } = parseHex(byId('hex').value.replaceAll(':', ' '));
  const tooLong = bytes?.length > MOST_BYTES;
  complain(tooLong ? 'inspect.tooLong' : bad.error, tooLong ? { most: MOST_BYTES } : bad.values);
  if (bytes && !tooLong) {
    attempt('hex', async () => showFrames(byId('found'), await post('api/frames/decode', { hex: digitsOf(bytes) })));
  }
}

/** Words beneath the bytes to read, and their field marked. */
function complain(error, values) {
  tell(byId('hex-error'), error, values);
  const field = byId('hex');
  if (error) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  } else {
    field.removeAttribute('aria-invalid');
  }
}

async function attempt(name, work) {
  try {
    await work();
  } catch (error) {
    tell(byId(`${name}-error`), 'inspect.failed', { why: error.problem ? whyOf(error.problem) : error.message });
  }
}
