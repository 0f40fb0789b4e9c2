// What close codes mean: who may come back, what to say, and which ones a page may send (RFC 6455, 7.4).

const COME_BACK = new Set([1001, 1005, 1006, 1011, 1012, 1013, 1014]);
const IN_WORDS = new Set([1000, 1001, 1002, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015]);
const REASON_BYTES = 123;

/** Whether the same request may succeed later. */
export function mayComeBack(code) {
  return COME_BACK.has(code);
}

/** Whether it may be a close code at all; below 1000 are statuses of HTTP. */
export function isCloseCode(text) {
  return /^[1-4]\d{3}$/.test(text);
}

/** The key of the words for a close code. */
export function closeKey(code) {
  return IN_WORDS.has(code) ? `close.${code}` : 'close.other';
}

export function utf8Bytes(text) {
  return new TextEncoder().encode(text).length;
}

/** A code and a reason as typed, as {code, reason}, or {error, values} for t(). */
export function parseClose(codeText, reason) {
  const code = /^\s*\d{1,5}\s*$/.test(codeText) ? Number(codeText) : NaN;
  if (code !== 1000 && !(code >= 3000 && code <= 4999)) {
    return { error: 'echo.close.badCode' };
  }
  const bytes = utf8Bytes(reason);
  if (bytes > REASON_BYTES) {
    return { error: 'echo.close.longReason', values: { bytes, limit: REASON_BYTES } };
  }
  return { code, reason };
}
