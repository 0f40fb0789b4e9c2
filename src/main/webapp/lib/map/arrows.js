// Where arrows at the map's edge lead to whoever is out of sight. People who are in about the same direction share one, which leads to the
// nearest of them: however many there are, so many arrows and no more. No DOM in here.

import { nearX } from './mercator.js';

const SECTORS = 24;
/** Half of a circle: who is less far outside is still seen. */
const OUTSIDE_PX = 8;
/** Circle and words of an arrow: nearer ones would lie over each other. */
const APART_PX = { x: 96, y: 46 };
/** What lies over the map at its edges: words at the top, scale and source at the bottom; at the right, above, the buttons. */
const MARGIN = { top: 70, right: 32, bottom: 72, left: 32 };
const BUTTONS = { width: 92, height: 216 };
/** As far below them as this, an arrow at the right still points well. */
const BELOW_PX = 96;

/**
 * [{key, px, py, turn, more}], clockwise from the west. px, py: pixels from the view's corner; turn: where it points, in radians
 * clockwise from the east; more: how many others are in that direction. frame: the view, as CanvasLayer has it, and covered: how many
 * pixels more at the top are.
 */
export function arrowsTo(people, motion, frame, now) {
  const middle = middleOf(frame);
  const nearest = new Array(SECTORS);
  for (const [key] of people) {
    const place = motion.at(key, now);
    if (!place) {
      continue;
    }
    const px = nearX(place.x, frame.centre) * frame.world - frame.left;
    const py = place.y * frame.world - frame.top;
    if (isSeen(px, py, frame)) {
      continue;
    }
    const turn = Math.atan2(py - middle.py, px - middle.px);
    const sector = Math.floor((turn / Math.PI + 1) * (SECTORS / 2)) % SECTORS;
    const distance = Math.hypot(px - middle.px, py - middle.py);
    const known = (nearest[sector] ??= { distance: Infinity, more: -1 });
    known.more += 1;
    if (distance < known.distance) {
      Object.assign(known, { key, turn, distance });
    }
  }
  const found = nearest.filter(Boolean).map((each) => ({ ...each, ...edge(each.turn, middle, frame) }));
  return apart(found).sort((a, b) => a.turn - b.turn);
}

function isSeen(px, py, { width, height }) {
  return px >= -OUTSIDE_PX && px <= width + OUTSIDE_PX && py >= -OUTSIDE_PX && py <= height + OUTSIDE_PX;
}

/** Of arrows that would lie over each other, the one to the nearest person stays, and counts the others. */
function apart(found) {
  const kept = [];
  for (const arrow of found.sort((a, b) => a.distance - b.distance)) {
    const near = kept.find(({ px, py }) => Math.abs(px - arrow.px) < APART_PX.x && Math.abs(py - arrow.py) < APART_PX.y);
    if (near) {
      near.more += arrow.more + 1;
    } else {
      kept.push(arrow);
    }
  }
  return kept;
}

function middleOf({ width, height, covered = 0 }) {
  const top = MARGIN.top + covered;
  const halfWidth = Math.max(0, (width - MARGIN.left - MARGIN.right) / 2);
  const halfHeight = Math.max(0, (height - top - MARGIN.bottom) / 2);
  return { px: MARGIN.left + halfWidth, py: top + halfHeight, halfWidth, halfHeight };
}

/** Where the way from the middle meets the edge. */
function edge(turn, { px, py, halfWidth, halfHeight }, frame) {
  const [east, south] = [Math.cos(turn), Math.sin(turn)];
  const length = Math.min(halfWidth / Math.abs(east), halfHeight / Math.abs(south));
  return besideButtons({ px: px + length * east, py: py + length * south }, frame);
}

/** A place where the buttons are goes below them, or to their left. */
function besideButtons({ px, py }, { width, height }) {
  const left = width - BUTTONS.width;
  if (px <= left || py >= BUTTONS.height) {
    return { px, py };
  }
  const isNear = BUTTONS.height - py < BELOW_PX && BUTTONS.height <= height - MARGIN.bottom;
  return isNear ? { px, py: BUTTONS.height } : { px: left, py };
}
