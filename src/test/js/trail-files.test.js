import assert from 'node:assert/strict';
import { test } from 'node:test';
import { geoJson, gpx } from '../../main/webapp/lib/trail-files.js';

const AT = Date.UTC(2026, 10, 30, 12);
const point = (lat, lon, seconds, begins = false) => ({ lat, lon, at: AT + seconds * 1000, begins });

test('a person is a track of GPX, and a jump begins a segment', () => {
  const text = gpx([{ name: 'Ann', points: [point(1, 2, 0, true), point(1.5, 2.5, 1), point(40, 50, 2, true)] }]);
  assert.match(text, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<gpx version="1.1" creator="Echolocate" xmlns="http:\/\/www\.topografix\.com\/GPX\/1\/1">\n/);
  assert.equal(text.match(/<trkseg>/g).length, 2);
  assert.ok(text.includes('<trkpt lat="1.5" lon="2.5"><time>2026-11-30T12:00:01.000Z</time></trkpt>'));
  assert.ok(text.endsWith('</gpx>\n'));
});

test('a name is text in GPX, whatever is in it', () => {
  const text = gpx([{ name: `</name><script>"&'\u0000\uFFFF`, points: [point(1, 2, 0, true)] }]);
  assert.ok(text.includes('<name>&lt;/name&gt;&lt;script&gt;&quot;&amp;&apos;</name>'), text);
});

test('a piece is a line of GeoJSON, longitude first, and a lone point is a point', () => {
  const { type, features } = JSON.parse(geoJson([{ name: 'Ann "A"', points: [point(1, 2, 0, true), point(1.5, 2.5, 1), point(40, 50, 2, true)] }]));
  assert.equal(type, 'FeatureCollection');
  assert.deepEqual(features.map(({ geometry }) => geometry), [
    { type: 'LineString', coordinates: [[2, 1], [2.5, 1.5]] },
    { type: 'Point', coordinates: [50, 40] },
  ]);
  assert.equal(features[0].properties.name, 'Ann "A"');
  assert.deepEqual(features[0].properties.coordTimes, ['2026-11-30T12:00:00.000Z', '2026-11-30T12:00:01.000Z']);
});

test('no line goes round the world at the date line', () => {
  const { features } = JSON.parse(geoJson([{ name: 'A', points: [point(0, 179.9, 0, true), point(0, 179.99, 1), point(0, -179.99, 2), point(0, -179.9, 3)] }]));
  assert.deepEqual(features.map(({ geometry }) => geometry.coordinates.map(([lon]) => lon)), [[179.9, 179.99], [-179.99, -179.9]]);
});
