import { drawChange, writeStroke, blank, CLEAR } from './lib/compare/draw/stroke.js';
import { Pen } from './lib/compare/draw/pen.js';
import { Replay } from './lib/compare/draw/replay.js';
import { Plots } from './lib/compare/plots.js';
import { Race } from './lib/compare/race.js';
import { read } from './lib/compare/reading.js';
import { showTable } from './lib/compare/table-view.js';
import { Tally } from './lib/compare/tally.js';
import { byId } from './lib/dom.js';
import { formatDuration, formatMillis } from './lib/format.js';
import { currentLanguage, onLanguage, say, sayPlain, t, tell } from './lib/language.js';
import { showPill } from './lib/status.js';
import { whyFailed, whyOf } from './lib/why.js';

const RATES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 50];
const INTERVALS = [0.25, 0.5, 1, 2, 3, 5, 10];
const SECOND_MS = 1000;
/** How often a lag is written while something is on its way: seldom for who wants less motion. */
const LAG_MS = 50;
const CALM_LAG_MS = 500;
const PILLS = { off: 'off', opening: 'connecting', racing: 'live', open: 'live', settling: 'connecting', paused: 'off' };

const calm = matchMedia('(prefers-reduced-motion: reduce)');
const race = new Race({ state: showState, lane: showLane, change: replay });
const tally = new Tally(race);
const key = (name) => name.replace('long-poll', 'longPoll');
const ofLanes = (make) => Object.fromEntries(race.lanes.map(({ name }) => [name, make(name)]));
const table = ofLanes((name) => byId(`row-${name}`));
const plots = new Plots(
  race.lanes,
  { latency: byId('plot-latency'), requests: byId('plot-requests'), bytes: byId('plot-bytes') },
  ofLanes((name) => byId(`swatch-${name}`)),
);
const replays = ofLanes((name) => new Replay(byId(`sheet-${name}`), byId(`lag-${name}`), byId(`bar-${name}`)));
const sheet = byId('sheet').getContext('2d');
const pen = new Pen(byId('sheet'), byId('cross'), (colour, points) => draw(writeStroke(colour, points)));

let ticking;
let last;
/** How long it has been racing, in ms, up to the moment 'counted'. */
let ran = 0;
let counted = 0;
let wasRacing = false;
let lagging;

byId('settings').addEventListener('submit', (event) => (event.preventDefault(), startOrPause()));
byId('reset').addEventListener('click', reset);
byId('rate').addEventListener('input', showRate);
byId('every').addEventListener('input', showEvery);
byId('figure').addEventListener('click', () => pen.figure(calm.matches));
byId('clear').addEventListener('click', () => (pen.stop(), draw(CLEAR)));
document.addEventListener('visibilitychange', hiddenOrShown);
addEventListener('pagehide', () => race.pause());
onLanguage(() => (showRate(), showEvery(), showFigures()));
blank(sheet);
showRate();
showEvery();
showState();
showFigures();

function startOrPause() {
  if (race.racing) {
    pen.stop();
    race.pause();
  } else {
    tell(byId('throttled'));
    race.start();
  }
}

function reset() {
  race.reset();
  countTime();
  ran = 0;
  tally.sample();
  plots.clear();
  showFigures();
}

function showRate() {
  const rate = RATES[byId('rate').value];
  race.rate = rate;
  slider('rate', 'compare.rate.words', { rate });
}

function showEvery() {
  const every = INTERVALS[byId('every').value];
  race.every = every;
  slider('every', 'compare.every.words', { every });
}

function slider(name, words, values) {
  say(byId(`${name}-words`), words, values);
  byId(name).setAttribute('aria-valuetext', t(words, values));
}

