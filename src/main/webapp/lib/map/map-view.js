// The map: land, grid and trails, people. It shows everybody until the person moves it, and follows whom it is told to.

import { nameOf, initialOf, stateOf } from '../look.js';
import { t } from '../language.js';
import { onPixelRatio } from '../pixel-ratio.js';
import { ArrowLayer } from './arrow-layer.js';
import { arrowWords } from './arrow-words.js';
import { BaseMap } from './base-map.js';
import { Camera } from './camera.js';
import { CanvasLayer } from './canvas-layer.js';
import { readColours } from './colours.js';
import { paintGrid } from './grid-painter.js';
import { toX, toY } from './mercator.js';
import { Motion } from './motion.js';
import { paintPeople, radiusOf, visible } from './people-painter.js';
import { pileAt, Taps } from './piles.js';
import { paintRings } from './ring-painter.js';
import { Sprites } from './sprites.js';
import { Steering } from './steering.js';
import { paintTrails } from './trail-painter.js';

const L = window.L;
const GLIDE_UP_TO = 150;
const MAX_ZOOM = 18;
const FRAME_MS = 30;
/** What the words take that say whom we follow. */
const FOLLOWING_PX = 50;
/** What a zoom keeps in the middle: where the fingers are, or whom we follow. */
const ZOOMS = ['touchZoom', 'doubleClickZoom', 'scrollWheelZoom'];
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const palettes = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')];

export class MapView {
  /** The key of oneself. */
  me;
  #map;
  #people;
  #trails;
  #on;
  #base;
  #ground;
  #crowd;
  #arrows;
  #colours;
  #motion = new Motion();
  #sprites = new Sprites();
  #steering = new Steering();
  #camera;
  #taps = new Taps();
  #connected = true;
  #withTrails = true;
  #seen = [];
  #frame;
  #due = false;
  #zooms = false;
  #trailsAreOld = true;
  #drawn = 0;

  /**
   * on: {picked(key), followed(key or undefined), pointed(key): a keyboard is at the arrow that leads to somebody,
   * now(): the server's time in epoch milliseconds}
   */
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
    this.#camera = new Camera(this.#map);
    this.#readColours();
    this.#base = new BaseMap(this.#map, () => this.#colours, MAX_ZOOM);
    this.#ground = new CanvasLayer((pen, frame) => this.#paintGround(pen, frame)).addTo(this.#map);
    this.#crowd = new CanvasLayer((pen, frame) => this.#paintPeople(pen, frame)).addTo(this.#map);
    const arrows = { picked: (key) => on.picked(key), chosen: (key) => on.pointed(key), changed: () => this.#drawArrows() };
    this.#arrows = new ArrowLayer(this.#map, arrows);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.#map);
    this.#listen(container);
  }

