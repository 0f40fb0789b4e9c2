// Paints what was read of a tile.

import { AREAS, CASED, CASED_FROM, CASING_PX, DASHES, EDGED_FROM, LINES, TUNNEL_ALPHA, widthOf } from './street-style.js';

/**
 * Paints a part of a tile over all of a canvas. part: {scale: how often the part goes into the tile's side, left, top: where it begins,
 * in parts of its own size}; size: the canvas's side in CSS pixels, ratio: of the canvas's to those; covered: how much of the canvas
 * is within the file's bounds, from 0 to 1.
 */
export function paintStreets(pen, { paths, lacksLand }, { scale, left, top }, { zoom, size, ratio, covered, colours }) {
  const side = size * ratio * scale;
  pen.save();
  if (lacksLand) {
    pen.setTransform(size * ratio, 0, 0, size * ratio, 0, 0);
    pen.fillStyle = colours.land;
    pen.fillRect(covered.left, covered.top, covered.right - covered.left, covered.bottom - covered.top);
  }
  pen.setTransform(side, 0, 0, side, -left * size * ratio, -top * size * ratio);
  pen.lineJoin = 'round';
  const px = 1 / (size * scale);
  for (const kind of AREAS.filter((each) => paths.has(each))) {
    pen.fillStyle = colours[kind];
    pen.fill(paths.get(kind));
  }
  if (paths.has('building') && zoom >= EDGED_FROM) {
    pen.strokeStyle = colours.edge;
    pen.lineWidth = px;
    pen.stroke(paths.get('building'));
  }
  paintTunnels(pen, paths, zoom, px, colours);
  paintLines(pen, paths, zoom, px, colours);
  pen.restore();
}

function paintTunnels(pen, paths, zoom, px, colours) {
  pen.globalAlpha = TUNNEL_ALPHA;
  for (const kind of LINES.filter((each) => paths.has(`${each}-tunnel`))) {
    stroke(pen, paths.get(`${kind}-tunnel`), kind, CASED.has(kind) ? colours.casing : colours[kind], widthOf(kind, zoom), px);
  }
  pen.globalAlpha = 1;
}

/** All edges first, so that streets that meet have none between them. */
function paintLines(pen, paths, zoom, px, colours) {
  const there = LINES.filter((kind) => paths.has(kind));
  if (zoom >= CASED_FROM) {
    for (const kind of there.filter((each) => CASED.has(each))) {
      stroke(pen, paths.get(kind), kind, colours.casing, widthOf(kind, zoom) + 2 * CASING_PX, px);
    }
  }
  for (const kind of there) {
    stroke(pen, paths.get(kind), kind, colours[kind], widthOf(kind, zoom), px);
  }
}

function stroke(pen, path, kind, colour, width, px) {
  const dash = DASHES[kind] ?? [];
  pen.lineCap = dash.length ? 'butt' : 'round';
  pen.setLineDash(dash.map((length) => length * px));
  pen.strokeStyle = colour;
  pen.lineWidth = width * px;
  pen.stroke(path);
}
