import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Steering } from '../../main/webapp/lib/map/steering.js';

test('everybody is kept in sight until the person moves the map, however', () => {
  for (const zooms of [true, false]) {
    const steering = new Steering();
    assert.equal(steering.mayFit, true);
    steering.taken({ zooms });
    steering.released();
    assert.equal(steering.mayFit, false);
    steering.fit();
    assert.equal(steering.mayFit, true);
  }
});

test('who zooms goes on following, but is not disturbed meanwhile', () => {
  const steering = new Steering();
  steering.follow('ann');
  assert.deepEqual([steering.mayFit, steering.mayFollow], [false, 'ann']);
  steering.taken({ zooms: true });
  assert.deepEqual([steering.followed, steering.mayFollow], ['ann', undefined]);
  steering.released();
  assert.equal(steering.mayFollow, 'ann');
});

test('who pulls the map away follows nobody any more', () => {
  const steering = new Steering();
  steering.follow('ann');
  steering.taken({ zooms: false });
  steering.released();
  assert.deepEqual([steering.followed, steering.mayFollow, steering.mayFit], [undefined, undefined, false]);
});

test('following ends, and the view stays', () => {
  const steering = new Steering();
  steering.follow('ann');
  steering.follow(undefined);
  assert.deepEqual([steering.followed, steering.mayFit], [undefined, false]);
});

test('somebody shown from near stays so, until everybody is asked for', () => {
  const steering = new Steering();
  steering.stay();
  assert.equal(steering.mayFit, false);
  steering.follow('ann');
  steering.fit();
  assert.deepEqual([steering.followed, steering.mayFit], [undefined, true]);
});
