// When something was said, as people here write it.

import { currentLanguage, t } from '../language.js';

const DAY_MS = 24 * 3600 * 1000;
const formats = {};

/** '14:02' */
export function formatClock(at) {
  return format('clock', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Days that differ have different keys, in local time. */
export function dayOf(at) {
  return new Date(at).toDateString();
}

/** 'Today', 'Yesterday', 'Friday, 20 November' */
export function formatDay(at) {
  if (dayOf(at) === dayOf(Date.now())) {
    return t('chat.today');
  }
  if (dayOf(at) === dayOf(Date.now() - DAY_MS)) {
    return t('chat.yesterday');
  }
  return format('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

function format(name, options) {
  // 'en' alone would write as in America; the browser may say more
  const language = currentLanguage();
  const tag = navigator.languages?.find((each) => each.startsWith(language) && isTag(each)) ?? language;
  formats[`${name} ${tag}`] ??= new Intl.DateTimeFormat(tag, options);
  return formats[`${name} ${tag}`];
}

/** Browsers take theirs from their system, in which form it may be: en_US, en-US.UTF-8. */
function isTag(text) {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
