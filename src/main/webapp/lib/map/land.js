// The outline of the land, from files beside the pages: the coarsest that is good enough, and of the finest only cells
// that are seen.

import { toX, toY } from './mercator.js';

const COARSE = { upTo: 4, file: 'land-110m.json' };
const MIDDLE = { upTo: 6, file: 'land-50m.json' };
const FINE = 'land-10m';
const loading = new Map();

/** Rings that may be seen in a part of the world: {xs, ys, seams, west, east, north, south}. Rejects where it cannot load. */
export async function ringsWithin(zoom, area) {
  const rings = zoom <= MIDDLE.upTo ? await whole(zoom) : (await cells(area)).flat();
  return rings.filter((ring) => touches(ring, area));
}

function whole(zoom) {
  return load((zoom <= COARSE.upTo ? COARSE : MIDDLE).file, decode);
}

async function cells({ west, east, north, south }) {
  const { size, cells: known } = await load(`${FINE}/index.json`, (index) => ({ ...index, cells: new Set(index.cells) }));
  const names = [];
  for (let column = Math.floor((west * 360) / size); column <= Math.floor((east * 360) / size); column++) {
    for (let row = 0; row < 180 / size; row++) {
      const name = `${column}-${row}`;
      const [bottom, top] = [toY(row * size - 90), toY((row + 1) * size - 90)];
      if (known.has(name) && bottom >= north && top <= south) {
        names.push(name);
      }
    }
  }
  return Promise.all(names.map((name) => load(`${FINE}/${name}.json`, decode)));
}

/** Once each; what failed is tried again by whoever asks next. */
function load(file, read) {
  if (!loading.has(file)) {
    loading.set(file, get(file).then(read));
    loading.get(file).catch(() => loading.delete(file));
  }
  return loading.get(file);
}

async function get(file) {
  const response = await fetch(new URL(`map/${file}`, document.baseURI));
  if (!response.ok) {
    throw new Error(`${response.status} for ${file}`);
  }
  return response.json();
}

function decode({ scale, cell, rings }) {
  return rings.map((flat) => decodeRing(flat, scale, cell));
}

/** seams[i]: whether the edge to point i runs along the border of a cell, so that it is no coast. */
function decodeRing(flat, scale, cell) {
  const count = flat.length / 2;
  const ring = { xs: new Float64Array(count), ys: new Float64Array(count), seams: new Uint8Array(count) };
  const onColumn = (x) => (x + 180 * scale) % cell === 0;
  const onRow = (y) => (y + 90 * scale) % cell === 0;
  let [lastX, lastY] = [flat[0], flat[1]];
  for (let i = 2; i < flat.length; i += 2) {
    lastX += flat[i];
    lastY += flat[i + 1];
  }
  let [x, y] = [0, 0];
  for (let i = 0; i < count; i++) {
    x += flat[2 * i];
    y += flat[2 * i + 1];
    ring.xs[i] = toX(x / scale);
    ring.ys[i] = toY(y / scale);
    ring.seams[i] = (x === lastX && onColumn(x)) || (y === lastY && onRow(y)) ? 1 : 0;
    [lastX, lastY] = [x, y];
  }
  ring.west = least(ring.xs);
  ring.east = -least(ring.xs.map((each) => -each));
  ring.north = least(ring.ys);
  ring.south = -least(ring.ys.map((each) => -each));
  return ring;
}

function least(numbers) {
  return numbers.reduce((a, b) => Math.min(a, b), Infinity);
}

function touches(ring, { west, east, north, south }) {
  return ring.west <= east && ring.east >= west && ring.north <= south && ring.south >= north;
}
