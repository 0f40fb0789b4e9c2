// The trails on the map, saved as a file: everybody's, or one's own.

import { nameOf } from './look.js';
import { saveText } from './save.js';
import { geoJson, gpx } from './trail-files.js';

const FORMATS = {
  gpx: { write: gpx, type: 'application/gpx+xml' },
  geojson: { write: geoJson, type: 'application/geo+json' },
};

/** format: 'gpx' or 'geojson'; keys: of whom; now: everybody's time. False where there is nothing to save. */
export function saveTrails(format, keys, people, trails, now) {
  const those = keys.map((key) => ({ name: nameOf(people, key), points: trails.get(key) })).filter(({ points }) => points.length > 0);
  if (those.length === 0) {
    return false;
  }
  const { write, type } = FORMATS[format];
  const time = new Date(now).toISOString().slice(0, 16).replace(/\D/g, '-');
  saveText(`trails-${time}.${format}`, write(those), type);
  return true;
}
