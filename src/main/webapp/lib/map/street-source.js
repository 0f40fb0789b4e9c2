// The tiles of this server's own map file: which there are, and what is drawn of them. No DOM in here but Path2D.

import { toX, toY } from './mercator.js';
import { lacksLand, schemaFor } from './schema.js';
import { TileStore } from './tile-store.js';
import { readTile } from './vector-tile.js';

/** A tile that could not be had: code as of the server's problems, 'offline' where none came, 'damaged' where it can't be read. */
export class TileFault extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export class StreetSource {
  #told;
  #language;
  #store = new TileStore((z, x, y) => this.#load(z, x, y));

  /** told: streets as of api/map; language(): that of names. */
  constructor(told, language) {
    this.#told = told;
    this.#language = language;
  }

  /**
   * What is drawn on a tile of a map whose tiles are twice as wide as usual: which part of which tile of the file, {z, x, y, scale
   * (parts in a side), left, top (in parts)}. Nothing where the file has none.
   */
  part({ x, y, z }) {
    const { minZoom, maxZoom } = this.#told;
    const data = Math.min(z - 1, maxZoom);
    if (data < Math.max(0, minZoom)) {
      return undefined;
    }
    const scale = 2 ** (z - 1 - data);
    const across = 2 ** data;
    const [column, row] = [Math.floor(x / scale), Math.floor(y / scale)];
    const part = { z: data, x: ((column % across) + across) % across, y: row, scale, left: x - column * scale, top: y - row * scale };
    return row >= 0 && row < across && this.#covers(part) ? part : undefined;
  }

  /** How much of a tile of the map the file covers: {left, top, right, bottom}, from 0 to 1. */
  covered({ x, y, z }) {
    const [west, south, east, north] = this.#told.bounds;
    const side = 2 ** (z - 1);
    const column = ((x % side) + side) % side;
    const within = (edge) => Math.max(0, Math.min(1, edge));
    return {
      left: within(toX(west) * side - column),
      top: within(toY(north) * side - y),
      right: within(toX(east) * side - column),
      bottom: within(toY(south) * side - y),
    };
  }

  /** {z, x, y, paths, names, lacksLand} of a part's tile; undefined where there is none. Rejects with a TileFault. */
  tile(part) {
    return this.#store.get(part);
  }

  /** Names are read anew. */
  clear() {
    this.#store.clear();
  }

  #covers({ z, x, y }) {
    const [west, south, east, north] = this.#told.bounds;
    const side = 2 ** z;
    return x + 1 >= toX(west) * side && x <= toX(east) * side && y + 1 >= toY(north) * side && y <= toY(south) * side;
  }

  async #load(z, x, y) {
    const bytes = await this.#fetch(z, x, y);
    if (!bytes) {
      return undefined;
    }
    try {
      const tile = readTile(bytes, schemaFor(this.#language()), () => new Path2D());
      return { z, x, y, paths: tile.paths, names: tile.names, lacksLand: lacksLand(tile.layers) };
    } catch {
      throw new TileFault('damaged');
    }
  }

  async #fetch(z, x, y) {
    const path = this.#told.url.replace('{z}', z).replace('{x}', x).replace('{y}', y);
    let response;
    try {
      // no room's name in a log
      response = await fetch(new URL(path, document.baseURI), { referrerPolicy: 'no-referrer' });
      if (response.ok) {
        return response.status === 204 ? undefined : new Uint8Array(await response.arrayBuffer());
      }
    } catch {
      throw new TileFault('offline');
    }
    throw new TileFault(await codeOf(response));
  }
}

async function codeOf(response) {
  try {
    return (await response.json()).code ?? 'fault';
  } catch {
    return 'fault';
  }
}
