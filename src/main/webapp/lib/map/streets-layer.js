// Streets as tiles that are drawn here, out of this server's own map file; where that has nothing, the outline of the land.

import { canvasRatio } from '../pixel-ratio.js';
import { paintLandTile } from './land-layer.js';
import { paintStreets } from './street-painter.js';
import { whileSeen } from './while-seen.js';

const L = window.L;
const SIZE = 512;
const [SOON_MS, LATE_MS] = [2000, 30_000];

const Base = whileSeen(L.GridLayer);

/** Fires 'streets' when other tiles are seen, and 'fault' ({code}, or none once all is well). */
export const StreetsLayer = Base.extend({
  options: { tileSize: SIZE, updateWhenZooming: false, keepBuffer: 1, className: 'street-tile' },

  /** source: a StreetSource; colours: a function that gives the present ones. */
  initialize(source, colours, options) {
    L.GridLayer.prototype.initialize.call(this, options);
    Object.assign(this, { _source: source, _colours: colours, _missing: new Map(), _wait: SOON_MS });
    this.on('load', () => this.fire('streets'));
    this.on('tileunload', ({ tile }) => this._missing.delete(tile));
  },

  onRemove(map) {
    clearTimeout(this._timer);
    return Base.prototype.onRemove.call(this, map);
  },

  createTile(coords, done) {
    const canvas = document.createElement('canvas');
    this._draw(canvas, coords).then(
      () => done(null, canvas),
      (error) => {
        this._failed(canvas, coords, error);
        done(error, canvas);
      },
    );
    return canvas;
  },

  /** The tiles of the file that are seen now. */
  async seen() {
    const shown = Object.values(this._tiles).filter(({ current }) => current);
    const parts = shown.map(({ coords }) => this._source.part(coords));
    const known = new Map(parts.filter(Boolean).map((part) => [`${part.z}/${part.x}/${part.y}`, part]));
    const tiles = await Promise.allSettled([...known.values()].map((part) => this._source.tile(part)));
    return tiles.map(({ value }) => value).filter(Boolean);
  },

  async _draw(canvas, coords) {
    const part = this._source.part(coords);
    const tile = part && (await this._source.tile(part));
    const covered = this._source.covered(coords);
    const ratio = canvasRatio();
    if (!tile || !isWhole(covered)) {
      await paintLandTile(canvas, coords, SIZE, this._colours());
    } else {
      canvas.width = canvas.height = SIZE * ratio;
    }
    if (tile) {
      const { land, streets } = this._colours();
      const colours = { land, ...streets };
      paintStreets(canvas.getContext('2d'), tile, part, { zoom: coords.z, size: SIZE, ratio, covered, colours });
    }
  },

  /** The outline of the land is there meanwhile. */
  _failed(canvas, coords, error) {
    if (canvas.isConnected) {
      paintLandTile(canvas, coords, SIZE, this._colours()).catch(() => {});
      this.fire('fault', { code: error.code ?? 'fault' });
      this._missing.set(canvas, coords);
      this._timer ??= setTimeout(() => this._again(), this._wait);
    }
  },

  /** What is still wanted, later and later. */
  async _again() {
    this._wait = Math.min(LATE_MS, this._wait * 2);
    const wanted = document.hidden ? [] : [...this._missing];
    const tried = await Promise.allSettled(wanted.map(([canvas, coords]) => this._draw(canvas, coords)));
    wanted.forEach(([canvas], i) => tried[i].status === 'fulfilled' && this._missing.delete(canvas));
    this._timer = undefined;
    if (this._missing.size > 0) {
      this._timer = setTimeout(() => this._again(), this._wait);
    } else {
      this._wait = SOON_MS;
      this.fire('fault', {});
    }
    this.fire('streets');
  },
});

/** Whether nothing of a tile is beyond the file's bounds. */
function isWhole({ left, top, right, bottom }) {
  return left === 0 && top === 0 && right === 1 && bottom === 1;
}
