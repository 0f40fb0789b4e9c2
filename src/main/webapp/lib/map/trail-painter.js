// Trails on a canvas: what is older is fainter.

import { nearX } from './mercator.js';

const NONE_ABOVE = 1500;
const ALL_UP_TO = 150;
const FEW_POINTS = 30;
const PIECES = [0.25, 0.45, 0.8];

/** tintOf(key): the number of a colour. */
export function paintTrails(pen, frame, keys, trails, tintOf, colours) {
  if (keys.length > NONE_ABOVE) {
    return;
  }
  const most = keys.length > ALL_UP_TO ? FEW_POINTS : Infinity;
  const paths = colours.tints.map(() => PIECES.map(() => new Path2D()));
  for (const key of keys) {
    const points = trails.get(key);
    if (points.length > 1) {
      trace(frame, points.length > most ? points.slice(-most) : points, paths[tintOf(key)]);
    }
  }
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  pen.lineWidth = 4;
  paths.forEach((pieces, tint) => {
    pen.strokeStyle = colours.tints[tint];
    pieces.forEach((path, i) => {
      pen.globalAlpha = PIECES[i];
      pen.stroke(path);
    });
  });
  pen.globalAlpha = 1;
}

function trace({ world, left, top, width, height, centre }, points, paths) {
  const newest = points.at(-1);
  const shift = nearX(newest.x, centre) - newest.x;
  const xs = points.map(({ x }) => (x + shift) * world - left);
  const ys = points.map(({ y }) => y * world - top);
  if (Math.max(...xs) < 0 || Math.min(...xs) > width || Math.max(...ys) < 0 || Math.min(...ys) > height) {
    return;
  }
  const a = points.length - 1;
  paths.forEach((path, i) => {
    const from = Math.floor((a * i) / paths.length);
    const to = Math.floor((a * (i + 1)) / paths.length);
    path.moveTo(xs[from], ys[from]);
    for (let n = from + 1; n <= to; n++) {
      if (points[n].begins) {
        path.moveTo(xs[n], ys[n]);
      } else {
        path.lineTo(xs[n], ys[n]);
      }
    }
  });
}
