// When something was said, as people here write it.

import { currentLanguage, t } from './language.js';

const formats = {};

/** '14:02' */
export function formatClock(at) {
  return format('clock', { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Days that differ have different keys, in local time. */
export function dayOf(at) {
  return new Date(at).toDateString();
}

/** 'Today', 'Yesterday', 'Friday, 20 November': as days of the calendar, which have 23 to 25 hours. */
export function formatDay(at, now) {
  const today = new Date(now);
  if (dayOf(at) === dayOf(today)) {
    return t('chat.today');
  }
  if (dayOf(at) === dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1))) {
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
