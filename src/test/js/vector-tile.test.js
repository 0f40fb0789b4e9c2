import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lacksLand, schemaFor } from '../../main/webapp/lib/map/schema.js';
import { readTile } from '../../main/webapp/lib/map/vector-tile.js';
import { Drawn, field, layer, message, tile, varint } from './kit/vector-tile.js';

const LINE = [[[0, 0], [50, 25]]];
const SQUARE = [[[0, 0], [50, 0], [50, 50]]];
const POINT = [[[50, 50]]];
const newPath = () => new Drawn();
const read = (bytes, language = 'en') => readTile(bytes, schemaFor(language), newPath);

/** The kinds that a feature becomes, and its name. */
function made(name, properties, type = 2, language = 'en') {
  const { paths, names } = read(tile(layer(name, [type, properties, type === 1 ? POINT : type === 2 ? LINE : SQUARE])), language);
  return [...paths.keys(), ...names.map((each) => each.name)].join(' ');
}

test('geometries are drawn in parts of the side, points are not, and of names the line is kept', () => {
  const { paths, names, layers } = read(tile(
    layer('earth', [3, { kind: 'earth' }, SQUARE]),
    layer('roads', [2, { kind: 'minor_road', name: 'Net Lane' }, [[[0, 0], [50, 25]], [[100, -10], [100, 110]]]]),
    layer('places', [1, { kind: 'locality', name: 'Echo Haven' }, POINT]),
  ));
  assert.equal(paths.get('land').said, 'M0 0L0.5 0L0.5 0.5Z');
  assert.equal(paths.get('small').said, 'M0 0L0.5 0.25M1 -0.1L1 1.1');
  assert.deepEqual(names.map(({ name, line }) => [name, line.map((each) => Math.round(each * 100) / 100)]), [
    ['Net Lane', [0, 0, 0.5, 0.25]], ['Net Lane', [1, -0.1, 1, 1.1]], ['Echo Haven', [0.5, 0.5]],
  ]);
  assert.deepEqual([...layers], ['earth', 'roads', 'places']);
});

test('layers, kinds and fields that nobody knows are left out', () => {
  const odd = [...field(9, 0, 1), ...field(9, 1, 1, 2, 3, 4, 5, 6, 7, 8), ...message(9, [1]), ...field(9, 5, 1, 2, 3, 4)];
  const { paths, names } = read(tile(odd, layer('pois', [1, { kind: 'bench', name: 'A bench' }, POINT]), layer('roads', [2, { kind: 'ferry' }, LINE])));
  assert.deepEqual([paths.size, names.length], [0, 0]);
});

test('streets of Protomaps', () => {
  for (const [kind, detail, is] of [
    ['highway', 'motorway', 'motorway'], ['highway', undefined, 'motorway'], ['major_road', 'trunk', 'motorway'],
    ['major_road', 'primary', 'large'], ['major_road', 'primary_link', 'large'], ['major_road', undefined, 'large'],
    ['major_road', 'secondary', 'medium'], ['medium_road', undefined, 'medium'], ['minor_road', 'residential', 'small'],
    ['minor_road', 'service', 'lane'], ['path', 'pedestrian', 'lane'], ['path', 'steps', 'path'], ['path', 'sidewalk', ''], ['rail', 'rail', 'rail'],
    ['ferry', undefined, ''],
  ]) {
    assert.equal(made('roads', detail ? { kind, kind_detail: detail } : { kind }), is, `${kind} ${detail}`);
  }
  assert.equal(made('roads', { kind: 'major_road', kind_detail: 'primary', is_tunnel: true }), 'large-tunnel');
  assert.equal(made('roads', { kind: 'rail', name: 'A line' }), 'rail', 'railways have no names');
});

test('streets of OpenMapTiles', () => {
  for (const [kind, is] of [['motorway', 'motorway'], ['trunk', 'motorway'], ['primary', 'large'], ['tertiary', 'medium'], ['minor', 'small'],
    ['service', 'lane'], ['path', 'path'], ['rail', 'rail'], ['ferry', '']]) {
    assert.equal(made('transportation', { class: kind }), is, kind);
  }
  assert.equal(made('transportation', { class: 'primary', brunnel: 'tunnel' }), 'large-tunnel');
  assert.equal(made('transportation', { class: 'path', subclass: 'pedestrian' }), 'lane');
  assert.equal(made('transportation_name', { class: 'primary', name: 'Harbour Road' }), 'Harbour Road', 'its line is not drawn twice');
});

