// Speeds in kilometres or in miles an hour: as the region of the browser's language has it, until somebody chooses.

import { saved } from './storage.js';

const SAVED = 'echolocate.speed';
const METRES = { 'km/h': 1000, mph: 1609.344 };
/** The United States, the United Kingdom, Liberia, Myanmar. */
const IN_MILES = /^[a-z]{2,3}([-_][a-z]{4})?[-_](US|GB|LR|MM)(?![a-z0-9])/i;

let chosen;

/** 'mph' or 'km/h', as it is usual where a language tag such as en-GB is spoken. */
export function usualUnit(tag) {
  return IN_MILES.test(tag) ? 'mph' : 'km/h';
}

/** 'mph' or 'km/h'. Reads the storage once: a list of people asks a thousand times. */
export function speedUnit() {
  chosen ??= [saved.get(SAVED)].find((unit) => unit in METRES) ?? usualUnit(navigator.languages?.[0] ?? '');
  return chosen;
}

export function chooseSpeedUnit(unit) {
  chosen = unit;
  saved.set(SAVED, unit);
}

/** '5 km/h', '3 mph' */
export function formatSpeed(metresASecond, unit = speedUnit()) {
  return `${Math.round((metresASecond * 3600) / METRES[unit])} ${unit}`;
}
