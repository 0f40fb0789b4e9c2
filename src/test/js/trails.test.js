import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Trails } from '../../main/webapp/lib/map/trails.js';
import { isJump } from '../../main/webapp/lib/map/travel.js';

const AT = 1_800_000_000_000;
const MINUTE = 60_000;
const HONG_KONG = [22.2855, 114.1577];
const ZURICH = [47.37, 8.54];

function fix([lat, lon], seconds, more = {}) {
  return { id: 'a', lat, lon, at: AT + seconds * 1000, joined: AT, ...more };
}

function begins(trails) {
  return trails.get('a').map((point) => point.begins);
}

test('a simulated walk that becomes a real position is two pieces, of one trail from the server as of fixes seen', () => {
  const walked = [HONG_KONG, [22.2856, 114.1577]];
  const seen = new Trails();
  walked.forEach((place, i) => seen.take('a', fix(place, i)));
  assert.equal(seen.jumped('a'), false);
  seen.take('a', fix(ZURICH, 30));
  assert.equal(seen.jumped('a'), true);
  seen.take('a', fix([47.3701, 8.54], 31));
  assert.deepEqual(begins(seen), [true, false, true, false]);
  const told = new Trails();
  const trail = [...walked.map((place, i) => [...place, AT + i * 1000]), [...ZURICH, AT + 30_000], [47.3701, 8.54, AT + 31_000]];
  told.take('a', fix([47.3701, 8.54], 31, { trail }));
  assert.deepEqual(told.get('a'), seen.get('a'));
});

test('an airliner with the wind in its back draws a line, also over a gap of ten minutes', () => {
  const at = (seconds) => ({ lat: 50, lon: (360 * seconds) / (111_319.49 * Math.cos((50 * Math.PI) / 180)), at: AT + seconds * 1000 });
  assert.equal(isJump(at(0), at(1)), false);
  assert.equal(isJump(at(0), at(600)), false);
});

test('nobody goes from Zurich to Bern in a minute, nor around the world in half an hour', () => {
  assert.equal(isJump({ lat: 47.37, lon: 8.54, at: AT }, { lat: 46.95, lon: 7.45, at: AT + MINUTE }), true);
  assert.equal(isJump({ lat: 0, lon: 0, at: AT }, { lat: 0, lon: 180, at: AT + 30 * MINUTE }), true);
});

test('a coarse fix and a fine one a moment later are one piece', () => {
  assert.equal(isJump({ lat: 47.37, lon: 8.54, at: AT }, { lat: 47.374, lon: 8.54, at: AT + 1 }), false);
});

test('a walk over the date line, or about a pole, is no jump', () => {
  assert.equal(isJump({ lat: -17, lon: 179.9999, at: AT }, { lat: -17, lon: -179.9999, at: AT + 10_000 }), false);
  assert.equal(isJump({ lat: 89.9999, lon: 0, at: AT }, { lat: 89.9999, lon: 180, at: AT + 10_000 }), false);
  const trails = new Trails();
  trails.take('a', fix([-17, 179.9999], 0));
  trails.take('a', fix([-17, -179.9999], 10));
  const [from, to] = trails.get('a').map(({ x }) => x);
  assert.ok(to > from && to - from < 1e-6, `${from} ${to}`);
});

test('fixes that came late are in their place for who loads again; a page that is open draws what it has seen', () => {
  const places = [0, 1, 2, 3].map((i) => [47.37 + i / 1000, 8.54]);
  const trails = new Trails();
  trails.take('a', fix(places[0], 0));
  trails.take('a', fix(places[3], 30));
  trails.take('a', fix(places[3], 30));
  assert.deepEqual(trails.get('a').map(({ at }) => (at - AT) / 1000), [0, 30]);
  trails.take('a', fix(places[3], 30, { trail: places.map((place, i) => [...place, AT + i * 10_000]) }));
  assert.deepEqual(trails.get('a').map(({ at }) => (at - AT) / 1000), [0, 10, 20, 30]);
  assert.deepEqual(begins(trails), [true, false, false, false]);
});

test('the trail of somebody silent ends after half an hour, as it does for a newcomer', () => {
  const open = new Trails();
  open.take('a', fix(ZURICH, 0));
  open.take('a', fix(ZURICH, 60));
  assert.equal(open.forget(AT + 30 * MINUTE), false);
  assert.equal(open.forget(AT + 30 * MINUTE + 1), true);
  assert.deepEqual(open.get('a').map(({ at }) => at), [AT + MINUTE]);
  assert.equal(open.forget(AT + 40 * MINUTE), true);
  assert.deepEqual(open.get('a'), []);
  const newcomer = new Trails();
  newcomer.take('a', fix(ZURICH, 60, { trail: [] }));
  newcomer.forget(AT + 40 * MINUTE);
  assert.deepEqual(newcomer.get('a'), open.get('a'));
});

test('it has the newest two hundred fixes, and none twice', () => {
  const trails = new Trails();
  for (let i = 0; i < 450; i++) {
    trails.take('a', fix([i / 1e4, 0], i));
    trails.take('a', fix([i / 1e4, 0], i, { paused: true }));
  }
  const times = trails.get('a').map(({ at }) => at);
  assert.equal(times.length, 200);
  assert.deepEqual([times[0], times[199]], [AT + 250_000, AT + 449_000]);
});

test('it goes with the person, and who comes back begins another one', () => {
  const trails = new Trails();
  trails.take('a', fix(ZURICH, 0));
  trails.take('a', fix(ZURICH, 1));
  trails.remove('a');
  assert.deepEqual(trails.get('a'), []);
  trails.take('a', fix(ZURICH, 2));
  trails.take('a', fix(ZURICH, 3, { joined: AT + 3000 }));
  assert.equal(trails.get('a').length, 1, 'left and came back within one frame');
});

test('no line is painted over a jump', async () => {
  const lines = [];
  globalThis.Path2D = class {
    moveTo(x, y) {
      this.last = [x, y];
    }

    lineTo(x, y) {
      lines.push(Math.hypot(x - this.last[0], y - this.last[1]));
      this.last = [x, y];
    }
  };
  const { paintTrails } = await import('../../main/webapp/lib/map/trail-painter.js');
  const trails = new Trails();
  const places = [HONG_KONG, [22.2856, 114.1577], [22.2857, 114.1577], ZURICH, [47.3701, 8.54], [47.3702, 8.54]];
  places.forEach((place, i) => trails.take('a', fix(place, i)));
  const frame = { world: 1024, left: 0, top: 0, width: 1024, height: 1024, centre: 0.5 };
  paintTrails({ stroke() {} }, frame, ['a'], trails, () => 0, { tints: ['red'] });
  assert.equal(lines.length, 4);
  assert.ok(Math.max(...lines) < 1, `${lines}`);
});
