// Lines so many metres apart, where the outline of the land says little.

import { toLatitude, toY, worldMetres } from './mercator.js';

const FROM_ZOOM = 8.5;
const WISHED_PX = 110;
const METRES_A_DEGREE = 111319.49;
const BAND_DEGREES = 0.5;

/** Parallels are as far apart everywhere; meridians are, near the latitude that the map shows. */
export function paintGrid(pen, frame, colours) {
  if (frame.zoom < FROM_ZOOM) {
    return;
  }
  const band = Math.round(frame.latitude / BAND_DEGREES) * BAND_DEGREES;
  const metres = round((WISHED_PX / frame.world) * worldMetres(band));
  pen.beginPath();
  for (const px of meridians(frame, metres / worldMetres(band))) {
    pen.moveTo(px, 0);
    pen.lineTo(px, frame.height);
  }
  for (const py of parallels(frame, metres / METRES_A_DEGREE)) {
    pen.moveTo(0, py);
    pen.lineTo(frame.width, py);
  }
  pen.strokeStyle = colours.grid;
  pen.lineWidth = 1;
  pen.stroke();
}

/** 1, 2 or 5, and noughts. */
function round(metres) {
  const power = 10 ** Math.floor(Math.log10(metres));
  const first = metres / power;
  return power * (first < 1.5 ? 1 : first < 3.5 ? 2 : first < 7.5 ? 5 : 10);
}

function meridians({ left, width, world }, step) {
  const lines = [];
  for (let n = Math.ceil(left / world / step); n * step * world - left <= width; n++) {
    lines.push(Math.round(n * step * world - left) + 0.5);
  }
  return lines;
}

function parallels({ top, height, world }, step) {
  const lines = [];
  const lowest = toLatitude((top + height) / world);
  const highest = toLatitude(top / world);
  for (let n = Math.ceil(lowest / step); n * step <= highest; n++) {
    lines.push(Math.round(toY(n * step) * world - top) + 0.5);
  }
  return lines;
}
