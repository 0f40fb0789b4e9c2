import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fakeBrowser, fakeElement } from './kit/browser.js';

test('what is unread stands before the title of the moment', async () => {
  fakeBrowser();
  const { PageTitle } = await import('../../main/webapp/lib/page-title.js');
  const element = fakeElement('title');
  element.dataset.t = 'tracker.title';
  const title = new PageTitle(element);
  title.unread = 3;
  assert.equal(element.textContent, '(3) Tracker · Echolocate');
  title.words = ['tracker.titleOf', { room: 'den' }];
  assert.equal(element.textContent, '(3) Room den · Echolocate');
  title.news = () => 'Ana is here';
  assert.equal(element.textContent, 'Ana is here · (3) Room den · Echolocate');
  title.news = undefined;
  title.unread = 0;
  assert.equal(element.textContent, 'Room den · Echolocate');
});
