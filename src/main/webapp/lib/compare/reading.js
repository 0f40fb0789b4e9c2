// Two sentences that follow from the figures: how late, and at what cost. Pure.

/** Fewer say nothing. */
const LEAST = 5;
/** Who is that much slower, and by as many ms, is slower; below it one can't tell. */
const AS_GOOD = 1.5;
const AS_GOOD_MS = 2;

/**
 * rows: as lib/compare/tally.js gives them. Gives [key, values] twice, for say(); or once, where there is not enough to read.
 * name(transport), list(names), millis(ms), times(factor): how these are written.
 */
export function read(rows, { name, list, millis, times }) {
  const known = rows
    .filter(({ figures, each }) => figures.latency.count >= LEAST && each !== undefined)
    .map((row) => ({ name: row.name, late: row.figures.latency.percentile(0.5), worst: row.figures.latency.worst, each: row.each, measured: row.measured }));
  if (known.length < 2) {
    return [['compare.reading.none', { least: LEAST }]];
  }
  const words = (some) => () => list(some.map((row) => name(row.name)));
  return [latency(known, words, millis, times), cost(known, words, times)];
}

function latency(rows, words, millis, times) {
  const sorted = [...rows].sort((a, b) => a.late - b.late);
  const [first] = sorted;
  const last = sorted.at(-1);
  const fast = sorted.filter(({ late }) => late <= first.late * AS_GOOD || late <= first.late + AS_GOOD_MS);
  if (fast.length === sorted.length) {
    return ['compare.reading.even', { late: () => millis(last.late) }];
  }
  return [
    'compare.reading.late',
    {
      fast: words(fast),
      late: () => millis(fast.at(-1).late),
      slow: words([last]),
      slowLate: () => millis(last.late),
      worst: () => millis(last.worst),
      times: () => times(last.late / fast.at(-1).late),
    },
  ];
}

function cost(rows, words, times) {
  const sorted = [...rows].sort((a, b) => a.each - b.each);
  const [least] = sorted;
  const most = sorted.at(-1);
  return [
    least.measured ? 'compare.reading.costMeasured' : 'compare.reading.costComputed',
    {
      most: words([most]),
      mostBytes: Math.round(most.each),
      least: words([least]),
      leastBytes: Math.round(least.each),
      times: () => times(most.each / least.each),
    },
  ];
}
