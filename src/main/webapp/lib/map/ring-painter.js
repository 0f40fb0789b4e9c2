// Rings round oneself: so far is 50, 100, 500 metres.

import { formatDistance } from '../format.js';
import { nearX, worldMetres } from './mercator.js';

const RINGS_M = [50, 100, 500];
/** Smaller ones would be hidden by one's own circle and name. */
const LEAST_PX = 40;

/** place: {x, y} of mercator.js; lat: its latitude. */
export function paintRings(pen, frame, { x, y }, lat, sprites, colours) {
  const px = nearX(x, frame.centre) * frame.world - frame.left;
  const py = y * frame.world - frame.top;
  const most = Math.hypot(frame.width, frame.height) / 2;
  for (const metres of RINGS_M) {
    const radius = (metres / worldMetres(lat)) * frame.world;
    if (radius >= LEAST_PX && radius <= most) {
      paintRing(pen, px, py, radius, colours);
      const label = sprites.label(formatDistance(metres), true);
      pen.drawImage(label.canvas, Math.round(px - label.width / 2), Math.round(py - radius - label.height / 2), label.width, label.height);
    }
  }
}

function paintRing(pen, px, py, radius, colours) {
  pen.beginPath();
  pen.arc(px, py, radius, 0, 2 * Math.PI);
  pen.setLineDash([2, 5]);
  pen.lineCap = 'round';
  pen.lineWidth = 2;
  pen.globalAlpha = 0.7;
  pen.strokeStyle = colours.muted;
  pen.stroke();
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  pen.lineCap = 'butt';
}
