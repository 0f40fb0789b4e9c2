// Layers of tiles that ask nobody for anything while nobody sees the page.

/** The same kind of layer. */
export function whileSeen(Layer) {
  return Layer.extend({
    onAdd(map) {
      this._lookUp = () => this._map && !document.hidden && this._update();
      document.addEventListener('visibilitychange', this._lookUp);
      return Layer.prototype.onAdd.call(this, map);
    },

    onRemove(map) {
      document.removeEventListener('visibilitychange', this._lookUp);
      return Layer.prototype.onRemove.call(this, map);
    },

    _update(center) {
      if (!document.hidden) {
        Layer.prototype._update.call(this, center);
      }
    },
  });
}
