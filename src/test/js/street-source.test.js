import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { StreetSource } from '../../main/webapp/lib/map/street-source.js';
import { TileStore } from '../../main/webapp/lib/map/tile-store.js';
import { Drawn, layer, tile } from './kit/vector-tile.js';

const TOLD = { url: 'api/map/tiles/{z}/{x}/{y}?v=1', minZoom: 4, maxZoom: 15, bounds: [0, 0, 20, 20] };
const BYTES = tile(layer('roads', [2, { kind: 'path', 'name': 'A', 'name:zh': '甲' }, [[[0, 0], [9, 9]]]]));
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
});

function source(answer, language = () => 'en') {
  globalThis.document = { baseURI: 'http://here.example/live/tracker.html?room=secret' };
  globalThis.Path2D = Drawn;
  const asked = [];
  globalThis.fetch = async (url, options) => {
    asked.push([String(url), options.referrerPolicy]);
    return answer();
  };
  return { asked, streets: new StreetSource(TOLD, language) };
}

test('a tile of the map is one of the file, twice as far away', () => {
  const { streets } = source();
  assert.deepEqual(streets.part({ z: 11, x: 530, y: 500 }), { z: 10, x: 530, y: 500, scale: 1, left: 0, top: 0 });
});

test('closer than the file is, it is a part of one', () => {
  const { streets } = source();
  const part = streets.part({ z: 18, x: 4 * 17000 + 3, y: 4 * 16000 + 1 });
  assert.deepEqual(part, { z: 15, x: 17000, y: 16000, scale: 4, left: 3, top: 1 });
});

test('farther than the file is, beyond its bounds, and beyond the world there is none', () => {
  const { streets } = source();
  assert.equal(streets.part({ z: 4, x: 4, y: 3 }), undefined);
  assert.ok(streets.part({ z: 5, x: 8, y: 7 }));
  assert.equal(streets.part({ z: 5, x: 2, y: 7 }), undefined);
  assert.equal(streets.part({ z: 5, x: 8, y: -1 }), undefined);
  assert.equal(streets.part({ z: 5, x: 8, y: 16 }), undefined);
});

test('around the world it is the same', () => {
  const { streets } = source();
  assert.equal(streets.part({ z: 5, x: 8 + 16, y: 7 }).x, 8);
  assert.equal(streets.part({ z: 5, x: 8 - 16, y: 7 }).x, 8);
});

test('a tile is fetched from this server, with no room in it, once, and read in the language of the page', async () => {
  let language = 'en';
  const { streets, asked } = source(() => new Response(BYTES), () => language);
  const part = { z: 10, x: 1, y: 2 };
  const [first, second] = await Promise.all([streets.tile(part), streets.tile(part)]);
  assert.equal(first, second);
  assert.deepEqual(asked, [['http://here.example/live/api/map/tiles/10/1/2?v=1', 'no-referrer']]);
  assert.deepEqual(first.names.map(({ name }) => name), ['A']);
  assert.equal(first.lacksLand, true);
  language = 'zh-CN';
  streets.clear();
  assert.deepEqual((await streets.tile(part)).names.map(({ name }) => name), ['甲']);
});

test('where the file has none, there is none', async () => {
  const { streets } = source(() => new Response(null, { status: 204 }));
  assert.equal(await streets.tile({ z: 10, x: 1, y: 2 }), undefined);
});

test('what does not come is told apart, and asked for again', async () => {
  const answers = [
    () => Promise.reject(new TypeError('no network')),
    () => new Response('{"code":"map_broken"}', { status: 503 }),
    () => new Response('a proxy says something', { status: 502 }),
    () => new Response(Uint8Array.of(0x1a, 0xff)),
    () => new Response(BYTES),
  ];
  const { streets } = source(() => answers.shift()());
  for (const code of ['offline', 'map_broken', 'fault', 'damaged']) {
    await assert.rejects(streets.tile({ z: 10, x: 1, y: 2 }), { code });
  }
  assert.equal((await streets.tile({ z: 10, x: 1, y: 2 })).paths.size, 1);
});

test('of tiles those are kept that were used last', async () => {
  const loaded = [];
  const store = new TileStore(async (z, x) => loaded.push(x) && x, 3);
  for (const x of [1, 2, 3, 1, 4, 1, 2]) {
    assert.equal(await store.get({ z: 0, x, y: 0 }), x);
  }
  assert.deepEqual(loaded, [1, 2, 3, 4, 2]);
  assert.equal(store.size, 3);
});
