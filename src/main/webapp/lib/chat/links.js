// Links in what people say. Only http and https, only as far as RFC 3986 writes them, in ASCII: what is written in Chinese beside one
// is no part of it. What ends a sentence or closes a bracket isn't, either.

import { make } from '../dom.js';

const ADDRESS = /\bhttps?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+/gi;
const CLOSED_BY = { ')': '(', ']': '[' };

/** A text in pieces, in order: texts, and {href, text} for what is a link. */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(match);
    const href = hrefOf(address);
    if (href) {
      found.push(...between(text, end, index), { href, text: address });
      end = index + address.length;
    }
  }
  return [...found, ...between(text, end, text.length)];
}

/** The same as nodes. Who follows a link tells its server nothing of this page. */
export function linked(text) {
  return pieces(text).map((piece) => (typeof piece === 'string' ? piece : link(piece)));
}

function link({ href, text }) {
  const element = make('a', '', text);
  element.href = href;
  element.rel = 'noopener noreferrer';
  element.target = '_blank';
  return element;
}

function between(text, from, to) {
  return to > from ? [text.slice(from, to)] : [];
}

function withoutEnd(address) {
  let end = address.length;
  while (/[.,;:!?'*_~]/.test(address[end - 1]) || isLoose(address.slice(0, end))) {
    end -= 1;
  }
  return address.slice(0, end);
}

/** Whether a bracket closes at its end that has not been opened in it. */
function isLoose(address) {
  const closing = address.at(-1);
  const opening = CLOSED_BY[closing];
  return opening !== undefined && address.split(closing).length > address.split(opening).length;
}

/** What looks like one place and leads to another, by a name before an @, is no link. */
function hrefOf(address) {
  try {
    const url = new URL(address);
    return url.hostname && !url.username && !url.password ? url.href : undefined;
  } catch {
    return undefined;
  }
}
