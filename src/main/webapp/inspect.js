import { socketAddress } from './lib/address.js';
import { byId } from './lib/dom.js';
import { digitsOf, parseHex } from './lib/hex.js';
import { ask, post } from './lib/inspect/ask.js';
import { showDrafts } from './lib/inspect/drafts-view.js';
import { showFrames } from './lib/inspect/frames-view.js';
import { showHead } from './lib/inspect/head-view.js';
import { startLive } from './lib/inspect/live.js';
import { kindOf, messageOf } from './lib/inspect/message.js';
import { Session } from './lib/inspect/session.js';
import { showSteps } from './lib/inspect/steps-view.js';
import { showTables } from './lib/inspect/tables.js';
import { say, tell } from './lib/language.js';
import { startPage } from './lib/page.js';
import { showPill } from './lib/status.js';
import { whyOf } from './lib/why.js';

const RFC_KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const MOST_BYTES = 4096;

const session = new Session({ message: received, closed, silent });
const live = startLive((command) => session.send(command));

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

/** A close has a code and a reason; binary is typed in hexadecimal. */
function showKind() {
  const kind = kindOf(byId('opcode').value);
  byId('code-field').hidden = kind !== 'reason';
  say(byId('message-label'), `inspect.message.${kind}`);
  if (kind === 'hex' && parseHex(byId('message').value).error) {
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

function messageAsked() {
  const value = (name) => byId(name).value;
  const rsv = ['rsv1', 'rsv2', 'rsv3'].map(byId).reduce((sum, box) => sum + (box.checked ? Number(box.value) : 0), 0);
  const asked = { opcode: value('opcode'), mask: value('mask'), fragments: value('fragments'), rsv, code: value('code'), typed: value('message') };
  return messageOf(asked, MOST_BYTES);
}

function read() {
  const { bytes, ...bad } = parseHex(byId('hex').value.replaceAll(':', ' '));
  const tooLong = bytes?.length > MOST_BYTES;
  complain('hex', tooLong ? 'inspect.tooLong' : bad.error, tooLong ? { most: MOST_BYTES } : bad.values);
  if (bytes && !tooLong) {
    attempt('hex', async () => showFrames(byId('found'), await post('api/frames/decode', { hex: digitsOf(bytes) })));
  }
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
    tell(byId(`${name}-error`), 'inspect.failed', { why: error.problem ? whyOf(error.problem) : error.message });
  }
}
