// Three plots of the last five minutes at most: latency, requests and bytes. Each point stands for the seconds before it. The arrays have a
// fixed length, and move by one each second; the table beside carries the numbers for who cannot see a plot.

import './browser-language.js';
import uPlot from '../uplot/uPlot.esm.js';
import { formatMillis } from '../format.js';
import { currentLanguage, onLanguage, t } from '../language.js';
import { Rate } from './figures.js';

const SHOWN_S = 300;
/** The time axis grows with the race: [seconds, from mark to mark]. */
const SPANS = [[60, 15], [120, 30], [SHOWN_S, 60]];
const HEIGHT = 220;
/** Lines differ by their dashes, too: not everybody sees colours. */
const DASHES = { websocket: [], sse: [12, 5], 'long-poll': [3, 4], poll: [12, 4, 3, 4] };
const SECONDS = Array.from({ length: SHOWN_S }, (_, i) => i + 1 - SHOWN_S);

export class Plots {
  #lanes;
  #swatches;
  #rates;
  #plots;
  #palette = {};
  #seconds = 0;

  /**
   * lanes: of the race; places: {latency, requests, bytes}: elements; swatches: {name: an element of the lane's colour}
   */
  constructor(lanes, places, swatches) {
    this.#lanes = lanes;
    this.#swatches = swatches;
    this.#rates = lanes.map(() => ({ requests: new Rate(), bytes: new Rate() }));
    this.#look(places.latency);
    const names = lanes.map(({ name }) => name);
    const thick = names.map((name) => this.#line(name, 2.5));
    const thin = names.map((name) => this.#line(name, 1));
    this.#plots = {
      latency: this.#plot(places.latency, [...thick, ...thin], true, formatTime),
      requests: this.#plot(places.requests, thick, false, (each) => each.toLocaleString(currentLanguage())),
      bytes: this.#plot(places.bytes, thick, true, formatBytes),
    };
    const redraw = () => {
      this.#look(places.latency);
      this.#all().forEach(({ plot }) => plot.redraw(false, true));
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
    onLanguage(redraw);
  }

  /** One more second. bytes(lane): all of them until now. */
  second(bytes) {
    const { latency, requests, bytes: sizes } = this.#plots;
    this.#seconds += 1;
    const p50 = this.#lanes.map(({ figures }) => figures.recent.percentile(0.5));
    const p99 = this.#lanes.map(({ figures }) => figures.recent.percentile(0.99));
    push(latency, [...p50, ...p99]);
    push(requests, this.#lanes.map(({ figures }, i) => this.#rates[i].requests.look(figures.requests)));
    // nothing has no place on a logarithmic scale
    push(sizes, this.#lanes.map((lane, i) => this.#rates[i].bytes.look(bytes(lane)) || undefined));
  }

  /** Seconds of which nothing is known: the lines break there. */
  skip(seconds) {
    this.#seconds += seconds;
    for (let n = 0; n < Math.min(seconds, SHOWN_S); n++) {
      this.#all().forEach(({ data }) => shift(data));
    }
    this.#forgetRates();
  }

  draw() {
    this.#all().forEach(({ plot, data }) => plot.setData(data));
  }

  clear() {
    this.#seconds = 0;
    this.#all().forEach(({ data }) => data.slice(1).forEach((line) => line.fill(null)));
    this.#forgetRates();
    this.draw();
  }

  #forgetRates() {
    this.#rates.forEach(({ requests, bytes }) => (requests.clear(), bytes.clear()));
  }

  #all() {
    return Object.values(this.#plots);
  }

  #line(name, width) {
    return { stroke: () => this.#palette[name], width, dash: DASHES[name], spanGaps: true, points: { show: false } };
  }

  #plot(place, lines, logarithmic, format) {
    const data = [SECONDS, ...lines.map(() => new Array(SHOWN_S).fill(null))];
    const grid = { stroke: () => this.#palette.grid, width: 1 };
    const axis = { stroke: () => this.#palette.ink, grid, ticks: { show: false }, font: `11px ${getComputedStyle(place).fontFamily}` };
    const options = {
      width: place.clientWidth || 300,
      height: HEIGHT,
      padding: [8, 24, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: false, range: () => [-this.#span()[0], 0] }, y: logarithmic ? { distr: 3, range: powersOfTen } : { range: fromZero } },
      series: [{}, ...lines],
      axes: [
        { ...axis, size: 28, splits: () => this.#marks(), values: (_, marks) => marks.map(ago) },
        {
          ...axis,
          size: 64,
          grid: { ...grid, filter: (_, marks) => (logarithmic ? marks.map(powerOfTen) : marks) },
          values: (_, marks) => marks.map((mark) => (mark === null ? null : format(mark))),
        },
      ],
    };
    const plot = new uPlot(options, data, place);
    new ResizeObserver(() => place.clientWidth > 0 && plot.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
    return { plot, data };
  }

  #span() {
    return SPANS.find(([seconds]) => this.#seconds <= seconds) ?? SPANS.at(-1);
  }

  #marks() {
    const [seconds, step] = this.#span();
    return Array.from({ length: seconds / step + 1 }, (_, i) => i * step - seconds);
  }

  /** Colours as the style sheet has them now. */
  #look(place) {
    for (const [name, swatch] of Object.entries(this.#swatches)) {
      this.#palette[name] = getComputedStyle(swatch).color;
    }
    const style = getComputedStyle(place);
    this.#palette.ink = style.color;
    this.#palette.grid = style.borderTopColor;
  }
}

function ago(mark) {
  if (mark === 0) {
    return t('compare.now');
  }
  return mark % 60 === 0 ? t('compare.minutesAgo', { minutes: -mark / 60 }) : t('compare.secondsAgo', { seconds: -mark });
}

/** '100 ms', '10 s' */
function formatTime(millis) {
  return millis < 1000 ? formatMillis(millis) : `${millis / 1000} s`;
}

/** '100 B', '10 kB' */
function formatBytes(bytes) {
  return bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${bytes / 1000} kB` : `${bytes / 1e6} MB`;
}

function powerOfTen(mark) {
  return mark !== null && Number.isInteger(Math.round(Math.log10(mark) * 1e6) / 1e6) ? mark : null;
}

function push({ data }, values) {
  shift(data);
  values.forEach((value, i) => (data[i + 1][SHOWN_S - 1] = value ?? null));
}

function shift(data) {
  for (const line of data.slice(1)) {
    line.copyWithin(0, 1);
    line[SHOWN_S - 1] = null;
  }
}

function powersOfTen(_, least, most) {
  return least === null ? [1, 1000] : uPlot.rangeLog(least, Math.max(most, least * 10), 10, true);
}

function fromZero(_, __, most) {
  return [0, Math.max(1, (most ?? 0) * 1.1)];
}
