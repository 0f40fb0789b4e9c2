// What binary messages come back as. An echo answers in order, so the first that comes back is the first that was sent.

import { formatMillis } from '../format.js';

export class Returns {
  #waiting = [];

  /** on: {back(data, millis), lost()}, or undefined where nobody wants to know. */
  left(now, on = {}) {
    this.#waiting.push({ now, on });
  }

  arrived(data, now) {
    const sent = this.#waiting.shift();
    sent?.on.back?.(data, now - sent.now);
  }

  /** The connection is gone: nothing comes back any more. */
  forget() {
    const lost = this.#waiting;
    this.#waiting = [];
    lost.forEach(({ on }) => on.lost?.());
  }
}

/** The bytes of a Blob or an ArrayBuffer. */
export async function bytesOf(data) {
  return new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data);
}

/** Where two messages begin to differ, or -1. Byte by byte: plain HTTP has no crypto.subtle. */
export function firstDifference(sent, back) {
  const common = Math.min(sent.length, back.length);
  for (let i = 0; i < common; i++) {
    if (sent[i] !== back[i]) {
      return i;
    }
  }
  return sent.length === back.length ? -1 : common;
}

/** What to say of it: a key and values for t(). */
export function verdict(sent, back, millis) {
  const at = firstDifference(sent, back);
  const values = { bytes: back.length, time: formatMillis(millis) };
  if (at < 0) {
    return ['echo.back.same', values];
  }
  return sent.length === back.length
    ? ['echo.back.differs', { ...values, at }]
    : ['echo.back.length', { ...values, sent: sent.length }];
}
