import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';
import { FakeClock } from './kit/clock.js';
import { between } from '../../main/webapp/lib/map/mercator.js';
import { Walk } from '../../main/webapp/lib/walk.js';

const HOME = { lat: 47.37, lon: 8.54 };
let time;
let fixes;
let walk;
let near;

beforeEach(() => {
  time = new FakeClock().install();
  fakeBrowser();
  fixes = [];
  near = undefined;
  walk = new Walk({ fix: (fix) => fixes.push(fix), state: () => undefined, near: () => near });
});

test('a walk is a fix a second, at the pace of a person, and has no time of its own', async () => {
  walk.start(HOME);
  await time.pass(10000);
  assert.equal(fixes.length, 11);
  fixes.slice(1).forEach((fix, i) => {
    const { metres } = between(fixes[i], fix);
    assert.ok(metres > 0.5 && metres < 2.2, String(metres));
    assert.deepEqual(Object.keys(fix).sort(), ['accuracy', 'heading', 'lat', 'lon', 'speed']);
  });
  walk.stop();
  assert.equal(time.timers, 0);
});

test('a clock that is set stops nobody, and sends nobody anywhere', async () => {
  walk.start(HOME);
  await time.pass(1000);
  time.set(0);
  await time.pass(1000);
  time.set(Date.UTC(2040, 0, 1));
  await time.pass(1000);
  fixes.slice(1).forEach((fix, i) => assert.ok(between(fixes[i], fix).metres < 2.2));
});

test('a reload goes on where it was', async () => {
  assert.equal(Walk.kept, false);
  walk.start(HOME);
  await time.pass(5000);
  const last = fixes.at(-1);
  assert.equal(Walk.kept, true);
  walk.start();
  assert.ok(between(last, fixes.at(-1)).metres < 3);
  walk.stop();
  assert.equal(Walk.kept, false);
});

test('who walks where somebody is begins 200 m from them', () => {
  near = HOME;
  walk.start();
  const { metres } = between(HOME, fixes[0]);
  assert.ok(metres > 195 && metres < 205, String(metres));
  walk.stop();
});
