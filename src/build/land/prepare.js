// Makes src/main/webapp/map/ from world-atlas: see README.md.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = join(dirname(fileURLToPath(import.meta.url)), '../../main/webapp/map');
const SOURCE = dirname(createRequire(import.meta.url).resolve('world-atlas/package.json'));

const SOURCES_AND_LICENCES = `Land outline

Made with Natural Earth, free vector and raster map data at naturalearthdata.com (version 4.1, land at
1:110m, 1:50m and 1:10m). Natural Earth is in the public domain.

It comes by way of the npm package world-atlas 2.0.2 (https://github.com/topojson/world-atlas), which packs it as
TopoJSON, under this licence (ISC):

${readFileSync(join(SOURCE, 'LICENSE'), 'utf8').trim()}

Changed here: rings are split at 180 degrees and into cells, coordinates are rounded, and the form is another one. The
script is src/build/land/prepare.js.
`;

mkdirSync(join(TARGET, 'land-10m'), { recursive: true });
writeFileSync(join(TARGET, 'LICENSE.txt'), SOURCES_AND_LICENCES);
writeWhole('110m', 100, 60);
writeWhole('50m', 100, 30);
writeCells('10m', 1000, 15);

function writeWhole(name, scale, size) {
  const rings = [...cells(land(name), size, scale).values()].flat();
  write(`land-${name}.json`, { scale, cell: size * scale, rings });
}

function writeCells(name, scale, size) {
  const folder = `land-${name}`;
  rmSync(join(TARGET, folder), { recursive: true });
  mkdirSync(join(TARGET, folder));
  const names = [];
  for (const [cell, rings] of cells(land(name), size, scale)) {
    names.push(cell);
    write(`${folder}/${cell}.json`, { scale, cell: size * scale, rings });
  }
  write(`${folder}/index.json`, { size, cells: names.sort() });
}

function write(file, value) {
  writeFileSync(join(TARGET, file), `${JSON.stringify(value)}\n`);
}

/** All rings in degrees, split at +-180; holes are rings too: they are filled by the even-odd rule. */
function land(name) {
  const { arcs, transform, objects } = JSON.parse(readFileSync(join(SOURCE, `land-${name}.json`), 'utf8'));
  const lines = arcs.map((arc) => decode(arc, transform));
  const polygons = objects.land.geometries.flatMap((each) => (each.type === 'Polygon' ? [each.arcs] : each.arcs));
  return polygons.flat().map((ring) => join180(ring.flatMap((index) => line(lines, index)))).flatMap(split);
}

function decode(arc, { scale, translate }) {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
}

/** A negative index is an arc backwards. Each arc's last point is the next one's first. */
function line(lines, index) {
  return (index < 0 ? [...lines[~index]].reverse() : lines[index]).slice(0, -1);
}

/** Longitudes that run on beyond +-180 instead of jumping; a ring around the pole is closed along it. */
function join180(ring) {
  let turns = 0;
  const joined = ring.map(([x, y], i) => {
    const step = i > 0 ? x - ring[i - 1][0] : 0;
    turns += step > 180 ? -360 : step < -180 ? 360 : 0;
    return [x + turns, y];
  });
  const step = ring[0][0] - ring.at(-1)[0];
  const around = turns + (step > 180 ? -360 : step < -180 ? 360 : 0);
  if (around !== 0) {
    const [x, y] = joined[0];
    const pole = y < 0 ? -90 : 90;
    joined.push([x + around, y], [x + around, pole], [x, pole]);
  }
  return joined;
}

function split(ring) {
  const xs = ring.map(([x]) => x);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const parts = [];
  for (let turn = Math.floor((west + 180) / 360); turn * 360 - 180 < east; turn++) {
    const moved = ring.map(([x, y]) => [x - turn * 360, y]);
    parts.push(clip(clip(moved, 0, -180, 1), 0, 180, -1));
  }
  return parts.filter((part) => part.length > 2);
}

/** Sutherland and Hodgman: what lies on one side of a line. Edges that it adds run along the line. */
function clip(ring, axis, at, side) {
  const inside = (point) => (point[axis] - at) * side >= 0;
  const result = [];
  ring.forEach((point, i) => {
    const before = ring.at(i - 1);
    if (inside(point) !== inside(before)) {
      const share = (at - before[axis]) / (point[axis] - before[axis]);
      const cut = [before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])];
      cut[axis] = at;
      result.push(cut);
    }
    if (inside(point)) {
      result.push(point);
    }
  });
  return result;
}

/** 'column-row' to the rings within, as flat numbers. */
function cells(rings, size, scale) {
  const found = new Map();
  for (const ring of rings) {
    for (let column = first(ring, 0, -180, size); column < last(ring, 0, -180, size); column++) {
      const west = -180 + column * size;
      const strip = clip(clip(ring, 0, west, 1), 0, west + size, -1);
      for (let row = strip.length ? first(strip, 1, -90, size) : 0; strip.length && row < last(strip, 1, -90, size); row++) {
        const south = -90 + row * size;
        const flat = flatten(clip(clip(strip, 1, south, 1), 1, south + size, -1), scale);
        if (flat.length >= 6) {
          const cell = `${column}-${row}`;
          found.set(cell, [...(found.get(cell) ?? []), flat]);
        }
      }
    }
  }
  return found;
}

function first(ring, axis, origin, size) {
  return Math.floor((ring.reduce((least, point) => Math.min(least, point[axis]), 180) - origin) / size);
}

function last(ring, axis, origin, size) {
  return Math.ceil((ring.reduce((most, point) => Math.max(most, point[axis]), -180) - origin) / size);
}

/** The first point, then differences; points that rounding makes one are one. */
function flatten(ring, scale) {
  const flat = [];
  let [x, y] = [0, 0];
  for (const point of ring) {
    const dx = Math.round(point[0] * scale) - x;
    const dy = Math.round(point[1] * scale) - y;
    if (flat.length === 0 || dx !== 0 || dy !== 0) {
      flat.push(dx, dy);
      x += dx;
      y += dy;
    }
  }
  return flat;
}
