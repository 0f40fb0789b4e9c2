// Tiles that were fetched and read, the ones used last; two that want the same wait for one fetch. No DOM in here.

export const MOST_KEPT = 48;

export class TileStore {
  #load;
  #most;
  #kept = new Map();

  /** load(z, x, y): a promise of a tile, of undefined where there is none, or of an error. */
  constructor(load, most = MOST_KEPT) {
    this.#load = load;
    this.#most = most;
  }

  /** What failed is fetched again by who asks next. */
  get({ z, x, y }) {
    const key = `${z}/${x}/${y}`;
    let tile = this.#kept.get(key);
    this.#kept.delete(key);
    if (!tile) {
      tile = this.#load(z, x, y);
      const failed = () => this.#kept.get(key) === tile && this.#kept.delete(key);
      tile.catch(failed);
    }
    this.#kept.set(key, tile);
    if (this.#kept.size > this.#most) {
      this.#kept.delete(this.#kept.keys().next().value);
    }
    return tile;
  }

  /** Reads all anew, in another language say. */
  clear() {
    this.#kept.clear();
  }

  get size() {
    return this.#kept.size;
  }
}
