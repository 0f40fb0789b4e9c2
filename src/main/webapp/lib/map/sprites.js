// Pictures of people that are drawn once and stamped often: circles with initials, names with a halo.

import { canvasRatio } from '../pixel-ratio.js';

const MOST = 2000;
const RADIUS = 15;

export class Sprites {
  #made = new Map();
  #colours;
  #ratio;

  /** Forgets everything: other colours, or another screen. */
  reset(colours) {
    this.#colours = colours;
    this.#ratio = canvasRatio();
    this.#made.clear();
  }

  /** A circle with an initial; faded ones are dashed. */
  avatar(tint, initial, { faded, me }) {
    const size = 2 * RADIUS + 10;
    return this.#get(`a${tint}${faded ? 'f' : ''}${me ? 'm' : ''}${initial}`, size, size, (pen) => {
      const { tints, onTint, surface, ink, font } = this.#colours;
      circle(pen, size / 2, RADIUS + (me ? 4 : 2.5), me ? ink : surface);
      circle(pen, size / 2, RADIUS + (me ? 2 : 0), surface);
      if (faded) {
        pen.setLineDash([4, 3]);
        pen.strokeStyle = tints[tint];
        pen.lineWidth = 2;
        pen.beginPath();
        pen.arc(size / 2, size / 2, RADIUS - 1, 0, 2 * Math.PI);
        pen.stroke();
      } else {
        circle(pen, size / 2, RADIUS, tints[tint]);
      }
      pen.fillStyle = faded ? tints[tint] : onTint;
      pen.font = `700 ${initial.length > 2 ? 10 : 13}px ${font}`;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      pen.fillText(initial, size / 2, size / 2 + 1);
    });
  }

  label(text, faded) {
    const { font, ink, muted, halo } = this.#colours;
    const style = `${faded ? 400 : 700} 13px ${font}`;
    const shown = text.length > 24 ? `${text.slice(0, 23)}…` : text;
    return this.#get(`l${faded ? 'f' : ''}${shown}`, widthOf(shown, style) + 8, 22, (pen) => {
      pen.font = style;
      pen.textBaseline = 'middle';
      pen.lineJoin = 'round';
      pen.lineWidth = 4;
      pen.strokeStyle = halo;
      pen.strokeText(shown, 4, 11);
      pen.fillStyle = faded ? muted : ink;
      pen.fillText(shown, 4, 11);
    });
  }

  #get(key, width, height, draw) {
    let sprite = this.#made.get(key);
    if (!sprite) {
      if (this.#made.size >= MOST) {
        this.#made.clear();
      }
      sprite = { canvas: document.createElement('canvas'), width, height };
      sprite.canvas.width = Math.ceil(width * this.#ratio);
      sprite.canvas.height = Math.ceil(height * this.#ratio);
      const pen = sprite.canvas.getContext('2d');
      pen.scale(this.#ratio, this.#ratio);
      draw(pen);
      this.#made.set(key, sprite);
    }
    return sprite;
  }
}

/** From the middle of a person to the edge of the circle, in pixels. */
export const AVATAR_RADIUS = RADIUS;

function circle(pen, middle, radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fill();
}

let measuring;

function widthOf(text, style) {
  measuring ??= document.createElement('canvas').getContext('2d');
  measuring.font = style;
  return Math.ceil(measuring.measureText(text).width);
}
