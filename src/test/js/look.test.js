import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from '../../main/webapp/lib/look.js';

test('there is no news of somebody after a minute by the server\'s time, and none is missed of who pauses', () => {
  const now = Date.UTC(2026, 0, 1);
  assert.equal(stateOf({ at: now }, now), 'live');
  assert.equal(stateOf({ at: now - 59999 }, now), 'live');
  assert.equal(stateOf({ at: now - 60000 }, now), 'stale');
  assert.equal(stateOf({ at: now - 90000, paused: true }, now), 'paused');
});
