// What the layers of the Protomaps basemap (version 4) and of OpenMapTiles are to us: few kinds of things, and names. Layers that
// neither has are left out. No DOM in here.

import { LINE, POINT, POLYGON } from './vector-tile.js';

const ROADS = {
  motorway: 'motorway trunk',
  large: 'primary',
  medium: 'secondary tertiary',
  small: 'minor minor_road street residential unclassified living_street busway',
  lane: 'service pedestrian driveway drive-through parking_aisle alley',
  path: 'path track footway steps cycleway bridleway',
  rail: 'rail transit light_rail tram subway narrow_gauge monorail funicular',
};
/** By words that tell little, where a detail beside them tells more. */
const ROUGHLY = { highway: 'motorway', major_road: 'large', medium_road: 'medium' };
const ROAD_OF = new Map([...byWord(ROADS), ...Object.entries(ROUGHLY)]);
/** What only crowds a map: where a street has a path at its side, or somebody crosses it. */
const CROWD = new Set(['sidewalk', 'crossing', 'corridor', 'platform', 'indoor']);
const AREAS = {
  green: 'park wood forest grass grassland meadow garden nature_reserve national_park protected_area cemetery golf_course pitch '
    + 'playground village_green scrub orchard farmland allotments recreation_ground zoo',
  sand: 'beach sand bare_rock rock pedestrian plaza square',
  town: 'residential industrial commercial retail railway school university college hospital urban_area aerodrome runway apron',
  pier: 'pier',
};
const AREA_OF = new Map(byWord(AREAS));
const WATERS = new Set(['ocean', 'sea', 'bay', 'strait', 'fjord', 'lagoon', 'lake', 'reservoir', 'river', 'canal']);
/** Greater places first. */
const PLACES = {
  continent: 10, country: 9, region: 7, state: 7, province: 7, city: 6, locality: 5, town: 5, village: 4, borough: 4, macrohood: 4,
  island: 3, suburb: 3, quarter: 3, neighbourhood: 2, neighborhood: 2, hamlet: 2,
};
const STREET_RANKS = { motorway: 5, large: 4, medium: 3, small: 2, lane: 1.5, path: 1 };
const PLACE_RANK = 10;
/** Where a bounded piece of Earth is no land of its own: what else is in such a tile covers all of it. */
const WATERY = new Set(['water', 'water_name', 'waterway']);

const LAYERS = {
  earth: (p, type) => (type === POLYGON ? { kind: 'land' } : undefined),
  landcover: area,
  landuse: area,
  park: (p, type) => (type === POLYGON ? { kind: 'green' } : undefined),
  aeroway: (p, type) => (type === POLYGON ? { kind: 'town' } : undefined),
  water,
  waterway: water,
  water_name: water,
  building: (p, type) => (type === POLYGON ? { kind: 'building' } : undefined),
  buildings: (p, type) => (type === POLYGON ? { kind: 'building' } : undefined),
  boundary: border,
  boundaries: border,
  roads: road,
  transportation: road,
  transportation_name: (p, type, named) => ({ name: road(p, type, named)?.name }),
  place,
  places: place,
};

/** As readTile wants it, with names in a language: en, zh-CN. */
export function schemaFor(language) {
  const keys = language.startsWith('zh')
    ? ['name:zh-Hans', 'name:zh', 'name']
    : [`name:${language}`, `name_${language}`, 'name', 'name:latin'];
  const named = (p) => keys.map((key) => p[key]).find((name) => typeof name === 'string' && name !== '');
  return {
    knows: (layer) => Object.hasOwn(LAYERS, layer),
    sort: (layer, properties, type) => LAYERS[layer](properties, type, named),
  };
}

/** Whether land is to be drawn below all else: OpenMapTiles has none. */
export function lacksLand(layers) {
  return !layers.has('earth') && [...layers].some((layer) => !WATERY.has(layer));
}

function area(p, type) {
  const kind = AREA_OF.get(p.subclass) ?? AREA_OF.get(p.kind ?? p.class);
  return type === POLYGON && kind ? { kind } : undefined;
}

function water(p, type, named) {
  if (type === POINT) {
    return WATERS.has(p.kind ?? p.class) ? label(named(p), 'water', 1) : undefined;
  }
  if (isTunnel(p)) {
    return undefined;
  }
  return type === POLYGON ? { kind: 'water' } : { kind: 'river' };
}

function border(p, type) {
  const level = p.kind_detail ?? p.admin_level ?? 2;
  return type === LINE && level <= 4 && p.maritime !== 1 ? { kind: 'border' } : undefined;
}

function road(p, type, named) {
  const detail = p.kind_detail ?? p.subclass;
  const size = CROWD.has(detail) ? undefined : (roadOf(detail) ?? roadOf(p.kind ?? p.class));
  if (type !== LINE || !size) {
    return undefined;
  }
  const kind = isTunnel(p) ? `${size}-tunnel` : size;
  return { kind, ...(STREET_RANKS[size] ? label(named(p), 'street', STREET_RANKS[size]) : undefined) };
}

/** A slip road is as what it leads to. */
function roadOf(word) {
  return ROAD_OF.get(typeof word === 'string' ? word.replace(/_link$/, '') : word);
}

function place(p, type, named) {
  const size = PLACES[p.kind_detail] ?? PLACES[p.kind ?? p.class] ?? 1;
  return type === POINT ? label(named(p), 'place', PLACE_RANK + size + within(p)) : undefined;
}

/** Among places of a size, those with more people first: less than 1. */
function within(p) {
  return Math.min(0.99, Math.max(0, (p.population_rank ?? (p.rank ? 20 - p.rank : 0)) / 20));
}

function isTunnel(p) {
  return p.is_tunnel === true || p.is_tunnel === 1 || p.brunnel === 'tunnel';
}

function label(name, style, rank) {
  return name ? { name: { name, style, rank } } : undefined;
}

function byWord(kinds) {
  return Object.entries(kinds).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind]));
}
