// Why the server refused something: in the reader's language where its code is known, else in the server's own words.

import { t } from './language.js';

const KNOWN = new Set(['busy', 'full', 'stopping', 'too_fast', 'too_many', 'unavailable', 'unknown_host']);
const SHARED = new Set(['busy', 'full', 'unavailable']);
const OF_ADDRESS = /\byour address\b/;

/** Whether it was refused because one address has its share: the code is the same, the server's words are not. */
export function ofAddress(message) {
  return OF_ADDRESS.test(message ?? '');
}

/** The key of the words for {code, message}. */
export function whyKey({ code, message }) {
  if (SHARED.has(code) && ofAddress(message)) {
    return 'why.share';
  }
  return KNOWN.has(code) ? `why.${code}` : 'why.other';
}

/** A value for t(): gives the words in the language of the moment. */
export function whyOf({ code = '', message = '' }) {
  return () => t(whyKey({ code, message }), { code, message });
}
