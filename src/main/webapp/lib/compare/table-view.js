// The running table: a row a transport.

import { formatMillis } from '../format.js';
import { currentLanguage, say, sayPlain } from '../language.js';
import { whyFailed } from '../why.js';

const NOTHING = '–';

/** rows: elements by the names of the transports; figures: [{name, state, figures, bytes: {out, in}, measured, each}] each: bytes a change. */
export function showTable(rows, figures) {
  figures.forEach((each) => showRow(rows[each.name], each));
}

function showRow(row, { state, figures, bytes, measured, each }) {
  const cell = (what, text) => sayPlain(row.querySelector(`[data-figure=${what}]`), text);
  const { latency, arrived, requests } = figures;
  row.dataset.arrived = arrived;
  cell('arrived', number(arrived));
  cell('p50', millis(latency.percentile(0.5)));
  cell('p99', millis(latency.percentile(0.99)));
  cell('worst', latency.count > 0 ? formatMillis(latency.worst) : NOTHING);
  cell('requests', number(requests));
  cell('out', number(bytes.out));
  cell('in', number(bytes.in));
  cell('each', each === undefined ? NOTHING : number(Math.round(each)));
  for (const label of row.querySelectorAll('.source')) {
    say(label, measured ? 'compare.measured' : 'compare.computed');
  }
  showState(row.querySelector('.lane-state'), state, figures);
}

function showState(element, { state, why }, { lost, anew }) {
  element.dataset.state = state;
  if (state === 'refused') {
    say(element, why.problem ? 'compare.lane.refusedBecause' : 'compare.lane.refused', { reason: whyFailed(why) });
  } else if (lost > 0) {
    say(element, 'compare.lane.lost', { count: lost });
  } else if (anew && state === 'live') {
    say(element, 'compare.lane.anew');
  } else {
    say(element, `compare.lane.${state}`);
  }
}

function millis(value) {
  return value === undefined ? NOTHING : formatMillis(value);
}

function number(value) {
  return value.toLocaleString(currentLanguage());
}
