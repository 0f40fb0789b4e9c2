import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { fakeBrowser, fakeLocks } from './kit/browser.js';

let locks;
let loads = 0;

beforeEach(() => {
  locks = fakeLocks();
  fakeBrowser({ locks });
});

/** Each tab has modules of its own, and shares the locks. */
const tab = () => import(`../../main/webapp/lib/transports/permit.js?tab=${loads++}`);

test('one connection is held a tab', async () => {
  const { takePermit } = await tab();
  const release = await takePermit();
  assert.equal(typeof release, 'function');
  assert.equal(await takePermit(), undefined);
  release();
  assert.equal(typeof (await takePermit()), 'function');
});

test('four connections are held in all tabs', async () => {
  const tabs = await Promise.all([1, 2, 3, 4, 5].map(tab));
  const permits = [];
  for (const { takePermit } of tabs) {
    permits.push(await takePermit());
  }
  assert.deepEqual(permits.map((each) => typeof each), ['function', 'function', 'function', 'function', 'undefined']);
  permits[2]();
  await new Promise(setImmediate);
  assert.equal(typeof (await tabs[4].takePermit()), 'function');
});

test('without Web Locks, as on plain http, nothing is held', async () => {
  fakeBrowser();
  const { takePermit } = await tab();
  assert.equal(await takePermit(), undefined);
});
