// What lies below grid, trails and people: the outline of the land, tiles of somebody's server, or streets.

import { currentLanguage, onLanguage } from '../language.js';
import { LandLayer } from './land-layer.js';
import { StreetSource } from './street-source.js';
import { streetNames } from './street-names.js';
import { StreetsLayer } from './streets-layer.js';
import { whileSeen } from './while-seen.js';

const L = window.L;
const TileLayer = whileSeen(L.TileLayer);

export class BaseMap {
  #map;
  #colours;
  #maxZoom;
  #source;
  #layers = [];

  /** colours: a function that gives the present ones; maxZoom: of the map, unless tiles are closer. */
  constructor(map, colours, maxZoom) {
    this.#map = map;
    this.#colours = colours;
    this.#maxZoom = maxZoom;
    this.showLand();
    onLanguage(() => this.#readAgain());
  }

  /** Whether lines so many metres apart help: where there is little else to go by. */
  get isBare() {
    return this.#layers[0] instanceof LandLayer;
  }

  showLand() {
    this.#show(new LandLayer(this.#colours, { maxZoom: this.#maxZoom }));
  }

  /**
   * Pictures; beyond their closest zoom they are enlarged. isAbsent(address), where it is given, promises whether one that did not come
   * isn't there, which is no failure. Calls failed(whether some are missing, a function that tries again).
   */
  showTiles({ url, minZoom, maxZoom: maxNativeZoom, bounds, referrerPolicy, isAbsent }, failed) {
    const maxZoom = Math.max(this.#maxZoom, maxNativeZoom);
    const edges = bounds && L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]);
    const tiles = new TileLayer(url, { maxZoom, maxNativeZoom, minZoom, bounds: edges, referrerPolicy });
    watchTiles(tiles, isAbsent, failed);
    // the outline, as long as the map is farther away than the pictures are
    this.#show(tiles, ...(minZoom > 0 ? [new LandLayer(this.#colours, { maxZoom: minZoom - 1 })] : []));
    this.#map.setMaxZoom(maxZoom);
  }

  /** told: as of api/map. Calls failed(code) when a tile doesn't come, failed() when all have. */
  showStreets(told, failed) {
    this.#source = new StreetSource(told, currentLanguage);
    const streets = new StreetsLayer(this.#source, this.#colours, { maxZoom: this.#maxZoom });
    streets.on('fault', ({ code }) => failed(code));
    this.#show(streets, streetNames(streets, this.#colours));
  }

  /** In other colours, or on other pixels; pictures are what they are. */
  redraw() {
    const drawn = this.#layers.filter((layer) => !(layer instanceof L.TileLayer));
    drawn.forEach((layer) => (layer.rescale ? layer.rescale() : layer.redraw()));
  }

  #readAgain() {
    this.#source?.clear();
    if (this.#source) {
      this.redraw();
    }
  }

  #show(...layers) {
    this.#layers.forEach((layer) => layer.remove());
    this.#layers = layers;
    this.#map.setMaxZoom(this.#maxZoom);
    layers.forEach((layer) => layer.addTo(this.#map));
  }
}

function watchTiles(tiles, isAbsent, failed) {
  const missing = new Set();
  const tell = () => failed(missing.size > 0, () => tiles.redraw());
  const here = ({ tile }) => missing.delete(tile) && tell();
  tiles.on('tileload tileunload', here);
  tiles.on('tileerror', async ({ tile }) => {
    if (!(await isAbsent?.(tile.src).catch(() => false))) {
      missing.add(tile);
      tell();
    }
  });
}
