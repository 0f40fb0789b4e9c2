// A small plot: one line over the last minutes, and in words what it shows.

const NAMESPACE = 'http://www.w3.org/2000/svg';
const WIDTH = 240;
const HEIGHT = 56;
const EDGE = 2;

export class Plot {
  #line;
  #area;
  #spanMs;
  #top;

  /** Draws into an svg; the time that it shows in milliseconds; the least that its height stands for. */
  constructor(svg, spanMs, top) {
    this.#spanMs = spanMs;
    this.#top = top;
    svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
    svg.setAttribute('preserveAspectRatio', 'none');
    this.#area = element('path', 'plot-area');
    this.#line = element('path', 'plot-line');
    svg.replaceChildren(this.#area, this.#line);
  }

  /** Points as History.series gives them. */
  draw(points) {
    const end = points[points.length - 1]?.at ?? 0;
    const most = Math.max(this.#top, ...points.map(({ value }) => value));
    const at = points.map((point) => {
      const x = WIDTH * (1 - (end - point.at) / this.#spanMs);
      const y = HEIGHT - EDGE - (point.value / most) * (HEIGHT - 2 * EDGE);
      return `${x.toFixed(1)} ${y.toFixed(1)}`;
    });
    const path = at.length ? `M${at.join('L')}` : '';
    this.#line.setAttribute('d', path);
    this.#area.setAttribute('d', at.length ? `${path}V${HEIGHT}H${at[0].split(' ')[0]}Z` : '');
  }
}

function element(name, className) {
  const made = document.createElementNS(NAMESPACE, name);
  made.setAttribute('class', className);
  return made;
}
