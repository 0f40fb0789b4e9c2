// Arrows on a canvas: a circle as on the map, a tip that points out of it, and who and how far in words beside it.

import { AVATAR_RADIUS } from './sprites.js';

const TIP_PX = 14;
const LINE_PX = 16;
const CHOSEN_PX = 6;

/** look(key): {tint, initial, faded, words}: words: lines, from the top down; chosen: the key of the one that a keyboard is at. */
export function paintArrows(pen, arrows, { width, look, chosen, sprites, colours }) {
  for (const arrow of arrows) {
    const { tint, initial, faded, words, me } = look(arrow);
    if (arrow.key === chosen) {
      paintRing(pen, arrow, colours);
    }
    paintTip(pen, arrow, colours.tints[tint], colours.surface);
    stamp(pen, sprites.avatar(tint, initial(), { faded, me }), arrow.px, arrow.py);
    paintWords(pen, arrow, words, width, sprites, faded);
  }
}

function paintTip(pen, { px, py, turn }, colour, outline) {
  const at = (radius, off) => [px + radius * Math.cos(turn + off), py + radius * Math.sin(turn + off)];
  pen.beginPath();
  pen.moveTo(...at(AVATAR_RADIUS + TIP_PX, 0));
  pen.lineTo(...at(AVATAR_RADIUS - 1, 0.75));
  pen.lineTo(...at(AVATAR_RADIUS - 1, -0.75));
  pen.closePath();
  pen.lineJoin = 'round';
  pen.lineWidth = 4;
  pen.strokeStyle = outline;
  pen.stroke();
  pen.fillStyle = colour;
  pen.fill();
}

function paintRing(pen, { px, py }, { ink, surface }) {
  for (const [lineWidth, colour] of [[6, surface], [3, ink]]) {
    pen.beginPath();
    pen.arc(px, py, AVATAR_RADIUS + CHOSEN_PX, 0, 2 * Math.PI);
    pen.lineWidth = lineWidth;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

/** Towards the middle of the map: beside the circle at the sides, else below or above it. */
function paintWords(pen, { px, py, turn }, words, width, sprites, faded) {
  const labels = words.map((line) => sprites.label(line, faded));
  const isAtSide = Math.abs(Math.cos(turn)) > Math.abs(Math.sin(turn)) || px < LINE_PX * 3 || px > width - LINE_PX * 3;
  const isRight = px > width / 2;
  const above = Math.sin(turn) > 0;
  labels.forEach((label, i) => {
    const line = (i - (labels.length - 1) / 2) * LINE_PX;
    const beside = AVATAR_RADIUS + CHOSEN_PX + label.width / 2;
    const below = AVATAR_RADIUS + CHOSEN_PX - 2 + (labels.length * LINE_PX) / 2;
    stamp(pen, label, isAtSide ? px + (isRight ? -beside : beside) : px, isAtSide ? py + line : py + (above ? -below : below) + line);
  });
}

function stamp(pen, { canvas, width, height }, px, py) {
  pen.drawImage(canvas, Math.round(px - width / 2), Math.round(py - height / 2), width, height);
}
