// The map: land, grid and trails, people. It shows everybody until somebody moves it, and follows whom it is told to.

import { nameOf, initialOf, stateOf, tintOf } from '../look.js';
import { t } from '../language.js';
import { CanvasLayer } from './canvas-layer.js';
import { readColours } from './colours.js';
import { paintGrid } from './grid-painter.js';
import { LandLayer } from './land-layer.js';
import { longitudeSpan, toX, toY } from './mercator.js';
import { Motion } from './motion.js';
import { paintPeople, visible } from './people-painter.js';
import { Sprites } from './sprites.js';
import { paintTrails } from './trail-painter.js';

const L = window.L;
const GLIDE_UP_TO = 150;
const CLOSE_ZOOM = 15;
const MAX_ZOOM = 18;
const FRAME_MS = 30;
const TAP_PX = 24;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const dark = matchMedia('(prefers-color-scheme: dark)');

export class MapView {
  /** The key of oneself. */
  me;
  #map;
  #people;
  #trails;
  #on;
  #land;
  #ground;
  #crowd;
  #colours;
  #motion = new Motion();
  #sprites = new Sprites();
  #fitting = true;
  #followed;
  #withTrails = true;
  #seen = [];
  #frame;
  #trailsAreOld = true;
  #fitLater = false;
  #drawn = 0;

