import { parseAddress, parseProtocols, socketAddress } from './lib/address.js';
import { announceMessage } from './lib/announce.js';
import { closeKey, parseClose, utf8Bytes } from './lib/close-codes.js';
import { byId, parts } from './lib/dom.js';
import { Answers } from './lib/echo/answers.js';
import { startFileCheck } from './lib/echo/file-check.js';
import { LatencyPlot } from './lib/echo/latency-plot.js';
import { OPTIONS } from './lib/echo/options.js';
import { joinOptions } from './lib/echo/options-form.js';
import { startPicture } from './lib/echo/picture.js';
import { Returns } from './lib/echo/returns.js';
import { EchoLog } from './lib/echo-log.js';
import { formatDuration, formatSpan } from './lib/format.js';
import { formatHex, parseHex } from './lib/hex.js';
import { say, sayPlain, t, tell } from './lib/language.js';
import { isOff } from './lib/own-server.js';
import { reportedTrip, RoundTrips } from './lib/round-trips.js';
import { openSocket, READY_STATES } from './lib/socket.js';
import { showPill } from './lib/status.js';

const GREETING = 'thank you for accepting this WebSocket request';
const LOOK_MS = 250;
const HEX_BYTES = 64;
const REASON_BYTES = 123;

const log = new EchoLog(parts({ rows: 'rows', scroller: 'log', clear: 'clear', save: 'save', count: 'log-count', empty: 'log-empty' }));
const trips = new RoundTrips();
const returns = new Returns();
const answers = new Answers();
const plot = new LatencyPlot(byId('latency'), byId('latency-words'));
let socket = null;
let openedAt = 0;

byId('endpoint').value = socketAddress('echo');
joinOptions(byId('endpoint'), {
  form: byId('options'),
  fields: parts(Object.fromEntries([...OPTIONS, 'bare'].map((name) => [name, `option-${name}`]))),
  copy: byId('copy-address'),
});
leaveOutOptions();
startPicture(
  parts({
    form: 'picture',
    sheet: 'drawing',
    returned: 'returned',
    png: 'picture-png',
    draw: 'picture-draw',
    clear: 'picture-clear',
    words: 'picture-verdict',
  }),
  sendBinary,
);
startFileCheck(parts({ form: 'file-check', field: 'file', words: 'file-verdict' }), sendBinary);
byId('connection').addEventListener('submit', (event) => (event.preventDefault(), connect()));
byId('disconnect').addEventListener('click', () => socket?.close(1000));
byId('sender').addEventListener('submit', (event) => (event.preventDefault(), sendTyped()));
byId('sender').addEventListener('change', showKind);
byId('message').addEventListener('keydown', sendOnControlEnter);
byId('closer').addEventListener('submit', (event) => (event.preventDefault(), closeTyped()));
byId('close-reason').addEventListener('input', countReason);
byId('binary-type').addEventListener('change', () => socket && (socket.binaryType = byId('binary-type').value));
setInterval(showNumbers, LOOK_MS);
showKind();
countReason();

async function leaveOutOptions() {
  if (await isOff('echo-options')) {
    document.querySelector('.options').hidden = true;
    tell(byId('options-off'), 'off.echoOptions');
  }
}

function connect() {
  const { address, ...badAddress } = parseAddress(byId('endpoint').value);
  const { protocols, ...badProtocols } = parseProtocols(byId('protocols').value);
  complain('endpoint', badAddress);
  complain('protocols', badProtocols);
  if (!address || !protocols || socket) {
    return;
  }
  openedAt = 0;
  tell(byId('refused'));
  socket = openSocket(address, protocols, { opened, message: received, failed, closed });
  socket.binaryType = byId('binary-type').value;
  showPill(byId('status'), 'connecting', 'echo.state.connecting');
  showButtons();
}

function opened() {
  openedAt = performance.now();
  const { protocol, extensions } = socket;
  const key = protocol ? 'echo.opened.protocol' : 'echo.opened.none';
  log.event('open', extensions ? 'echo.opened.extensions' : key, { protocol: protocol || '–', extensions });
  showOpen();
  showButtons();
  if (byId('greet').checked) {
    sendText(GREETING);
  }
}

function received(data) {
  const now = performance.now();
  answers.arrived(now);
  if (typeof data === 'string') {
    log.received('text', utf8Bytes(data), tripOf('text', data, now), data);
    announceMessage(data);
    return;
  }
  const size = data.size ?? data.byteLength;
  const entry = log.received('binary', size, tripOf('binary', size, now), '');
  returns.arrived(data, now);
  const start = data.slice(0, HEX_BYTES + 1);
  if (start instanceof Blob) {
    start.arrayBuffer().then((buffer) => showBytes(entry, buffer));
  } else {
    showBytes(entry, start);
  }
}

function tripOf(type, what, now) {
  const trip = reportedTrip(socket.url, what) ?? trips.arrived(type, what, now);
  if (trip !== undefined) {
    plot.add(trip);
  }
  return trip;
}

