import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { formatDistance } from '../../main/webapp/lib/format.js';
import { setLanguage } from '../../main/webapp/lib/language.js';
import { mapApp } from '../../main/webapp/lib/map-app.js';
import { formatSpeed, usualUnit } from '../../main/webapp/lib/speed-unit.js';
import { accuracyWords, whereFrom, whereWords } from '../../main/webapp/lib/where.js';
import { fakeBrowser } from './kit/browser.js';

const ZURICH = { lat: 47.37, lon: 8.54 };

beforeEach(() => {
  fakeBrowser();
  setLanguage('en');
});

test('distances are as exact as people would say them', () => {
  const said = [0, 12.4, 47, 97.4, 97.6, 354, 994, 996, 2449, 9949, 9951, 12400, 9560000].map(formatDistance);
  assert.deepEqual(said, [
    '0 m', '12 m', '45 m', '95 m', '100 m', '350 m', '990 m', '1.0 km', '2.4 km', '9.9 km', '10 km', '12 km', '9,560 km',
  ]);
});

test('where somebody is, in both languages', () => {
  const other = { lat: 47.3722, lon: 8.5433 };
  assert.equal(whereWords(whereFrom(ZURICH, other)), '350 m north-east');
  assert.equal(whereWords(whereFrom(other, ZURICH)), '350 m south-west');
  setLanguage('zh-CN');
  assert.equal(whereWords(whereFrom(ZURICH, other)), '东北方 350 m');
});

test('who is nearer than a receiver sees is in no direction', () => {
  assert.equal(whereWords(whereFrom(ZURICH, { lat: 47.37005, lon: 8.54 })), 'less than 10 m away');
  assert.equal(whereWords(whereFrom(ZURICH, ZURICH)), 'less than 10 m away');
});

test('without me there is no where', () => {
  assert.equal(whereFrom(undefined, ZURICH), undefined);
});

test('accuracy in words', () => {
  assert.equal(accuracyWords(12), 'to within 12 m');
  assert.equal(accuracyWords(1200), 'to within 1.2 km');
  assert.equal(accuracyWords(undefined), 'not known');
});

test('miles where roads are in miles, by the region and not by the language', () => {
  for (const tag of ['en-US', 'en-GB', 'en_US', 'es-US', 'cy-GB', 'en-LR', 'my-MM', 'en-US-posix', 'en_US.UTF-8', 'en-Latn-GB']) {
    assert.equal(usualUnit(tag), 'mph', tag);
  }
  for (const tag of ['en', 'de-DE', 'en-AU', 'zh-CN', 'zh-Hans-CN', 'C', '', 'gb', 'en-USA']) {
    assert.equal(usualUnit(tag), 'km/h', tag);
  }
});

test('speeds', () => {
  assert.equal(formatSpeed(1.4, 'km/h'), '5 km/h');
  assert.equal(formatSpeed(1.4, 'mph'), '3 mph');
  assert.equal(formatSpeed(0, 'km/h'), '0 km/h');
});

test('what is chosen is remembered, and a word that is no unit is not', async () => {
  let copies = 0;
  const page = () => import(`../../main/webapp/lib/speed-unit.js?page=${copies++}`);
  const first = await page();
  assert.equal(first.speedUnit(), 'mph');
  first.chooseSpeedUnit('km/h');
  assert.equal(first.speedUnit(), 'km/h');
  assert.equal((await page()).speedUnit(), 'km/h');
  window.localStorage.setItem('echolocate.speed', 'knots');
  assert.equal((await page()).speedUnit(), 'mph');
});

test('a place in the map app of the device, and nothing but the place', () => {
  const place = { lat: -33.8615123, lon: 151.2109, name: 'Ann' };
  const app = (userAgent) => mapApp(place, userAgent);
  assert.deepEqual(app('Mozilla/5.0 (Linux; Android 15; K) Chrome/140 Mobile'), {
    name: 'phone',
    address: 'geo:-33.861512,151.2109?q=-33.861512,151.2109',
  });
  for (const device of ['(iPhone; CPU iPhone OS 18_0 like Mac OS X)', '(Macintosh; Intel Mac OS X 10_15_7)']) {
    assert.deepEqual(app(`Mozilla/5.0 ${device}`), {
      name: 'apple',
      address: 'https://maps.apple.com/?ll=-33.861512,151.2109&q=-33.861512,151.2109',
    });
  }
  assert.deepEqual(app('Mozilla/5.0 (Windows NT 10.0; Win64; x64)'), {
    name: 'openstreetmap',
    address: 'https://www.openstreetmap.org/?mlat=-33.861512&mlon=151.2109#map=17/-33.861512/151.2109',
  });
});
