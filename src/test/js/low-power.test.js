import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser } from './kit/browser.js';

let loads = 0;

beforeEach(() => fakeBrowser());

/** As a page that is loaded. */
const page = () => import(`../../main/webapp/lib/low-power.js?page=${loads++}`);

test('nobody has low power who did not choose it, and then this device keeps it', async () => {
  const first = await page();
  assert.equal(first.lowPower(), false);
  assert.equal(first.wishedPace(), undefined);
  first.chooseLowPower(true);
  assert.equal(first.lowPower(), true);
  const second = await page();
  assert.equal(second.lowPower(), true);
  assert.equal(second.wishedPace(), '2000');
  second.chooseLowPower(false);
  assert.equal((await page()).lowPower(), false);
});