function showBytes(entry, buffer) {
  const hex = formatHex(new Uint8Array(buffer), HEX_BYTES);
  log.fill(entry, hex);
  announceMessage(hex);
}

function failed() {
  log.event('error', 'echo.failed');
}

function closed({ code, reason, wasClean }) {
  if (openedAt === 0) {
    log.event('error', 'echo.refused');
    tell(byId('refused'), 'echo.refused');
  }
  const key = wasClean ? 'echo.closed' : 'echo.closedDirty';
  log.event('close', key, { code: String(code), reason: reason || (() => t(closeKey(code))) });
  showPill(byId('status'), code === 1000 ? 'off' : 'ended', 'echo.state.closed', { code: String(code) });
  socket = null;
  trips.forget();
  returns.forget();
  answers.forget();
  showButtons();
  showNumbers();
}

function sendTyped() {
  const typed = byId('message').value;
  if (!isOpen()) {
    return;
  }
  if (byId('kind-text').checked) {
    complain('message', {});
    sendText(typed);
    return;
  }
  const { bytes, ...bad } = parseHex(typed);
  complain('message', bad);
  if (bytes) {
    sendBinary(bytes, bytes.length, formatHex(bytes, HEX_BYTES));
  }
}

/** False, and said beneath the message, where there is nowhere to send to. */
function isOpen() {
  const open = socket?.readyState === WebSocket.OPEN;
  if (!open) {
    complain('message', { error: 'echo.notOpen' });
  }
  return open;
}

/** data: a Blob or bytes; words: for the log; on: see Returns. Gives whether it was sent. */
function sendBinary(data, size, words, on) {
  if (!isOpen()) {
    return false;
  }
  const now = performance.now();
  trips.left('binary', size, now);
  returns.left(now, on);
  answers.left(now);
  socket.send(data);
  log.sent('binary', size, words);
  return true;
}

function sendText(text) {
  const now = performance.now();
  trips.left('text', text, now);
  answers.left(now);
  socket.send(text);
  log.sent('text', utf8Bytes(text), text);
}

function closeTyped() {
  const { code, reason, ...bad } = parseClose(byId('close-code').value, byId('close-reason').value);
  if (bad.error) {
    complain('close', bad);
  } else if (!socket) {
    complain('close', { error: 'echo.notOpen' });
  } else {
    complain('close', {});
    socket.close(code, reason);
    showPill(byId('status'), 'connecting', 'echo.state.closing');
  }
}

function countReason() {
  const bytes = utf8Bytes(byId('close-reason').value);
  say(byId('close-bytes'), 'echo.close.bytes', { bytes, limit: REASON_BYTES });
}

/** Words beneath a field, and the field marked; nothing where there is no error. */
function complain(name, { error, values }) {
  tell(byId(`${name}-error`), error, values);
  const field = byId(name === 'close' ? 'close-code' : name);
  if (error) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  } else {
    field.removeAttribute('aria-invalid');
  }
}

function showKind() {
  const binary = byId('kind-binary').checked;
  tell(byId('message-hint'), binary ? 'echo.hexHint' : undefined);
  complainQuietly();
  byId('message').placeholder = binary ? '8 6 7 5 3 0 9' : '';
}

function complainQuietly() {
  tell(byId('message-error'));
  byId('message').removeAttribute('aria-invalid');
}

function sendOnControlEnter(event) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    sendTyped();
  }
}

function showButtons() {
  const focused = document.activeElement;
  byId('connect').hidden = Boolean(socket);
  byId('disconnect').hidden = !socket;
  if (focused === byId('connect') || focused === byId('disconnect')) {
    byId(socket ? 'disconnect' : 'connect').focus();
  }
  showNumbers();
}

function showNumbers() {
  const state = socket?.readyState ?? WebSocket.CLOSED;
  sayPlain(byId('ready-state'), `${state} ${READY_STATES[state]}`);
  sayPlain(byId('buffered-amount'), `${(socket?.bufferedAmount ?? 0).toLocaleString('en').replaceAll(',', '\u202f')} B`);
  if (socket?.protocol) {
    sayPlain(byId('negotiated'), socket.protocol);
  } else if (state === WebSocket.OPEN) {
    say(byId('negotiated'), 'echo.negotiated.none');
  } else {
    sayPlain(byId('negotiated'), '–');
  }
  if (state === WebSocket.OPEN) {
    showOpen();
  }
}

/** Open is what the browser says. */
function showOpen() {
  const silent = answers.silent(performance.now());
  const key = silent === undefined ? 'echo.state.open' : 'echo.state.silent';
  showPill(byId('status'), silent === undefined ? 'live' : 'connecting', key, { time: openFor, silent: () => formatSpan(silent) });
}

function openFor() {
  return formatDuration(performance.now() - openedAt);
}
