// Why the server refused something, or a connection ended: in the reader's language where the code is known, else in the server's own
// words.

import { closeKey, isCloseCode } from './close-codes.js';
import { t } from './language.js';

const KNOWN = new Set([
  'bad_name', 'bad_query', 'bad_secret', 'bad_text', 'busy', 'fault', 'foreign_origin', 'full', 'id_taken', 'name_needed', 'name_taken',
  'no_fix', 'no_such_feed', 'not_yours', 'share', 'stopping', 'too_big', 'too_fast', 'too_long', 'too_many', 'too_many_changes', 'too_many_ids', 'too_slow', 'turned_off', 'unavailable', 'unknown',
  'unknown_host', 'websocket_off',
]);
const STATUSES = new Set(['400', '403', '404', '413', '421', '429', '503']);

/** The key of the words for a code of an error, a status of HTTP that came without one (0: no answer at all), or a close code. */
export function whyKey(code) {
  const text = String(code);
  if (KNOWN.has(text)) {
    return `why.${text}`;
  }
  if (isCloseCode(text)) {
    return closeKey(Number(text));
  }
  if (text === '0') {
    return closeKey(1006);
  }
  return STATUSES.has(text) ? `http.${text}` : /^[1-9]\d\d$/.test(text) ? 'http.other' : 'why.other';
}

/** A value for t(): gives the words in the language of the moment. */
export function whyOf({ code = '', message = '' }) {
  const key = whyKey(code);
  return () => t(key === 'close.other' && message ? 'why.other' : key, { code: String(code), message });
}

/** The same for a failure as in lib/fallback.js: by the server's own code, else by the status or close code that it came with. */
export function whyFailed({ code, problem, reason }) {
  return whyOf({ code: problem ?? code, message: reason });
}
