import { NAME } from './lib/address.js';
import { announceMessage } from './lib/announce.js';
import { fromBase64 } from './lib/base64.js';
import { BroadcastSocket } from './lib/broadcast-socket.js';
import { byId, make } from './lib/dom.js';
import { formatSize, shorten } from './lib/format.js';
import { formatHex } from './lib/hex.js';
import { currentLanguage, onLanguage, say, sayPlain, tell } from './lib/language.js';
import { BoundedLog } from './lib/log.js';
import { isOff } from './lib/own-server.js';
import { privateRoom } from './lib/private-room.js';

const LINES = 1000;
const SOCKETS = 30;
const SHOWN_CHARACTERS = 2000;
const HEX_BYTES = 32;

const sockets = new Map();
let lastNumber = 0;

const lines = new BoundedLog({
  limit: LINES,
  rows: byId('rows'),
  scroller: byId('log'),
  render: renderLine,
  changed: showCount,
});
byId('channel').value = new URLSearchParams(location.search).get('channel') ?? '';
byId('adder').addEventListener('submit', (event) => (event.preventDefault(), addSocket()));
byId('sender').addEventListener('submit', (event) => (event.preventDefault(), send()));
byId('clear').addEventListener('click', () => lines.clear());
onLanguage(() => showCount(lines.entries.length));
showCount(0);
begin();

/** Where there is no channel for all, on one of one's own. */
async function begin() {
  const field = byId('channel');
  if (!field.value && (await isOff('default-rooms'))) {
    field.value ||= privateRoom();
  }
  addSocket();
}

function addSocket() {
  const channel = byId('channel').value.trim();
  const bad = sockets.size >= SOCKETS ? 'broadcast.tooMany' : channel && !NAME.test(channel) ? 'name.bad' : undefined;
  complain('channel', bad, { limit: SOCKETS });
  if (bad) {
    return;
  }
  lastNumber += 1;
  const socket = new BroadcastSocket(lastNumber, channel, { frame: showFrame, notice, remove });
  sockets.set(socket.number, socket);
  byId('sockets').append(socket.element);
  const option = make('option');
  option.value = socket.number;
  say(option, channel ? 'broadcast.choice' : 'broadcast.choiceDefault', { number: socket.number, channel });
  byId('from').append(option);
}

function remove(socket) {
  sockets.delete(socket.number);
  byId('from').querySelector(`option[value="${socket.number}"]`).remove();
  (byId('sockets').querySelector('button') ?? byId('add')).focus();
}

async function send() {
  const field = byId('message');
  const text = field.value;
  const socket = sockets.get(Number(byId('from').value));
  field.focus();
  if (socket && text) {
    // the next one may be typed while this one is on its way
    field.value = '';
  }
  const outcome = socket ? (text ? await socket.send(text) : 'empty') : 'none';
  // what was refused stands among the messages, with the server's words
  const good = outcome === 'sent' || outcome === 'refused';
  complain('message', good ? undefined : `broadcast.unsent.${outcome}`, { number: socket?.number });
  if (outcome !== 'sent' && field.value === '') {
    field.value = text;
  }
}

function showFrame(number, { items, gap, reset }, resumed) {
  if (gap) {
    notice(number, 'broadcast.gap', { count: gap });
  } else if (reset && resumed) {
    notice(number, 'broadcast.reset');
  }
  for (const item of items) {
    const binary = item.binary === undefined ? undefined : fromBase64(item.binary);
    lines.add({ number, text: item.text, binary });
    if (item.text !== undefined) {
      announceMessage(`${number}: ${item.text}`);
    }
  }
}

/** Something about a socket that stands among the messages. */
function notice(number, key, values) {
  lines.add({ number, key, values });
}

function renderLine({ number, text, binary, key, values }) {
  const words = make('span', 'line-text');
  if (key) {
    say(words, key, values);
  } else if (binary) {
    say(words, 'broadcast.bytes', { size: formatSize(binary.length), hex: formatHex(binary, HEX_BYTES) });
  } else {
    sayPlain(words, shorten(String(text), SHOWN_CHARACTERS));
  }
  const line = make('li', key ? 'line notice-line' : 'line', make('span', 'line-number', `${number}: `), words);
  line.dataset.socket = number;
  return line;
}

function showCount(count) {
  const number = (n) => n.toLocaleString(currentLanguage());
  sayPlain(byId('log-count'), `${number(count)} / ${number(LINES)}`);
  byId('log-empty').hidden = count > 0;
}

function complain(name, key, values) {
  tell(byId(`${name}-error`), key, values);
  if (key) {
    byId(name).setAttribute('aria-invalid', 'true');
    byId(name).focus();
  } else {
    byId(name).removeAttribute('aria-invalid');
  }
}
