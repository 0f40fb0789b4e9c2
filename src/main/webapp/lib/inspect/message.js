// A message as it is typed in a form, for the codec and for the probe.

import { utf8Bytes } from '../close-codes.js';
import { digitsOf, parseHex } from '../hex.js';

const CLOSE = '8';
const BINARY = '2';

/** Bytes of a close's code. */
const CODE = 2;

/** What the typed text is, for the key of its label: a text, bytes in hexadecimal digits, or the reason of a close. */
export function kindOf(opcode) {
  return opcode === CLOSE ? 'reason' : opcode === BINARY ? 'hex' : 'text';
}

/** {message} for the server, or {error, values} for t(). Values of fields, as texts; most bytes of the payload. */
export function messageOf({ opcode, mask, fragments, rsv = 0, code, typed }, most) {
  const frame = { opcode: Number(opcode), fragments: Number(fragments), rsv, mask: mask === 'fresh' ? true : mask === 'none' ? false : mask };
  if (opcode === CLOSE) {
    const digits = code.trim();
    if (!digits) {
      return { message: frame };
    }
    const inRange = /^\d{1,5}$/.test(digits) && Number(digits) <= 0xffff;
    return inRange ? limited({ message: { ...frame, code: Number(digits), reason: typed } }, CODE + utf8Bytes(typed), most) : { error: 'inspect.badCode' };
  }
  if (opcode === BINARY) {
    const { bytes, ...bad } = parseHex(typed);
    return bytes ? limited({ message: { ...frame, hex: digitsOf(bytes) } }, bytes.length, most) : bad;
  }
  return limited({ message: { ...frame, text: typed } }, utf8Bytes(typed), most);
}

function limited(message, size, most) {
  return size > most ? { error: 'inspect.tooLong', values: { most } } : message;
}