test('areas, water and borders of both', () => {
  for (const [name, properties, type, is] of [
    ['landuse', { kind: 'park' }, 3, 'green'], ['landcover', { class: 'wood' }, 3, 'green'], ['landcover', { kind: 'grassland' }, 3, 'green'],
    ['park', { class: 'national_park' }, 3, 'green'], ['landuse', { class: 'residential' }, 3, 'town'], ['landuse', { kind: 'beach' }, 3, 'sand'],
    ['landcover', { class: 'sand', subclass: 'beach' }, 3, 'sand'], ['landuse', { kind: 'pier' }, 3, 'pier'], ['landuse', { kind: 'odd' }, 3, ''],
    ['building', {}, 3, 'building'], ['buildings', { kind: 'building' }, 3, 'building'], ['buildings', { kind: 'address' }, 1, ''],
    ['water', { kind: 'ocean' }, 3, 'water'], ['water', { kind: 'stream' }, 2, 'river'], ['waterway', { class: 'river' }, 2, 'river'],
    ['waterway', { class: 'river', brunnel: 'tunnel' }, 2, ''], ['water', { kind: 'fountain', name: 'A fountain' }, 1, ''],
    ['water_name', { class: 'lake', name: 'A lake' }, 1, 'A lake'], ['water', { kind: 'sea', name: 'A sea' }, 1, 'A sea'],
    ['boundaries', { kind: 'country', kind_detail: 2 }, 2, 'border'], ['boundaries', { kind: 'locality', kind_detail: 8 }, 2, ''],
    ['boundary', { admin_level: 4 }, 2, 'border'], ['boundary', { admin_level: 2, maritime: 1 }, 2, ''],
  ]) {
    assert.equal(made(name, properties, type), is, `${name} ${JSON.stringify(properties)}`);
  }
});

test('names are in the language of the page, else as they are there', () => {
  const names = { 'kind': 'locality', 'name': 'Αθήνα', 'name:en': 'Athens', 'name:zh-Hans': '雅典' };
  assert.equal(made('places', names, 1), 'Athens');
  assert.equal(made('places', names, 1, 'zh-CN'), '雅典');
  assert.equal(made('place', { 'class': 'city', 'name': 'Zürich', 'name:zh': '苏黎世' }, 1, 'zh-CN'), '苏黎世');
  assert.equal(made('place', { class: 'city', name: 'Roma', name_en: 'Rome' }, 1), 'Rome');
  assert.equal(made('place', { class: 'city', name: 'القاهرة' }, 1), 'القاهرة');
  assert.equal(made('place', { class: 'city' }, 1), '');
});

test('greater places go first, and of one size those with more people', () => {
  const place = (properties) => read(tile(layer('places', [1, { name: 'A', ...properties }, POINT]))).names[0].rank;
  const ranks = [{ kind: 'country' }, { kind: 'locality', kind_detail: 'city', population_rank: 12 }, { kind: 'locality', kind_detail: 'city', population_rank: 7 },
    { kind: 'locality', kind_detail: 'town' }, { kind: 'neighbourhood', kind_detail: 'suburb' }, { kind: 'neighbourhood' }].map(place);
  assert.deepEqual(ranks, [...ranks].sort((a, b) => b - a));
  assert.equal(new Set(ranks).size, ranks.length);
  const [first, second] = [1, 9].map((rank) => read(tile(layer('place', [1, { name: 'A', class: 'city', rank }, POINT]))).names[0].rank);
  assert.ok(first > second);
});

test('land is drawn below all of a tile that has none of its own', () => {
  assert.equal(lacksLand(new Set(['earth', 'roads'])), false);
  assert.equal(lacksLand(new Set(['water', 'transportation'])), true);
  assert.equal(lacksLand(new Set(['water', 'water_name'])), false);
  assert.equal(lacksLand(new Set()), false);
});

test('a tile that is cut off is a RangeError, wherever it ends, or it is read up to there', () => {
  const whole = tile(layer('roads', [2, { kind: 'path', width: 2.5, odd: -7, yes: true }, LINE]), layer('earth', [3, {}, SQUARE]));
  assert.equal(read(whole).paths.size, 2);
  for (let length = 0; length < whole.length; length++) {
    try {
      read(whole.subarray(0, length));
    } catch (error) {
      assert.ok(error instanceof RangeError, `${length}: ${error}`);
    }
  }
});

test('what is no tile is a RangeError', () => {
  const inRoads = (...bytes) => tile(message(3, [...message(1, [...'roads'].map((each) => each.charCodeAt())), ...bytes]));
  for (const bytes of [
    tile(message(3, field(5, 0, 0))), tile([0x1a, 0xff]), tile(field(9, 3)), tile(Array(12).fill(0xff)),
    inRoads(...message(2, [...message(2, [0, 0]), ...field(3, 0, 2), ...message(4, varint(5 * 8 + 5))]), ...message(3, [107]), ...message(4, message(1, [1]))),
  ]) {
    let failed;
    try {
      readTile(bytes, { knows: () => true, sort: () => ({ kind: 'path' }) }, newPath);
    } catch (error) {
      failed = error;
    }
    assert.ok(failed instanceof RangeError, `${[...bytes]}: ${failed}`);
  }
});

test('bytes at random are read or refused, and nothing hangs', () => {
  let seed = 42;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2 ** 31) % below;
  const whole = tile(layer('roads', [2, { kind: 'path', name: 'A' }, LINE], [2, { kind: 'rail' }, LINE]), layer('places', [1, { name: 'B', kind: 'city' }, POINT]));
  for (let round = 0; round < 5000; round++) {
    const bytes = Uint8Array.from(whole);
    for (let flips = 1 + random(8); flips > 0; flips--) {
      bytes[random(bytes.length)] = random(256);
    }
    try {
      read(bytes);
    } catch (error) {
      assert.ok(error instanceof RangeError, `${[...bytes]}: ${error}`);
    }
  }
});
