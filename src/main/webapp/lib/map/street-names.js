// Names of streets and places on one canvas over all tiles.

import { CanvasLayer } from './canvas-layer.js';
import { placeNames } from './name-places.js';

const STYLES = { place: { weight: '600', size: 14 }, street: { weight: '500', size: 12 }, water: { weight: 'italic 400', size: 13 } };
/** Greater places are written larger: from this rank on by a pixel each. */
const [LARGER_FROM, LARGEST_PX] = [14, 19];
const HALO_PX = 3;
const MOST_WIDTHS = 5000;

/** streets: a StreetsLayer; colours: a function that gives the present ones. */
export function streetNames(streets, colours) {
  const names = new StreetNames(colours);
  const layer = new CanvasLayer((pen, frame) => names.paint(pen, frame), { pane: 'tilePane', className: 'street-names' });
  const look = async () => {
    names.tiles = await streets.seen();
    layer.redraw();
  };
  streets.on('streets', look);
  return layer;
}

class StreetNames {
  #colours;
  #tiles = [];
  #placed;
  #world;
  #widths = new Map();

  constructor(colours) {
    this.#colours = colours;
  }

  set tiles(tiles) {
    this.#tiles = tiles;
    this.#placed = undefined;
  }

  paint(pen, frame) {
    const { font, streets } = this.#colours();
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
    pen.lineWidth = HALO_PX;
    pen.strokeStyle = streets.halo;
    if (!this.#placed || this.#world !== frame.world) {
      this.#world = frame.world;
      this.#placed = placeNames(this.#names(), frame.world, { width: (name) => this.#width(pen, name, font), height: sizeOf });
    }
    for (const name of this.#placed) {
      const [x, y] = [name.x + shift(name, frame) - frame.left, name.y - frame.top];
      if (x > -name.width && y > -name.width && x < frame.width + name.width && y < frame.height + name.width) {
        pen.fillStyle = streets[`name-${name.style}`];
        write(pen, name, x, y, fontOf(name, font));
      }
    }
  }

  #names() {
    return this.#tiles.flatMap((tile) => tile.names.map((name) => ({ ...name, tile })));
  }

  #width(pen, name, family) {
    const font = fontOf(name, family);
    const key = font + name.name;
    if (!this.#widths.has(key)) {
      if (this.#widths.size >= MOST_WIDTHS) {
        this.#widths.clear();
      }
      pen.font = font;
      this.#widths.set(key, pen.measureText(name.name).width);
    }
    return this.#widths.get(key);
  }
}

/** Pixels to the copy of the world that is shown. */
function shift({ x }, { world, centre }) {
  return Math.round(centre - x / world) * world;
}

function sizeOf({ style, rank }) {
  const { size } = STYLES[style];
  return style === 'place' ? Math.min(LARGEST_PX, size + Math.max(0, Math.floor(rank) - LARGER_FROM)) : size;
}

function fontOf(name, family) {
  return `${STYLES[name.style].weight} ${sizeOf(name)}px ${family}`;
}

function write(pen, { name, angle }, x, y, font) {
  pen.save();
  pen.font = font;
  pen.translate(x, y);
  pen.rotate(angle);
  pen.strokeText(name, 0, 0);
  pen.fillText(name, 0, 0);
  pen.restore();
}
