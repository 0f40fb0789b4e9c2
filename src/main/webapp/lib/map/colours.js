// The sheet's colours for canvases, which know no custom properties.

import { TINTS } from '../tints.js';
import { AREAS, LINES } from './street-style.js';

const NAMES = ['land', 'sea', 'coast', 'grid', 'surface', 'ink', 'muted', 'halo'];
/** What streets have beside them, as --map-…. */
const STREETS = [...AREAS.filter((area) => !NAMES.includes(area)), ...LINES, 'casing', 'edge', 'halo', 'name-place', 'name-street', 'name-water'];

/** Reads them through an element, so that they come as a canvas takes them. */
export function readColours(parent) {
  const probe = document.createElement('span');
  probe.hidden = true;
  parent.append(probe);
  const colours = { tints: [], streets: {} };
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  for (const name of STREETS) {
    probe.style.color = `var(--map-${name})`;
    colours.streets[name] = getComputedStyle(probe).color;
  }
  for (let tint = 0; tint < TINTS; tint++) {
    probe.className = `tint-${tint}`;
    probe.style.color = 'var(--tint)';
    colours.tints.push(getComputedStyle(probe).color);
  }
  probe.className = '';
  probe.style.color = 'var(--on-tint)';
  colours.onTint = getComputedStyle(probe).color;
  colours.font = getComputedStyle(parent).fontFamily;
  probe.remove();
  return colours;
}
