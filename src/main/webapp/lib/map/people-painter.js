// People on a canvas: accuracy, heading, circle, name. The more are seen, the less of each is drawn.

import { AVATAR_RADIUS } from './sprites.js';
import { nearX, worldMetres } from './mercator.js';

const NAMES_UP_TO = 150;
const AVATARS_UP_TO = 1500;
const DOT_PX = 6;
const OUTSIDE_PX = 40;
const LEAST_ACCURACY_PX = AVATAR_RADIUS + 3;

/** What is seen: [{key, person, px, py}], everybody in each copy of the world; the last is on top. */
export function visible(people, motion, me, frame, now) {
  const seen = [];
  const own = [];
  const [from, to] = [-OUTSIDE_PX, frame.width + OUTSIDE_PX];
  for (const [key, person] of people) {
    const place = motion.at(key, now);
    const py = place && place.y * frame.world - frame.top;
    if (!place || py < -OUTSIDE_PX || py > frame.height + OUTSIDE_PX) {
      continue;
    }
    let px = nearX(place.x, frame.centre) * frame.world - frame.left;
    while (px - frame.world >= from) {
      px -= frame.world;
    }
    for (; px <= to; px += frame.world) {
      if (px >= from) {
        (key === me ? own : seen).push({ key, person, px, py });
      }
    }
  }
  return seen.concat(own);
}

/** From the middle of a person to the edge of what is drawn, where so many are seen. */
export function radiusOf(count) {
  return count <= AVATARS_UP_TO ? AVATAR_RADIUS : DOT_PX / 2;
}

/** look(key, person): {tint, initial, label, faded} */
export function paintPeople(pen, frame, seen, { look, me, sprites, colours }) {
  const looks = seen.map(({ key, person }) => look(key, person));
  if (seen.length <= AVATARS_UP_TO) {
    paintAccuracy(pen, frame, seen, looks, colours);
    paintHeadings(pen, seen, looks, colours);
  }
  if (seen.length > AVATARS_UP_TO) {
    paintDots(pen, seen, looks, colours);
  }
  seen.forEach(({ key, px, py }, i) => {
    const { tint, initial, faded } = looks[i];
    if (seen.length <= AVATARS_UP_TO || key === me) {
      stamp(pen, sprites.avatar(tint, initial(), { faded, me: key === me }), px, py);
    }
  });
  if (seen.length <= NAMES_UP_TO) {
    paintNames(pen, seen, looks, sprites);
  }
}

/** From the top of the pile down; a name that would lie over another one is left out. */
function paintNames(pen, seen, looks, sprites) {
  const taken = [];
  for (let i = seen.length - 1; i >= 0; i--) {
    const label = sprites.label(looks[i].label(), looks[i].faded);
    const left = seen[i].px + AVATAR_RADIUS + 4;
    const top = seen[i].py - label.height / 2;
    const free = taken.every((other) => apart(left, top, label, other));
    if (free) {
      taken.push({ left, top, width: label.width, height: label.height });
      stamp(pen, label, left + label.width / 2, seen[i].py);
    }
  }
}

function apart(left, top, { width, height }, other) {
  const beside = left + width <= other.left || other.left + other.width <= left;
  return beside || top + height <= other.top || other.top + other.height <= top;
}

function stamp(pen, { canvas, width, height }, px, py) {
  pen.drawImage(canvas, Math.round(px - width / 2), Math.round(py - height / 2), width, height);
}

/** Squares: of ten thousand, circles would take ten times as long. Sorted by colour first: changing it is what costs. */
function paintDots(pen, seen, looks, colours) {
  const piles = new Map();
  seen.forEach((each, i) => {
    const pile = looks[i].tint * 2 + (looks[i].faded ? 1 : 0);
    piles.get(pile)?.push(each) ?? piles.set(pile, [each]);
  });
  for (const [pile, dots] of piles) {
    pen.fillStyle = colours.tints[pile >> 1];
    pen.globalAlpha = pile & 1 ? 0.45 : 1;
    for (const { px, py } of dots) {
      pen.fillRect(Math.round(px) - DOT_PX / 2, Math.round(py) - DOT_PX / 2, DOT_PX, DOT_PX);
    }
  }
  pen.globalAlpha = 1;
}

/** One path a colour. */
function byTint(seen, looks, colours, add, paint) {
  const paths = colours.tints.map(() => undefined);
  seen.forEach((each, i) => add(each, looks[i], (paths[looks[i].tint] ??= new Path2D())));
  paths.forEach((path, tint) => path && paint(path, colours.tints[tint]));
}

function paintAccuracy(pen, frame, seen, looks, colours) {
  const far = Math.hypot(frame.width, frame.height);
  const add = ({ person, px, py }, { faded }, path) => {
    const radius = ((person.accuracy ?? 0) / worldMetres(person.lat)) * frame.world;
    if (radius >= LEAST_ACCURACY_PX && radius < far && !faded) {
      path.moveTo(px + radius, py);
      path.arc(px, py, radius, 0, 2 * Math.PI);
    }
  };
  byTint(seen, looks, colours, add, (path, colour) => {
    pen.globalAlpha = 0.15;
    pen.fillStyle = colour;
    pen.fill(path);
    pen.globalAlpha = 0.6;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.5;
    pen.stroke(path);
    pen.globalAlpha = 1;
  });
}

function paintHeadings(pen, seen, looks, colours) {
  const add = ({ person, px, py }, { faded }, path) => {
    if (Number.isFinite(person.heading) && person.speed !== 0 && !faded) {
      const turn = ((person.heading - 90) * Math.PI) / 180;
      const at = (radius, off) => [px + radius * Math.cos(turn + off), py + radius * Math.sin(turn + off)];
      path.moveTo(...at(AVATAR_RADIUS + 13, 0));
      path.lineTo(...at(AVATAR_RADIUS + 1, 0.45));
      path.lineTo(...at(AVATAR_RADIUS + 1, -0.45));
      path.closePath();
    }
  };
  byTint(seen, looks, colours, add, (path, colour) => {
    pen.strokeStyle = colours.surface;
    pen.lineWidth = 3;
    pen.lineJoin = 'round';
    pen.stroke(path);
    pen.fillStyle = colour;
    pen.fill(path);
  });
}
