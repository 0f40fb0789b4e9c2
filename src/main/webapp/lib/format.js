// Numbers, times and sizes as people read them.

import { currentLanguage } from './language.js';

const KIB = 1024;
const relativeTimes = {};
const spans = {};

/** '18 B', '4.0 KiB', '16.0 MiB' */
export function formatSize(bytes) {
  if (bytes < KIB) {
    return `${bytes} B`;
  }
  return bytes < KIB * KIB ? `${(bytes / KIB).toFixed(1)} KiB` : `${(bytes / KIB / KIB).toFixed(1)} MiB`;
}

/** '3.1 ms', '42 ms' */
export function formatMillis(millis) {
  return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`;
}

/** Local time of day, '14:02:03.118' */
export function formatTime(date) {
  const two = (n) => String(n).padStart(2, '0');
  const millis = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`;
}

/** '00:42', '1:02:03' */
export function formatDuration(millis) {
  const seconds = Math.floor(millis / 1000);
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** 'now', '1s ago', '12m ago'; in Chinese '1秒前' */
export function formatAge(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const relative = relativeTime();
  if (seconds < 60) {
    return relative.format(-seconds, 'second');
  }
  if (seconds < 3600) {
    return relative.format(-Math.floor(seconds / 60), 'minute');
  }
  return relative.format(-Math.floor(seconds / 3600), 'hour');
}

/** How long something has lasted: '14s', '2m', '1h'; in Chinese '14秒' */
export function formatSpan(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  const language = currentLanguage();
  spans[`${language} ${unit}`] ??= new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' });
  return spans[`${language} ${unit}`].format(Math.floor(value));
}

/** One a language: a list of people asks for it a thousand times a second. */
function relativeTime() {
  const language = currentLanguage();
  relativeTimes[language] ??= new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'auto' });
  return relativeTimes[language];
}

/** A latitude or longitude, five decimals: about a metre. */
export function formatDegrees(degrees) {
  return degrees.toFixed(5);
}

/** '±8 m', '±1.2 km' */
export function formatAccuracy(metres) {
  return metres < 1000 ? `±${Math.round(metres)} m` : `±${(metres / 1000).toFixed(1)} km`;
}

/** '45 m', '350 m', '2.4 km', '9,560 km': as exact as people would say it. */
export function formatDistance(metres) {
  if (metres < 995) {
    const step = metres < 97.5 ? 5 : 10;
    return `${metres < 20 ? Math.round(metres) : step * Math.round(metres / step)} m`;
  }
  const kilometres = metres / 1000;
  return `${kilometres < 9.95 ? kilometres.toFixed(1) : Math.round(kilometres).toLocaleString(currentLanguage())} km`;
}

/** A text for a table: at most so many characters. */
export function shorten(text, most) {
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