  #listen(container) {
    this.#map.on({
      zoomstart: () => (this.#zooms = true),
      zoomend: () => (this.#zooms = false),
      movestart: () => this.#taken(),
      move: () => this.#drawArrows(),
      moveend: () => this.#steering.released(),
      boxzoomend: () => this.follow(undefined),
      click: ({ containerPoint }) => this.#tapped(containerPoint),
    });
    palettes.forEach((palette) => palette.addEventListener('change', () => this.#readColours()));
    onPixelRatio(() => this.#rescale());
    new ResizeObserver(() => this.#resized()).observe(container);
  }

  /** What lies below all else: a BaseMap, to show another one. */
  showBase(show) {
    show(this.#base);
    this.#ground.redraw();
  }

  /** While one isn't, nobody knows where the others are by now. */
  set connected(connected) {
    if (this.#connected !== connected) {
      this.#connected = connected;
      this.#schedule();
    }
  }

  get withTrails() {
    return this.#withTrails;
  }

  set withTrails(wanted) {
    this.#withTrails = wanted;
    this.#ground.redraw();
  }

  get followed() {
    return this.#steering.followed;
  }

  /** Keeps somebody in the middle; undefined: nobody. */
  follow(key) {
    this.#steer(() => this.#steering.follow(key));
    if (key !== undefined) {
      this.centre(key);
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
      this.#motion.put(key, toX(lon), toY(lat), now, glide && !this.#trails.jumped(key));
    }
    this.#trailsAreOld ||= changed.length > 0;
    if (left.length > 0) {
      this.#ground.redraw();
    }
    if (left.includes(this.followed)) {
      this.follow(undefined);
    }
    // of many, somebody always moves: once a second is often enough
    this.#due ||= this.followed === undefined ? this.#people.size <= GLIDE_UP_TO : changed.includes(this.followed);
    this.#schedule();
  }

  /** A second has gone: trails grow and end, and somebody may have become stale. */
  tick() {
    if (document.hidden) {
      return;
    }
    this.#due ||= this.#steering.mayFit && this.#people.size > GLIDE_UP_TO;
    this.#trailsAreOld = this.#trails.forget(this.#on.now()) || this.#trailsAreOld;
    if (this.#withTrails && this.#trailsAreOld) {
      this.#trailsAreOld = false;
      this.#ground.redraw();
    }
    this.#schedule();
  }

  /** Shows everybody, and goes on doing so until the person moves the map. */
  fitAll() {
    this.#steer(() => this.#steering.fit());
    if (this.#people.size > 0) {
      this.#camera.fit(this.#people);
    }
  }

  zoom(by) {
    this.#map.setZoom(this.#map.getZoom() + by);
  }

  /** Shows somebody from near. */
  centre(key) {
    const person = this.#people.get(key);
    this.#taps.other(key);
    if (person) {
      this.#steering.stay();
      this.#camera.approach(person);
    }
  }

  /** Shows a place {lat, lon} from near. */
  show(place) {
    this.#steer(() => this.#steering.follow(undefined));
    this.#steering.stay();
    this.#camera.approach(place);
  }

  /** Something of its own over all that is drawn: made(map) makes it, with Leaflet's. */
  lay(made) {
    return made(this.#map);
  }

  /** Everything is drawn anew, in another language say. */
  redraw() {
    this.#schedule();
  }

  /** Our own moves begin without a movestart; so does nothing but the map's return to its bounds. */
  #taken() {
    if (!this.#map._enforcingBounds) {
      this.#steer(() => this.#steering.taken({ zooms: this.#zooms }));
    }
  }

  /** Does something that may change whom we follow. */
  #steer(change) {
    const before = this.followed;
    change();
    if (before !== this.followed) {
      ZOOMS.forEach((zoom) => (this.#map.options[zoom] = this.followed === undefined || 'center'));
      this.#on.followed(this.followed);
    }
  }

  /** Moves the map for who has moved, where that is ours to do. */
  #moveAlong() {
    const followed = this.#people.get(this.#steering.mayFollow);
    if (followed) {
      this.#camera.goTo(followed);
    } else if (this.#steering.mayFit && this.#people.size > 0) {
      this.#camera.keepFit(this.#people);
    }
  }

  #resized() {
    this.#map.invalidateSize({ pan: false });
    this.#due = true;
    this.#schedule();
  }

  #tapped({ x, y }) {
    const point = this.#map.containerPointToLayerPoint([x, y]).subtract(this.#crowd._bounds.min);
    const key = this.#arrows.at({ x, y }) ?? this.#taps.pick(pileAt(this.#seen, point.x, point.y, radiusOf(this.#seen.length)));
    if (key !== undefined) {
      this.#on.picked(key);
    }
  }

  #schedule() {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined;
      // not before: a key that was just pressed begins its zoom in a frame of its own, and goes first
      if (this.#due) {
        this.#due = false;
        this.#moveAlong();
      }
      // thirty times a second is smooth enough, for half the work
      if (!this.#motion.moving || now - this.#drawn >= FRAME_MS) {
        this.#drawn = now;
        this.#crowd.redraw();
        this.#drawArrows();
      }
      if (this.#motion.moving) {
        this.#schedule();
      }
    });
  }

  #paintGround(pen, frame) {
    if (this.#base.isBare) {
      paintGrid(pen, frame, this.#colours);
    }
    if (this.#withTrails) {
      paintTrails(pen, frame, [...this.#people.keys()], this.#trails, (key) => this.#people.tintOf(key), this.#colours);
    }
  }

  #paintPeople(pen, frame) {
    const now = performance.now();
    const epoch = this.#on.now();
    this.#seen = visible(this.#people, this.#motion, this.me, frame, now);
    if (this.#seen.length > GLIDE_UP_TO) {
      this.#motion.settle();
    }
    const here = this.#people.get(this.me);
    if (here) {
      paintRings(pen, frame, this.#motion.at(this.me, now), here.lat, this.#sprites, this.#colours);
    }
    paintPeople(pen, frame, this.#seen, {
      look: (key, person) => this.#look(key, person, epoch),
      me: this.me,
      sprites: this.#sprites,
      colours: this.#colours,
    });
  }

  #drawArrows() {
    const epoch = this.#on.now();
    const { x: width } = this.#map.getSize();
    this.#arrows.draw(this.#people, this.#motion, performance.now(), {
      look: (arrow) => ({
        ...this.#look(arrow.key, this.#people.get(arrow.key), epoch),
        me: arrow.key === this.me,
        words: arrowWords(this.#people, this.me, arrow, width),
      }),
      covered: this.followed === undefined ? 0 : FOLLOWING_PX,
      sprites: this.#sprites,
      colours: this.#colours,
    });
  }

  #look(key, person, now) {
    const state = stateOf(person, now);
    return {
      tint: this.#people.tintOf(key),
      initial: () => initialOf(this.#people, key),
      faded: state !== 'live' || (!this.#connected && key !== this.me),
      label: () => (state === 'live' ? nameOf(this.#people, key) : t(`tracker.on.${state}`, { name: nameOf(this.#people, key) })),
    };
  }

  #readColours() {
    this.#colours = readColours(this.#map.getContainer());
    this.#rescale();
  }

  /** Everything is drawn anew, in other colours or on other pixels. */
  #rescale() {
    this.#sprites.reset(this.#colours);
    this.#base?.redraw();
    this.#ground?.rescale();
    this.#crowd?.rescale();
    this.#schedule();
  }
}
