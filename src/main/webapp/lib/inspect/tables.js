// The opcodes, and the header on either side of each step of the length.

import { make } from '../dom.js';
import { say } from '../language.js';

export function showTables({ opcodes, lengths }, opcodeRows, lengthRows) {
  opcodeRows.replaceChildren(...opcodes.map(opcode));
  lengthRows.replaceChildren(...lengths.map(length));
}

function opcode({ code, name, control }) {
  const meaning = make('td');
  say(meaning, name === 'reserved' && control ? 'inspect.opcode.reservedControl' : `inspect.opcode.${name}`);
  const digits = `${code.toString(16).toUpperCase()}  ${code.toString(2).padStart(4, '0')}`;
  return make('tr', '', make('td', 'code', digits), meaning);
}

function length({ length, bits, header }) {
  const takes = make('td');
  say(takes, `inspect.lengths.${bits}`);
  return make('tr', '', make('td', 'code', length), takes, make('td', 'code', header.match(/../g).join(' ')));
}
