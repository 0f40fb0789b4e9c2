// Bytes of HTTP as text, with the two bytes that end each line.

import { make } from '../dom.js';

/** text: a character a byte. */
export function showWire(element, text) {
  element.replaceChildren(...(text.match(/[^]*?\r\n|[^]+$/g) ?? []).map(line));
}

function line(text) {
  const words = text.replace(/\r\n$/, '');
  const end = make('span', 'crlf', '\\r\\n');
  end.setAttribute('aria-hidden', 'true');
  return words === text ? make('div', '', words) : make('div', '', words, end);
}