/** The race went from one state to another. */
function showState() {
  const { state, racing } = race;
  countTime();
  showPill(byId('status'), PILLS[state], `compare.state.${state}`);
  tell(byId('unanswered'), race.silence && (race.silence.problem ? 'compare.unanswered.why' : 'compare.unanswered'), { reason: race.silence && whyFailed(race.silence) });
  say(byId('start'), racing ? 'compare.pause' : state === 'off' ? 'compare.start' : 'compare.goOn');
  byId('status').dataset.race = state;
  const reading = !['off', 'paused'].includes(state);
  if (reading && !ticking) {
    if (last) {
      plots.skip(1);
    }
    last = performance.now();
    ticking = setInterval(tick, SECOND_MS);
  } else if (!reading && ticking) {
    clearInterval(ticking);
    ticking = undefined;
    tick();
    Object.values(replays).forEach((each) => each.forget());
  }
}

function showLane() {
  const waiting = race.lanes.filter(({ state }) => state.state === 'waiting');
  tell(byId('waiting'), waiting.length > 0 ? 'compare.waiting' : undefined, { lanes: () => list(waiting.map(({ name }) => nameOf(name))) });
  showTable(table, tally.rows);
}

/** Neither opening nor settling is racing. */
function countTime() {
  const now = performance.now();
  ran += wasRacing ? now - counted : 0;
  counted = now;
  wasRacing = race.state === 'racing';
}

/** A second is over; where the browser held the timer back, several are. */
async function tick() {
  const now = performance.now();
  const seconds = Math.max(1, Math.round((now - last) / SECOND_MS));
  last = now;
  countTime();
  await race.askBytes();
  tally.sample();
  if (seconds > 1) {
    plots.skip(seconds - 1);
  }
  race.lanes.forEach(({ figures }) => {
    for (let n = 0; n < Math.min(seconds, 60); n++) {
      figures.recent.advance();
    }
  });
  plots.second((lane) => tally.bytes(lane));
  if (!document.hidden) {
    plots.draw();
  }
  showFigures();
}

function showFigures() {
  const { rows } = tally;
  showTable(table, rows);
  showReading(rows);
  say(byId('source'), race.traffic.measured ? 'compare.source.measured' : 'compare.source.computed');
  sayPlain(byId('published'), race.published.toLocaleString(currentLanguage()));
  if (race.by) {
    say(byId('by'), `compare.by.${race.by}`);
  }
  sayPlain(byId('running'), formatDuration(ran));
  tell(byId('refused'), race.refused > 0 ? 'compare.refused' : undefined, { count: race.refused, why: race.why?.code ? whyOf(race.why) : '' });
  tell(byId('skipped'), race.skipped > 0 ? 'compare.skipped' : undefined, { count: race.skipped });
}

function showReading(rows) {
  const times = (factor) => factor.toLocaleString(currentLanguage(), { maximumSignificantDigits: factor < 100 ? 2 : 3 });
  const sentences = read(rows, { name: nameOf, list, millis: formatMillis, times });
  [1, 2].forEach((n) => tell(byId(`reading-${n}`), ...(sentences[n - 1] ?? [])));
}

function nameOf(name) {
  return t(`compare.name.${key(name)}`);
}

function list(names) {
  return new Intl.ListFormat(currentLanguage(), { type: 'conjunction' }).format(names);
}

function hiddenOrShown() {
  if (document.hidden && race.state !== 'off' && !navigator.locks) {
    race.pause();
    tell(byId('throttled'), 'compare.noLocks');
  } else if (!document.hidden && race.racing) {
    tell(byId('throttled'), 'compare.throttled');
    plots.draw();
  }
}

/** Drawn here at once, and there when it comes. */
async function draw(what) {
  drawChange(sheet, what);
  const at = await race.publish(what);
  if (at !== undefined) {
    Object.values(replays).forEach((each) => each.left(at));
    watchLag();
  }
}

function replay({ name }, change) {
  if (replays[name].came(change, performance.now())) {
    watchLag();
  }
}

function watchLag() {
  lagging ??= setTimeout(() => {
    lagging = undefined;
    const all = Object.values(replays);
    const now = performance.now();
    all.forEach((each) => each.show(now));
    if (all.some(({ behind }) => behind)) {
      watchLag();
    }
  }, calm.matches ? CALM_LAG_MS : LAG_MS);
}
