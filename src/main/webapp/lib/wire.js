// How many bytes something takes on the wire, from what a page can see of it: the text of HTTP/1.1 heads (RFC 9112), chunks, and
// WebSocket frames (RFC 6455 5.2). TCP and TLS are left out. Pure.

const CRLF = 2;
const MASK = 4;
/** How a key and its answer look in base64 (RFC 6455 4.1, 4.2.2). */
const KEY = 'x'.repeat(24);
const ACCEPT = 'x'.repeat(28);
/** What browsers send in every request, and nothing of the one before: the rest they choose by kind. */
const COMMON = new Set(['host', 'user-agent', 'accept-encoding', 'accept-language', 'cookie', 'authorization', 'pragma', 'cache-control']);

/** Headers that depend on what is answered; the others are in all answers, the security headers above all. */
const OF_ONE_ANSWER = /^(content-(type|length|encoding|language)|transfer-encoding|connection|keep-alive|cache-control|date|vary|etag|last-modified|expires|set-cookie)$/i;

/** The length of a text in UTF-8. */
export function utf8Length(text) {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) {
      // one more up to U+07FF, two up to U+FFFF; of a pair of surrogates each half brings one more, four bytes for both
      length += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
    }
  }
  return length;
}

/** A head: its first line, then headers as [name, value], then an empty line (RFC 9112 2.1). */
export function headLength(line, headers) {
  let length = utf8Length(line) + 2 * CRLF;
  for (const [name, value] of headers) {
    length += utf8Length(name) + 2 + utf8Length(value) + CRLF;
  }
  return length;
}

/** A piece of a body of unknown length: its size in hexadecimal, and two ends of line around it (RFC 9112 7.1). */
export function chunkLength(bytes) {
  return bytes.toString(16).length + CRLF + bytes + CRLF;
}

/** A frame around so many bytes: two bytes, the length where it does not fit, the mask of a client (RFC 6455 5.2). */
export function frameLength(bytes, masked) {
  const more = bytes < 126 ? 0 : bytes < 0x10000 ? 2 : 8;
  return 2 + more + (masked ? MASK : 0) + bytes;
}

/** What a response of fetch() took until its body: as the browser gives it, names in lower case. */
export function responseHeadLength(response) {
  return headLength(`HTTP/1.1 ${response.status} ${response.statusText}`, response.headers);
}

/** A whole response, its body of so many bytes included; without a Content-Length it came as one chunk and the last one. */
export function responseLength(response, bytes) {
  const head = responseHeadLength(response);
  const length = response.headers.get('Content-Length');
  if (length !== null) {
    return head + Number(length);
  }
  return head + (bytes > 0 ? chunkLength(bytes) + '0'.length + 2 * CRLF : 0);
}

/**
 * Heads that a page cannot see, as this browser and this server write them: learnt from a request that the server has told,
 * {line, headers: [{name, value}]}, and the headers of the response to it.
 */
export class Requests {
  #version;
  #headers;
  #everywhere;

  constructor({ line, headers }, answered = []) {
    this.#version = line.split(' ').at(-1);
    this.#headers = headers.map(({ name, value }) => [name, value]);
    this.#everywhere = [...answered].filter(([name]) => !OF_ONE_ANSWER.test(name));
  }

  /** The 101 of a WebSocket (RFC 6455 4.2.2): what it has to say, and what this server says in all its answers. */
  upgraded(protocol) {
    return headLength('HTTP/1.1 101 Switching Protocols', [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', ACCEPT],
      ['Sec-WebSocket-Protocol', protocol],
      ...this.#everywhere,
    ]);
  }

  /** A GET by fetch(), as the learnt one was. */
  get(address, accept) {
    return headLength(this.#line('GET', address), this.#accepting(accept));
  }

  /** A POST by fetch() with so many bytes of JSON. */
  post(address, bytes) {
    const more = [['Content-Type', 'application/json'], ['Content-Length', String(bytes)], ['Origin', new URL(address).origin]];
    return headLength(this.#line('POST', address), [...this.#accepting('application/json'), ...more]) + bytes;
  }

  /** The opening handshake of a WebSocket (RFC 6455 4.1), with the extension that browsers offer. */
  upgrade(address, protocol) {
    const { protocol: scheme, host } = new URL(address);
    return headLength(this.#line('GET', address), [
      ...this.#headers.filter(([name]) => COMMON.has(name.toLowerCase())),
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Origin', `${scheme === 'wss:' ? 'https:' : 'http:'}//${host}`],
      ['Sec-WebSocket-Version', '13'],
      ['Sec-WebSocket-Key', KEY],
      ['Sec-WebSocket-Protocol', protocol],
      ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
    ]);
  }

  #line(method, address) {
    const { pathname, search } = new URL(address);
    return `${method} ${pathname}${search} ${this.#version}`;
  }

  #accepting(accept) {
    return this.#headers.map(([name, value]) => [name, name.toLowerCase() === 'accept' ? accept : value]);
  }
}
