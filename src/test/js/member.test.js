import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Member } from '../../main/webapp/lib/member.js';
import { fakeBrowser, fakeLocks } from './kit/browser.js';
import { FakeClock, settled } from './kit/clock.js';

const ME = { id: 'id', secret: 'secret', name: 'Ann' };
let clock;
let locks;
let browser;

beforeEach(() => {
  clock = new FakeClock().install();
  locks = fakeLocks();
  browser = fakeBrowser({ locks });
});

test('a reload is the same person', async () => {
  const before = new Member('den');
  assert.equal(await before.recall(), undefined);
  before.keep(ME);
  await settled();
  // the page before is gone, and its locks with it
  navigator.locks = fakeLocks();
  const after = new Member('den');
  assert.equal(await after.recall(), 'secret');
  assert.deepEqual([after.id, after.name], ['id', 'Ann']);
});

test('the page before may take a moment to go', async () => {
  const before = new Member('den');
  before.keep(ME);
  await settled();
  const recalled = new Member('den').recall();
  await clock.pass(499);
  before.leave();
  assert.equal(await recalled, 'secret');
});

test('nor does it matter how long it takes, once it knows that it goes', async () => {
  new Member('den').keep(ME);
  await settled();
  await browser.fire('pagehide', { persisted: true });
  assert.equal(locks.held.size, 1, 'it may come back');
  await browser.fire('pagehide', { persisted: false });
  await settled();
  assert.equal(locks.held.size, 0);
  assert.equal(await new Member('den').recall(), 'secret');
});

test('what a page that goes still holds is waited for: nobody else lives with it', async () => {
  new Member('den').keep(ME);
  await settled();
  const release = [...locks.held];
  await browser.fire('pagehide', { persisted: false });
  // the browser is slow to let go
  let go;
  locks.request(release[0], {}, () => new Promise((resolve) => (go = resolve)));
  const recalled = new Member('den').recall();
  await clock.pass(9000);
  go();
  assert.equal(await recalled, 'secret');
});

test('a duplicated tab is a second person, also in browsers without AbortSignal.timeout', async () => {
  const timeout = AbortSignal.timeout;
  delete AbortSignal.timeout;
  try {
    new Member('den').keep(ME);
    await settled();
    const copy = new Member('den');
    const recalled = copy.recall();
    await clock.pass(500);
    assert.equal(await recalled, undefined);
    assert.equal(await new Member('den').recall(), undefined);
  } finally {
    AbortSignal.timeout = timeout;
  }
});

test('one is somebody else in another room', async () => {
  new Member('den').keep(ME);
  assert.equal(await new Member('attic').recall(), undefined);
});

test('whoever leaves holds nothing, and may come back', async () => {
  for (let n = 0; n < 3; n++) {
    const member = new Member('den');
    member.keep(ME);
    await settled();
    assert.equal(locks.held.size, 1);
    member.leave();
    await settled();
    assert.equal(locks.held.size, 0);
  }
  assert.equal(await new Member('den').recall(), 'secret');
});

test('without Web Locks every tab is believed', async () => {
  fakeBrowser();
  new Member('den').keep(ME);
  assert.equal(await new Member('den').recall(), 'secret');
});

test('what somebody else wrote there is nobody', async () => {
  window.sessionStorage.setItem('echolocate.member:/live/:den', 'nonsense');
  assert.equal(await new Member('den').recall(), undefined);
});
