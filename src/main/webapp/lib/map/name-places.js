// Where names of streets and places go: the greater first; one that would lie over another one is left out. No DOM in here.

/** The same name is not said again within so many pixels. */
const APART_PX = 260;
/** How much longer a way may be than the straight line between its ends, for a name along it. */
const BEND = 1.015;
/** Of pieces that are as straight as each other, the longer one is better. */
const EVEN = 0.001;
const MARGIN_PX = 4;

/**
 * Chooses places. names: [{name, style, rank, line, tile: {z, x, y}}]; world: pixels that the world is wide; width(name, style): in
 * pixels, height(style, rank). Gives [{name, style, rank, x, y, angle, width}], x and y in pixels from the world's north-west corner.
 * It is the same wherever the map is moved, as long as the tiles are the same.
 */
export function placeNames(names, world, { width, height }) {
  const placed = [];
  const said = new Map();
  const found = names.map((name) => ({ ...name, width: width(name) })).map((name) => ({ ...name, ...spot(name, world) }));
  const fitting = found.filter(({ x }) => x !== undefined);
  fitting.sort((a, b) => b.rank - a.rank || b.room - a.room);
  for (const name of fitting) {
    const box = boxOf(name, height(name));
    const again = said.get(name.name) ?? [];
    if (placed.some((other) => overlap(box, other.box)) || again.some((other) => near(name, other))) {
      continue;
    }
    placed.push({ ...name, box });
    said.set(name.name, [...again, name]);
  }
  return placed;
}

/** {x, y, angle, room (pixels that the line is long)}, or nothing where it has no place. */
function spot({ line, tile, width }, world) {
  const scale = world / 2 ** tile.z;
  const points = [];
  for (let i = 0; i < line.length; i += 2) {
    points.push({ x: (tile.x + line[i]) * scale, y: (tile.y + line[i + 1]) * scale });
  }
  return points.length === 1 ? { ...points[0], angle: 0, room: 0 } : along(points, width + MARGIN_PX);
}

/** In the middle of the straightest piece that is long enough. */
function along(points, length) {
  const ways = [0];
  for (let i = 1; i < points.length; i++) {
    ways.push(ways[i - 1] + apart(points[i - 1], points[i]));
  }
  let best;
  let from = 0;
  for (let to = 1; to < points.length; to++) {
    while (ways[to] - ways[from + 1] >= length) {
      from++;
    }
    const way = ways[to] - ways[from];
    const bend = way / apart(points[from], points[to]);
    const fits = way >= length && bend < BEND;
    if (fits && (!best || bend < best.bend - EVEN || (bend < best.bend + EVEN && way > best.way))) {
      best = { from, to, bend, way };
    }
  }
  if (!best) {
    return undefined;
  }
  const [a, b] = [points[best.from], points[best.to]];
  const middle = at(points, ways, (ways[best.from] + ways[best.to]) / 2);
  return { ...middle, angle: upright(Math.atan2(b.y - a.y, b.x - a.x)), room: ways.at(-1) };
}

/** The point that so many pixels of the line lie before. */
function at(points, ways, way) {
  const to = ways.findIndex((each) => each >= way);
  const share = (way - ways[to - 1]) / (ways[to] - ways[to - 1]);
  const [a, b] = [points[to - 1], points[to]];
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}

function apart(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** To be read without turning one's head: from -90 to 90 degrees. */
function upright(angle) {
  return angle > Math.PI / 2 ? angle - Math.PI : angle < -Math.PI / 2 ? angle + Math.PI : angle;
}

function boxOf({ x, y, angle, width }, height) {
  const [cos, sin] = [Math.abs(Math.cos(angle)), Math.abs(Math.sin(angle))];
  const [w, h] = [(cos * width + sin * height) / 2 + 2, (sin * width + cos * height) / 2 + 2];
  return { west: x - w, east: x + w, north: y - h, south: y + h };
}

function overlap(a, b) {
  return a.west < b.east && b.west < a.east && a.north < b.south && b.north < a.south;
}

function near(a, b) {
  return apart(a, b) < APART_PX;
}
