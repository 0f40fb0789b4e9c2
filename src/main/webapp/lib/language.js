// Words in two languages. English stands in the HTML; whatever has data-t is written again when the language changes,
// words that a script said included.

import { make } from './dom.js';
import english from './words.js';
import chinese from './words.zh-CN.js';
import { saved } from './storage.js';

const SAVED = 'echolocate.language';
/** An option of the server's command line. */
const OPTION = /(--[a-z][a-z-]*(?:\.[a-z-]+)*)/;
const dictionaries = { en: english, 'zh-CN': chinese };
const valuesOf = new WeakMap();
const listeners = new Set();
let language = 'en';

/** 'en' or 'zh-CN'. */
export function currentLanguage() {
  return language;
}

/** The language of a tag such as zh-Hans-CN, or undefined. */
function match(tag) {
  if (/^zh\b/i.test(tag ?? '')) {
    return 'zh-CN';
  }
  return /^en\b/i.test(tag ?? '') ? 'en' : undefined;
}

/** ?lang=, then the saved choice, then what the browser prefers. */
export function chooseLanguage() {
  const wished = [new URLSearchParams(location.search).get('lang'), saved.get(SAVED), ...(navigator.languages ?? [])];
  setLanguage(wished.map(match).find(Boolean) ?? 'en');
}

export function rememberLanguage() {
  saved.set(SAVED, language);
}

export function setLanguage(next) {
  language = next;
  document.documentElement.lang = next;
  for (const element of document.querySelectorAll('[data-t]')) {
    write(element);
  }
  for (const element of document.querySelectorAll('[data-t-attr]')) {
    writeAttributes(element);
  }
  listeners.forEach((listener) => listener());
}

/** Calls back after each change of the language. */
export function onLanguage(listener) {
  listeners.add(listener);
}

/**
 * The words for a key. {name} is replaced by values.name: a text, a number (written as the language does) or a function that
 * gives one of them. With values.count the key's plural form is taken.
 */
export function t(key, values = {}) {
  const words = dictionaries[language];
  const counted = 'count' in values ? `${key}.${plural(values.count)}` : key;
  const text = words[counted] ?? words[`${key}.other`] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? show(values[name]) : whole));
}

/** Says something in an element, and says it again in the other language later. */
export function say(element, key, values) {
  element.dataset.t = key;
  if (values) {
    valuesOf.set(element, values);
  } else {
    valuesOf.delete(element);
  }
  write(element);
}

/** The same for an attribute, such as 'aria-label'. */
export function sayAttribute(element, name, key) {
  element.dataset.tAttr = `${name}=${key}`;
  writeAttributes(element);
}

/** A text that is the same in all languages. */
export function sayPlain(element, text) {
  delete element.dataset.t;
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Shows an error or a notice, or hides it where there is no key. */
export function tell(element, key, values) {
  element.hidden = !key;
  if (key) {
    say(element, key, values);
  } else {
    sayPlain(element, '');
  }
}

function write(element) {
  const text = t(element.dataset.t, valuesOf.get(element));
  if (OPTION.test(text)) {
    writeOptions(element, text);
  } else if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Options are code, and in one piece: a line would break after their hyphens. */
function writeOptions(element, text) {
  if (element.textContent !== text || !element.firstElementChild) {
    element.replaceChildren(...text.split(OPTION).map((part, number) => (number % 2 ? make('code', 'option', part) : part)));
  }
}

/** data-t-attr="placeholder=some.key aria-label=other.key" */
function writeAttributes(element) {
  for (const pair of element.dataset.tAttr.split(' ')) {
    const [name, key] = pair.split('=');
    element.setAttribute(name, t(key, valuesOf.get(element)));
  }
}

function plural(count) {
  return new Intl.PluralRules(language).select(count);
}

function show(value) {
  const given = typeof value === 'function' ? value() : value;
  return typeof given === 'number' ? given.toLocaleString(language) : String(given);
}
