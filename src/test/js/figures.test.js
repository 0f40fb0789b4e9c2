import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Figures } from '../../main/webapp/lib/figures/figures.js';
import { History } from '../../main/webapp/lib/figures/history.js';
import { readFigures } from '../../main/webapp/lib/figures/text.js';

const TEXT = `# HELP echolocate_cap_limit How much there may be.
# TYPE echolocate_cap_limit gauge
echolocate_cap_limit{setting="max-sessions"} 100.0
echolocate_cap_limit{setting="feeds.max"} 10.0
echolocate_cap_used{setting="max-sessions"} 20.0
echolocate_cap_used{setting="feeds.max"} 9.0
echolocate_sent_bytes_total{service="chat",transport="sse"} 1.5E3
echolocate_sent_bytes_total{service="chat",transport="websocket"} 500.0
odd{a="q\\"b\\\\c\\nd",b="x,y=\\"z\\""} +Inf
`;

function look(at, values, started = 1) {
  const lines = Object.entries({ ...values, echolocate_start_time_seconds: started }).map(([name, value]) => `${name} ${value}\n`);
  return new Figures(readFigures(lines.join('')), at);
}

function lags(counts) {
  const bounds = ['0.001', '0.1', '1', '+Inf'];
  let sum = 0;
  const lines = bounds.map((le, i) => `echolocate_flush_lag_seconds_bucket{le="${le}"} ${(sum += counts[i])}\n`);
  return new Figures(readFigures(lines.join('')), 0);
}

test('the text is read with its labels, escaped ones too', () => {
  const read = readFigures(TEXT);
  assert.deepEqual(read.get('odd'), [{ labels: { a: 'q"b\\c\nd', b: 'x,y="z"' }, value: Infinity }]);
  assert.deepEqual(read.get('echolocate_cap_used')[1], { labels: { setting: 'feeds.max' }, value: 9 });
  assert.equal(read.size, 4);
});

test('the fullest comes first', () => {
  const caps = new Figures(readFigures(TEXT), 0).caps();
  assert.deepEqual(caps.map(({ setting, share }) => [setting, share]), [['feeds.max', 0.9], ['max-sessions', 0.2]]);
});

test('less than a percent moves no row', () => {
  const text = (a, b) => `echolocate_cap_limit{setting="a"} 1000\necholocate_cap_limit{setting="b"} 1000\necholocate_cap_used{setting="a"} ${a}\necholocate_cap_used{setting="b"} ${b}\n`;
  const first = (a, b) => new Figures(readFigures(text(a, b)), 0).caps()[0].setting;
  assert.deepEqual([first(1, 4), first(4, 1), first(1, 6)], ['a', 'a', 'b']);
});

test('what has some labels is added up over the others', () => {
  const figures = new Figures(readFigures(TEXT), 0);
  assert.equal(figures.sum('echolocate_sent_bytes_total', { service: 'chat' }), 2000);
  assert.equal(figures.get('echolocate_sent_bytes_total', { transport: 'sse' }), 1500);
  assert.equal(figures.get('nothing'), undefined);
});

test('a rate needs two looks at one server', () => {
  const rate = (now, before) => now.rate(before, 'n');
  assert.equal(rate(look(4000, { n: 30 }), look(2000, { n: 10 })), 10);
  assert.equal(rate(look(4000, { n: 30 }), undefined), undefined);
  assert.equal(rate(look(4000, { n: 3 }), look(2000, { n: 10 })), undefined, 'it began anew');
});

test('reasons that just happened go before those that happened more often', () => {
  const text = (a, b) => `r{reason="a",setting="s"} ${a}\nr{reason="b",setting=""} ${b}\nr{reason="c",setting=""} 0\n`;
  const before = new Figures(readFigures(text(50, 1)), 0);
  const now = new Figures(readFigures(text(50, 3)), 1);
  assert.deepEqual(now.reasons('r', before), [
    { reason: 'b', setting: '', count: 3, recent: 2 },
    { reason: 'a', setting: 's', count: 50, recent: 0 },
  ]);
});

test('the lag is that of 99 in 100 since the look before', () => {
  assert.equal(lags([99, 0, 1, 0]).lag(), 0.001);
  assert.equal(lags([98, 0, 2, 0]).lag(), 1);
  assert.equal(lags([98, 0, 2, 0]).lag(lags([0, 0, 2, 0])), 0.001);
  assert.equal(lags([0, 0, 0, 1]).lag(), Infinity);
  assert.equal(lags([0, 0, 0, 0]).lag(), undefined);
});

test('the past is bounded, and a server that began anew has none', () => {
  const history = new History(10_000);
  for (let at = 0; at <= 20_000; at += 2000) {
    history.add(look(at, { n: at }));
  }
  assert.deepEqual(history.series((now) => now.get('n')).map(({ at }) => at), [10_000, 12_000, 14_000, 16_000, 18_000, 20_000]);
  assert.equal(history.since(5000).at, 16_000);
  history.add(look(22_000, { n: 0 }, 2));
  assert.equal(history.since(60_000), undefined);
  assert.equal(history.series((now) => now.get('n')).length, 1);
});
