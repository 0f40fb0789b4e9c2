// Sea, land and coast as tiles that are drawn here.

import { canvasRatio } from '../pixel-ratio.js';
import { ringsWithin } from './land.js';

const L = window.L;
const MARGIN_PX = 2;
const COAST_PX = 1.5;

export const LandLayer = L.GridLayer.extend({
  options: { tileSize: 512, updateWhenZooming: false, keepBuffer: 1, className: 'land-tile' },

  /** colours: a function that gives the present ones. */
  initialize(colours, options) {
    L.GridLayer.prototype.initialize.call(this, options);
    this._colours = colours;
  },

  createTile(coords, done) {
    const tile = document.createElement('canvas');
    paintLandTile(tile, coords, this.getTileSize().x, this._colours()).then(
      () => done(null, tile),
      (error) => done(error, tile),
    );
    return tile;
  },
});

/** Paints the outline on a tile of some pixels' side; rejects where it does not come. */
export async function paintLandTile(tile, { x, y, z }, size, colours) {
  const world = 256 * 2 ** z;
  const margin = MARGIN_PX / world;
  const [left, top] = [(x * size) / world, (y * size) / world];
  const rings = await ringsWithin(z, {
    west: left - margin,
    east: left + size / world + margin,
    north: top - margin,
    south: top + size / world + margin,
  });
  paint(tile, rings, { world, left: x * size, top: y * size, size, colours });
}

function paint(tile, rings, { world, left, top, size, colours }) {
  const ratio = canvasRatio();
  tile.width = size * ratio;
  tile.height = size * ratio;
  const pen = tile.getContext('2d');
  pen.scale(ratio, ratio);
  const land = new Path2D();
  const coast = new Path2D();
  for (const ring of rings) {
    trace(ring, land, coast, world, left, top);
  }
  pen.fillStyle = colours.land;
  pen.fill(land, 'evenodd');
  pen.strokeStyle = colours.coast;
  pen.lineWidth = COAST_PX;
  pen.lineJoin = 'round';
  pen.stroke(coast);
}

function trace({ xs, ys, seams }, land, coast, world, left, top) {
  const last = xs.length - 1;
  let [beforeX, beforeY] = [xs[last] * world - left, ys[last] * world - top];
  let drawing = false;
  for (let i = 0; i <= last; i++) {
    const px = xs[i] * world - left;
    const py = ys[i] * world - top;
    if (i === 0) {
      land.moveTo(px, py);
    } else {
      land.lineTo(px, py);
    }
    if (seams[i]) {
      drawing = false;
    } else {
      if (!drawing) {
        coast.moveTo(beforeX, beforeY);
        drawing = true;
      }
      coast.lineTo(px, py);
    }
    [beforeX, beforeY] = [px, py];
  }
  land.closePath();
}
