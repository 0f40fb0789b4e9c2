// Where the room meets, on the map: a flag, another one where somebody is about to set it, and an arrow at the edge while the place is
// out of sight, which brings it there. The arrow is for pointers; for keyboards, the row in the list has a button.

import { make } from '../dom.js';
import { formatDistance } from '../format.js';
import { metresBetween } from '../geo.js';
import { arrowsTo } from './arrows.js';
import { toX, toY } from './mercator.js';

const L = window.L;
const SVG = 'http://www.w3.org/2000/svg';
const FLAG = 'M4 1.5v21M4 3h13l-3.5 4 3.5 4H4';
const SIZE_PX = 34;
/** The foot of the pole. */
const FOOT_PX = [6, 31];
/** Further in than the arrows to people. */
const INSIDE_PX = 50;
/** Above streets, below people: who is there is seen in front of it. */
const PANE = { name: 'place', zIndex: 390 };

export class PlaceLayer {
  #map;
  #flag = new Flag('place-flag');
  #asked = new Flag('place-flag asked');
  #arrow;
  #words = make('span', '');
  #place;
  #me;

  /** pressed(): the arrow was. */
  constructor(map, pressed) {
    this.#map = map;
    this.#arrow = make('button', 'place-arrow', drawing(), this.#words);
    this.#arrow.type = 'button';
    this.#arrow.hidden = true;
    this.#arrow.tabIndex = -1;
    this.#arrow.setAttribute('aria-hidden', 'true');
    this.#arrow.addEventListener('click', pressed);
    this.#arrow.addEventListener('pointerdown', (event) => event.stopPropagation());
    L.DomEvent.disableClickPropagation(this.#arrow);
    map.getContainer().append(this.#arrow);
    map.createPane(PANE.name).style.zIndex = PANE.zIndex;
    map.on('move zoomend resize', () => this.#moved());
  }

  /** The place {lat, lon}, or undefined; me: where one is oneself, if that is known. */
  show(place, me) {
    this.#place = place;
    this.#me = me;
    this.#flag.show(this.#map, place);
    this.#point();
  }

  /** Where somebody is about to set it; undefined: nowhere. */
  ask(place) {
    this.#asked.show(this.#map, place);
  }

  /** The place under a pixel of the view, or in its middle. */
  at(point) {
    const { lat, lng } = (point ? this.#map.containerPointToLatLng([point.x, point.y]) : this.#map.getCenter()).wrap();
    const rounded = (degrees) => Math.round(degrees * 1e6) / 1e6;
    return { lat: Math.max(-90, Math.min(90, rounded(lat))), lon: rounded(lng) };
  }

  onMove(listener) {
    this.#map.on('move', listener);
  }

  #moved() {
    this.#flag.come(this.#map);
    this.#asked.come(this.#map);
    this.#point();
  }

  #point() {
    const arrow = this.#place && this.#edge();
    this.#arrow.hidden = !arrow;
    if (arrow) {
      const { style } = this.#arrow;
      style.left = `${Math.round(arrow.px - INSIDE_PX * Math.cos(arrow.turn))}px`;
      style.top = `${Math.round(arrow.py - INSIDE_PX * Math.sin(arrow.turn))}px`;
      style.setProperty('--turn', `${arrow.turn}rad`);
      this.#words.textContent = this.#me ? formatDistance(metresBetween(this.#me, this.#place)) : '';
    }
  }

  #edge() {
    const { x: width, y: height } = this.#map.getSize();
    const { x: left, y: top } = this.#map.getPixelBounds().min;
    const frame = { width, height, left, top, world: 256 * 2 ** this.#map.getZoom(), centre: toX(this.#map.getCenter().lng) };
    const at = { x: toX(this.#place.lon), y: toY(this.#place.lat) };
    return arrowsTo([['place']], { at: () => at }, frame)[0];
  }
}

/** A flag on the map, in the copy of the world that is shown. */
class Flag {
  #marker;
  #place;

  constructor(className) {
    const icon = L.divIcon({ className, html: drawing(), iconSize: [SIZE_PX, SIZE_PX], iconAnchor: FOOT_PX });
    this.#marker = L.marker([0, 0], { icon, interactive: false, keyboard: false, pane: PANE.name });
  }

  show(map, place) {
    this.#place = place;
    if (place) {
      this.come(map);
      this.#marker.addTo(map);
    } else {
      this.#marker.remove();
    }
  }

  come(map) {
    if (this.#place) {
      const { lat, lon } = this.#place;
      const near = [lat, lon + 360 * Math.round((map.getCenter().lng - lon) / 360)];
      if (!this.#marker.getLatLng().equals(near)) {
        this.#marker.setLatLng(near);
      }
    }
  }
}

function drawing() {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('width', SIZE_PX);
  svg.setAttribute('height', SIZE_PX);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', FLAG);
  svg.append(path);
  return svg;
}
