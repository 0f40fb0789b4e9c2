// Mapbox Vector Tile 2.1: what we draw of one, in parts of its side. No DOM in here but the paths, which are handed in.

import { Pbf } from './pbf.js';

export const [POINT, LINE, POLYGON] = [1, 2, 3];
const [MOVE_TO, LINE_TO, CLOSE] = [1, 2, 7];

/**
 * Reads a tile; throws a RangeError where it is none. schema: {knows(layer), sort(layer, properties, type): {kind?, name?}}; newPath
 * makes a path that is drawn to, as Path2D is. Gives {layers: a Set of names, paths: a Map of kind to path, names: [{...name,
 * line: [x, y, …]}]}.
 */
export function readTile(bytes, schema, newPath) {
  const tile = { layers: new Set(), paths: new Map(), names: [] };
  const pbf = new Pbf(bytes);
  while (pbf.more()) {
    if (pbf.field() === 3) {
      const layer = readLayer(pbf.message());
      tile.layers.add(layer.name);
      if (schema.knows(layer.name)) {
        layer.features.forEach((feature) => readFeature(feature, layer, schema, tile, newPath));
      }
    } else {
      pbf.skip();
    }
  }
  return tile;
}

/** Values are read only when a feature has them. */
function readLayer(pbf) {
  const layer = { name: '', extent: 4096, features: [], keys: [], values: [] };
  while (pbf.more()) {
    const field = pbf.field();
    if (field === 1) {
      layer.name = pbf.string();
    } else if (field === 2) {
      layer.features.push(pbf.message());
    } else if (field === 3) {
      layer.keys.push(pbf.string());
    } else if (field === 4) {
      layer.values.push(readValue(pbf.message()));
    } else if (field === 5) {
      layer.extent = pbf.varint();
    } else {
      pbf.skip();
    }
  }
  if (!layer.extent) {
    throw new RangeError('a layer without an extent');
  }
  return layer;
}

function readValue(pbf) {
  let value;
  while (pbf.more()) {
    const field = pbf.field();
    if (field === 1) {
      value = pbf.string();
    } else if (field === 2) {
      value = pbf.float();
    } else if (field === 3) {
      value = pbf.double();
    } else if (field === 6) {
      value = pbf.zigzag();
    } else if (field === 7) {
      value = pbf.varint() !== 0;
    } else if (field === 4 || field === 5) {
      value = pbf.varint();
    } else {
      pbf.skip();
    }
  }
  return value;
}

function readFeature(pbf, layer, schema, tile, newPath) {
  const properties = {};
  let type = 0;
  let geometry;
  while (pbf.more()) {
    const field = pbf.field();
    if (field === 2) {
      for (const tags = pbf.message(); tags.more();) {
        properties[layer.keys[tags.varint()]] = layer.values[tags.varint()];
      }
    } else if (field === 3) {
      type = pbf.varint();
    } else if (field === 4) {
      geometry = pbf.message();
    } else {
      pbf.skip();
    }
  }
  const { kind, name } = (geometry && schema.sort(layer.name, properties, type)) ?? {};
  if (!kind && !name) {
    return;
  }
  if (kind && !tile.paths.has(kind)) {
    tile.paths.set(kind, newPath());
  }
  const lines = name ? [] : undefined;
  trace(geometry, 1 / layer.extent, type === POINT ? undefined : tile.paths.get(kind), lines);
  lines?.forEach((line) => tile.names.push({ ...name, line }));
}

/** Draws it to a path, and adds its lines (of a point, the point) to a list, where there are these. */
function trace(pbf, scale, path, lines) {
  let [column, row, line] = [0, 0, undefined];
  while (pbf.more()) {
    const word = pbf.varint();
    const command = word & 7;
    if (command === CLOSE) {
      path?.closePath();
      continue;
    }
    if (command !== MOVE_TO && command !== LINE_TO) {
      throw new RangeError(`a geometry with a command ${command}`);
    }
    for (let left = word >>> 3; left > 0; left--) {
      column += pbf.zigzag();
      row += pbf.zigzag();
      const [x, y] = [column * scale, row * scale];
      if (command === MOVE_TO) {
        path?.moveTo(x, y);
        line = [x, y];
        lines?.push(line);
      } else {
        path?.lineTo(x, y);
        line?.push(x, y);
      }
    }
  }
}
