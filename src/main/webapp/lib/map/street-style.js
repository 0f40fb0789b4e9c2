// How streets look, but for their colours, which are the sheet's. No DOM in here.

/** Areas, in the order in which they are painted. */
export const AREAS = ['land', 'town', 'green', 'sand', 'water', 'pier', 'building'];

/** Widths in CSS pixels at zooms 12 and 18, in the order in which lines are painted; in between they grow by a constant factor. */
const WIDTHS = {
  river: [1, 6],
  border: [1.2, 2],
  rail: [0.7, 2],
  path: [0.5, 2.5],
  lane: [0.4, 7],
  small: [0.7, 11],
  medium: [1.3, 14],
  large: [2, 17],
  motorway: [2.6, 20],
};
export const LINES = Object.keys(WIDTHS);

/** Lines with an edge, from near enough. */
export const CASED = new Set(['lane', 'small', 'medium', 'large', 'motorway']);
export const CASED_FROM = 13;
export const CASING_PX = 1;
/** From near enough, buildings have an edge. */
export const EDGED_FROM = 16;
/** Lines that are dashed: pixels drawn, pixels left out. */
export const DASHES = { path: [4, 3], border: [5, 4] };
export const TUNNEL_ALPHA = 0.35;

const [FROM, TO, LEAST] = [12, 18, 8];

export function widthOf(kind, zoom) {
  const [thin, wide] = WIDTHS[kind];
  return thin * (wide / thin) ** ((Math.max(zoom, LEAST) - FROM) / (TO - FROM));
}
