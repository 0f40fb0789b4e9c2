// A fix of a device, as the tracker takes it, and which ones are mistakes. Pure.

import { between } from './map/mercator.js';

const COARSE_M = 200;
const COARSER = 5;
const GOOD_FOR_MS = 60000;

/** What a member has to be; a device that does not know it says -1, NaN or null. */
const VALID = {
  accuracy: (metres) => metres >= 0,
  altitude: () => true,
  heading: (degrees) => degrees >= 0 && degrees <= 360,
  speed: (metresASecond) => metresASecond >= 0,
};

/** {lat, lon, accuracy?, altitude?, heading?, speed?} of a GeolocationCoordinates: without the members that are not valid. */
export function fixOf(coords) {
  const fix = { lat: coords.latitude, lon: coords.longitude };
  for (const [name, valid] of Object.entries(VALID)) {
    if (Number.isFinite(coords[name]) && valid(coords[name])) {
      fix[name] = coords[name];
    }
  }
  return fix;
}

/**
 * What a fix is taken for, if for a mistake: 'nowhere' (0, 0 is what broken receivers say), or 'coarse' (far less accurate than the
 * last one, which may well be where it says). before: the last fix that was taken, or undefined; ms: how long ago that was.
 */
export function mistakeOf(fix, before, ms) {
  if (!(Math.abs(fix.lat) <= 90 && Math.abs(fix.lon) <= 180) || (fix.lat === 0 && fix.lon === 0)) {
    return 'nowhere';
  }
  const coarse = fix.accuracy > COARSE_M && fix.accuracy > COARSER * (before?.accuracy ?? Infinity);
  return coarse && ms < GOOD_FOR_MS && between(before, fix).metres <= 2 * fix.accuracy ? 'coarse' : undefined;
}
