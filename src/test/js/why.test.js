import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { setLanguage } from '../../main/webapp/lib/language.js';
import { whyKey, whyOf } from '../../main/webapp/lib/why.js';
import english from '../../main/webapp/lib/words.js';
import { fakeBrowser } from './kit/browser.js';

beforeEach(() => {
  fakeBrowser();
  setLanguage('en');
});

test('an address that has its share is told from what is full for all by its code', () => {
  const message = 'your address has as many ids here as it may';
  assert.deepEqual(['full', 'share', 'too_fast'].map((code) => whyKey(code)), ['why.full', 'why.share', 'why.too_fast']);
  assert.equal(whyOf({ code: 'full', message })(), 'there is no room for it now. Try again later.');
});

test('a refusal is in the language of the page, and has no words of the server in it', () => {
  const why = whyOf({ code: 'foreign_origin', message: "The page's origin is not this server's" });
  assert.match(why(), /passes the Host header on/);
  setLanguage('zh-CN');
  assert.match(why(), /^服务器认为此页面属于别的网站。/);
  assert.doesNotMatch(why(), /this server/);
});

test('what has no words of ours is said in those of the server', () => {
  setLanguage('zh-CN');
  assert.equal(whyOf({ code: 'bad_lat', message: 'lat is -90 to 90' })(), 'lat is -90 to 90（bad_lat）');
  assert.equal(whyOf({ code: 4711, message: 'so be it' })(), 'so be it（4711）');
});

test('statuses of HTTP and close codes have words, whatever answered', () => {
  assert.deepEqual(
    [403, '403', 413, 502, 418, 0, 1006, 1013, 4711, ''].map((code) => whyKey(code)),
    ['http.403', 'http.403', 'http.413', 'http.other', 'http.other', 'close.1006', 'close.1006', 'close.1013', 'close.other', 'why.other'],
  );
});

test('each code that is known has words', () => {
  const words = Object.keys(english).filter((key) => /^(why|http)\./.test(key) && !key.endsWith('.other'));
  assert.deepEqual(words.map((key) => whyKey(key.split('.')[1])), words);
});
