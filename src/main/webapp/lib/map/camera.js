// Our own moves of the map. They begin without a movestart, so each movestart that is heard is the person's.

import { longitudeSpan } from './mercator.js';

const L = window.L;
const CLOSE_ZOOM = 15;
const FAR_TOO_FAR = 2;
const PADDING = { paddingTopLeft: [48, 56], paddingBottomRight: [96, 56] };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class Camera {
  #map;
  #fitted = new Set();

  constructor(map) {
    this.#map = map;
  }

  /** Shows a place {lat, lon} from near. */
  approach({ lat, lon }) {
    this.#map.setView([lat, this.#near(lon)], Math.max(this.#map.getZoom(), CLOSE_ZOOM), silently(!calm.matches));
  }

  /** Brings a place into the middle. */
  goTo({ lat, lon }) {
    this.#map.setView([lat, this.#near(lon)], this.#map.getZoom(), silently(!calm.matches));
  }

  /** Shows everybody. people: [key, {lat, lon}], at least one. */
  fit(people) {
    this.#fitted = new Set([...people].map(([key]) => key));
    const options = { maxZoom: CLOSE_ZOOM, ...PADDING, ...silently(!calm.matches && this.#fitted.size > 1) };
    this.#map.fitBounds(this.#bounds(people), options);
  }

  /** The same, only where somebody would be out of sight, or is new, or all are in one corner. */
  keepFit(people) {
    const bounds = this.#bounds(people);
    const isNew = [...people].some(([key]) => !this.#fitted.has(key));
    if (isNew || !this.#map.getBounds().pad(-0.05).contains(bounds) || this.#isFar(bounds)) {
      this.fit(people);
    }
  }

  /** Somebody was far away, and no longer is. */
  #isFar(bounds) {
    const room = L.point(PADDING.paddingTopLeft).add(PADDING.paddingBottomRight);
    const best = Math.min(CLOSE_ZOOM, this.#map.getBoundsZoom(bounds, false, room));
    return this.#map.getZoom() <= best - FAR_TOO_FAR;
  }

  #bounds(people) {
    const everybody = [...people].map(([, person]) => person);
    const [west, east] = longitudeSpan(everybody.map(({ lon }) => lon));
    const latitudes = everybody.map(({ lat }) => Math.max(-85, Math.min(85, lat)));
    const least = latitudes.reduce((a, b) => Math.min(a, b));
    const most = latitudes.reduce((a, b) => Math.max(a, b));
    const shift = this.#near((west + east) / 2) - (west + east) / 2;
    return L.latLngBounds([least, west + shift], [most, east + shift]);
  }

  /** The longitude, in the copy of the world that is shown. */
  #near(lon) {
    return lon - 360 * Math.round((lon - this.#map.getCenter().lng) / 360);
  }
}

function silently(animate) {
  return { animate, pan: { noMoveStart: true }, zoom: { noMoveStart: true } };
}