  /** on: {picked(key), followed(key or undefined)} */
  constructor(container, people, trails, on) {
    this.#people = people;
    this.#trails = trails;
    this.#on = on;
    this.#map = L.map(container, {
      attributionControl: false,
      zoomControl: false,
      worldCopyJump: true,
      minZoom: 1,
      maxZoom: MAX_ZOOM,
      maxBounds: [[-86, -1080], [86, 1080]],
      maxBoundsViscosity: 1,
      zoomAnimation: !calm.matches,
      fadeAnimation: false,
      inertia: !calm.matches,
      center: [25, 10],
      zoom: 2,
    });
    this.#readColours();
    this.#land = new LandLayer(() => this.#colours, { maxZoom: MAX_ZOOM }).addTo(this.#map);
    this.#ground = new CanvasLayer((pen, frame) => this.#paintGround(pen, frame)).addTo(this.#map);
    this.#crowd = new CanvasLayer((pen, frame) => this.#paintPeople(pen, frame)).addTo(this.#map);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.#map);
    this.#listen(container);
  }

  #listen(container) {
    this.#map.on('dragstart', () => this.#taken());
    this.#map.on('click', ({ containerPoint }) => this.#tapped(containerPoint));
    container.addEventListener('keydown', ({ key }) => key.startsWith('Arrow') && this.#taken());
    container.addEventListener('wheel', () => (this.#fitting = false), { passive: true });
    dark.addEventListener('change', () => this.#readColours());
    new ResizeObserver(() => this.#map.invalidateSize({ pan: false })).observe(container);
  }

  /** Tiles of somebody's server, between the land and the people. */
  addTiles({ url, maxZoom }) {
    const tiles = L.tileLayer(url, { maxZoom: MAX_ZOOM, maxNativeZoom: maxZoom, referrerPolicy: 'strict-origin-when-cross-origin' });
    tiles.addTo(this.#map);
    this.#land.remove();
  }

  get withTrails() {
    return this.#withTrails;
  }

  set withTrails(wanted) {
    this.#withTrails = wanted;
    this.#ground.redraw();
  }

  get followed() {
    return this.#followed;
  }

  /** Keeps somebody in the middle; undefined: nobody. */
  follow(key) {
    if (key !== undefined) {
      this.#fitting = false;
      this.centre(key);
    }
    if (this.#followed !== key) {
      this.#followed = key;
      this.#on.followed(key);
    }
  }

  update({ changed, left }) {
    const now = performance.now();
    const glide = !calm.matches && !document.hidden && this.#seen.length <= GLIDE_UP_TO;
    for (const key of left) {
      this.#motion.remove(key);
    }
    for (const key of changed) {
      const { lat, lon } = this.#people.get(key);
      this.#motion.put(key, toX(lon), toY(lat), now, glide);
    }
    this.#trailsAreOld ||= changed.length > 0;
    if (left.includes(this.#followed)) {
      this.follow(undefined);
    }
    if (this.#fitting && this.#people.size > GLIDE_UP_TO) {
      this.#fitLater = true;
    } else if (this.#fitting && this.#people.size > 0) {
      this.#fit(changed);
    } else if (changed.includes(this.#followed)) {
      this.#goTo(this.#people.get(this.#followed));
    }
    this.#schedule();
  }

  /** A second has gone: trails grow, and somebody may have become stale. */
  tick() {
    if (document.hidden) {
      return;
    }
    if (this.#fitLater && this.#fitting && this.#people.size > 0) {
      this.#fitLater = false;
      this.#fit([]);
    }
    if (this.#withTrails && this.#trailsAreOld) {
      this.#trailsAreOld = false;
      this.#ground.redraw();
    }
    this.#schedule();
  }

  /** Shows everybody, and goes on doing so until somebody moves the map. */
  fitAll() {
    this.follow(undefined);
    this.#fitting = true;
    this.#fit();
  }

  zoom(by) {
    this.#fitting = false;
    this.#map.setZoom(this.#map.getZoom() + by);
  }

  /** Shows somebody from near. */
  centre(key) {
    const person = this.#people.get(key);
    if (person) {
      this.#fitting = false;
      this.#map.setView([person.lat, this.#near(person.lon)], Math.max(this.#map.getZoom(), CLOSE_ZOOM), this.#how());
    }
  }

  /** Everything is drawn anew, in another language say. */
  redraw() {
    this.#schedule();
  }

  #taken() {
    this.#fitting = false;
    this.follow(undefined);
  }

  #how() {
    return { animate: !calm.matches };
  }

  /** The longitude, in the copy of the world that is shown. */
  #near(lon) {
    return lon - 360 * Math.round((lon - this.#map.getCenter().lng) / 360);
  }

  #goTo({ lat, lon }) {
    this.#map.panTo([lat, this.#near(lon)], this.#how());
  }

  /** Moves only where somebody would be out of sight, or new. */
  #fit(changed) {
    const bounds = this.#bounds();
    const inside = this.#map.getBounds().pad(-0.05);
    const isNew = changed?.some((key) => !this.#fitted.has(key));
    if (!changed || isNew || !inside.contains(bounds)) {
      this.#fitted = new Set(this.#people.keys());
      const options = { maxZoom: CLOSE_ZOOM, paddingTopLeft: [48, 56], paddingBottomRight: [96, 56], animate: !calm.matches && this.#fitted.size > 1 };
      this.#map.fitBounds(bounds, options);
    }
  }

  #fitted = new Set();

  #bounds() {
    const everybody = [...this.#people.values()];
    const [west, east] = longitudeSpan(everybody.map(({ lon }) => lon));
    const latitudes = everybody.map(({ lat }) => Math.max(-85, Math.min(85, lat)));
    const least = latitudes.reduce((a, b) => Math.min(a, b));
    const most = latitudes.reduce((a, b) => Math.max(a, b));
    const shift = this.#near((west + east) / 2) - (west + east) / 2;
    return L.latLngBounds([least, west + shift], [most, east + shift]);
  }

  #tapped({ x, y }) {
    const point = this.#map.containerPointToLayerPoint([x, y]).subtract(this.#crowd._bounds.min);
    const near = this.#seen
      .map(({ key, px, py }) => ({ key, distance: Math.hypot(px - point.x, py - point.y) }))
      .filter(({ distance }) => distance <= TAP_PX)
      .sort((a, b) => a.distance - b.distance)[0];
    if (near) {
      this.#on.picked(near.key);
    }
  }

  #schedule() {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      // thirty times a second is smooth enough, for half the work
      if (!this.#motion.moving || now - this.#drawn >= FRAME_MS) {
        this.#drawn = now;
        this.#crowd.redraw();
      }
      if (this.#motion.moving) {
        this.#schedule();
      }
    });
  }

  #paintGround(pen, frame) {
    paintGrid(pen, frame, this.#colours);
    if (this.#withTrails) {
      paintTrails(pen, frame, [...this.#people.keys()], this.#trails, tintOf, this.#colours);
    }
  }

  #paintPeople(pen, frame) {
    const now = performance.now();
    const epoch = Date.now();
    this.#seen = visible(this.#people, this.#motion, this.me, frame, now);
    if (this.#seen.length > GLIDE_UP_TO) {
      this.#motion.settle();
    }
    paintPeople(pen, frame, this.#seen, {
      look: (key, person) => this.#look(key, person, epoch),
      me: this.me,
      sprites: this.#sprites,
      colours: this.#colours,
    });
  }

  #look(key, person, now) {
    const state = stateOf(person, now);
    return {
      tint: tintOf(key),
      initial: () => initialOf(this.#people, key),
      faded: state !== 'live',
      label: () => (state === 'live' ? nameOf(this.#people, key) : t(`tracker.on.${state}`, { name: nameOf(this.#people, key) })),
    };
  }

  #readColours() {
    this.#colours = readColours(this.#map.getContainer());
    this.#sprites.reset(this.#colours);
    this.#land?.redraw();
    this.#ground?.redraw();
    this.#crowd?.redraw();
  }
}
