import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { FakeClock } from './kit/clock.js';
import { Sheet } from '../../main/webapp/lib/sheet.js';

const HEIGHTS = { peek: 120, half: 300, full: 600 };
let time;
let frame;
let handle;
let sheet;

class FakeHandle extends EventTarget {
  attributes = {};
  captured = [];

  setAttribute(name, value) {
    this.attributes[name] = value;
  }

  setPointerCapture(id) {
    this.captured.push(id);
  }
}

beforeEach(() => {
  time = new FakeClock().install();
  const style = new Map();
  frame = { dataset: {}, style: { setProperty: (name, value) => style.set(name, value), removeProperty: (name) => style.delete(name), get: (name) => style.get(name) } };
  handle = new FakeHandle();
  sheet = new Sheet(frame, handle, { heights: () => HEIGHTS, sheet: () => HEIGHTS[frame.dataset.sheet] });
});

function pointer(type) {
  handle.dispatchEvent(Object.assign(new Event(`pointer${type}`), { pointerId: 1 }));
}

/** Moves to each y, so many ms apart. */
function drag(ys, ms) {
  const stamp = (event, at) => Object.defineProperty(event, 'timeStamp', { value: at });
  ys.forEach((clientY, n) => {
    const type = n === 0 ? 'pointerdown' : 'pointermove';
    handle.dispatchEvent(stamp(Object.assign(new Event(type), { pointerId: 1, isPrimary: true, clientY }), n * ms));
  });
}

function release() {
  pointer('up');
  handle.dispatchEvent(new Event('click'));
}

const press = () => handle.dispatchEvent(new Event('click'));
const key = (name) => {
  const event = Object.assign(new Event('keydown', { cancelable: true }), { key: name });
  handle.dispatchEvent(event);
  return event.defaultPrevented;
};

test('it begins half, and a press makes it tall and half again', () => {
  assert.equal(frame.dataset.sheet, 'half');
  assert.equal(handle.attributes['aria-expanded'], false);
  press();
  assert.equal(frame.dataset.sheet, 'full');
  assert.equal(handle.attributes['aria-expanded'], true);
  press();
  assert.equal(frame.dataset.sheet, 'half');
});

test('arrow keys go through its states, and no further', () => {
  assert.equal(key('ArrowDown'), true);
  assert.equal(frame.dataset.sheet, 'peek');
  assert.equal(key('ArrowDown'), false);
  assert.equal(frame.dataset.sheet, 'peek');
  press();
  assert.equal(frame.dataset.sheet, 'half');
  key('ArrowUp');
  assert.equal(frame.dataset.sheet, 'full');
  assert.equal(key('x'), false);
});

test('it follows the finger within its bounds', () => {
  drag([500, 450, 400], 100);
  assert.equal(frame.style.get('--sheet'), '400px');
  assert.deepEqual(handle.captured, [1]);
  drag([500], 0);
  assert.equal(frame.style.get('--sheet'), '400px', 'a second finger begins nothing');
});

test('a slow drag comes to rest at what is nearest', async () => {
  drag([500, 400, 360], 1000);
  release();
  assert.equal(frame.dataset.sheet, 'half', '440 of 600');
  assert.equal(frame.style.get('--sheet'), undefined);
  await time.pass(1);
  drag([500, 400, 340], 1000);
  release();
  assert.equal(frame.dataset.sheet, 'full');
});

test('a flick means the next state in its direction', async () => {
  drag([500, 480, 440], 16);
  release();
  assert.equal(frame.dataset.sheet, 'full');
  await time.pass(1);
  drag([100, 120, 160], 16);
  release();
  assert.equal(frame.dataset.sheet, 'half');
  await time.pass(1);
  drag([100, 120, 160], 16);
  release();
  assert.equal(frame.dataset.sheet, 'peek');
});

test('the click after a drag is no press, the next one is', async () => {
  drag([500, 510, 520], 1000);
  release();
  assert.equal(frame.dataset.sheet, 'half');
  await time.pass(1);
  press();
  assert.equal(frame.dataset.sheet, 'full');
});

test('a finger that trembles presses', () => {
  drag([500, 503, 498], 16);
  assert.equal(frame.style.get('--sheet'), undefined);
  release();
  assert.equal(frame.dataset.sheet, 'full');
});

test('where the browser takes the finger, it stays as it was', () => {
  drag([500, 400], 16);
  pointer('cancel');
  assert.equal(frame.dataset.sheet, 'half');
  assert.equal(frame.style.get('--sheet'), undefined);
});
