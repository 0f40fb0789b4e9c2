// A canvas over the map that is drawn as a whole. It moves and zooms with the map, and is drawn anew when that is over.

import { canvasRatio } from '../pixel-ratio.js';

const L = window.L;

export const CanvasLayer = L.Renderer.extend({
  options: { padding: 0.15 },

  /** draw: a function from a pen, in CSS pixels, and a Frame. options: those of Leaflet's layers, and className. */
  initialize(draw, options) {
    L.Renderer.prototype.initialize.call(this, options);
    this._draw = draw;
  },

  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._follow };
  },

  /** Draws on as many pixels as the screen has by now. */
  rescale() {
    this._update();
  },

  /** Draws at once; outside of zooming, when the map draws it itself in the end. */
  redraw() {
    const map = this._map;
    if (!map || map._animatingZoom || !this._bounds) {
      return;
    }
    const size = this._bounds.getSize();
    this._pen.clearRect(0, 0, size.x, size.y);
    this._draw(this._pen, frame(map, this._bounds));
  },

  _initContainer() {
    this._container = document.createElement('canvas');
    this._container.className = this.options.className ?? '';
    this._container.setAttribute('aria-hidden', 'true');
    this._pen = this._container.getContext('2d');
  },

  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },

  _follow() {
    const map = this._map;
    const view = new L.Bounds(map.containerPointToLayerPoint([0, 0]), map.containerPointToLayerPoint(map.getSize()));
    if (!map._animatingZoom && this._bounds && !this._bounds.contains(view)) {
      this._update();
    }
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) {
      return;
    }
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const ratio = canvasRatio();
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    if (canvas.width !== Math.round(size.x * ratio) || canvas.height !== Math.round(size.y * ratio)) {
      canvas.width = Math.round(size.x * ratio);
      canvas.height = Math.round(size.y * ratio);
      canvas.style.width = `${size.x}px`;
      canvas.style.height = `${size.y}px`;
    }
    this._pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.redraw();
  },
});

/**
 * What a draw function needs to know: size in CSS pixels, world (pixels that the world is wide), left and top (of the canvas
 * within it), centre (x of the map's middle; beyond 0 to 1 in another copy of the world), zoom, latitude.
 */
function frame(map, bounds) {
  const origin = map.getPixelOrigin();
  const size = bounds.getSize();
  const world = 256 * 2 ** map.getZoom();
  const { lat, lng } = map.getCenter();
  return {
    width: size.x,
    height: size.y,
    world,
    left: origin.x + bounds.min.x,
    top: origin.y + bounds.min.y,
    centre: (lng + 180) / 360,
    latitude: lat,
    zoom: map.getZoom(),
  };
}
