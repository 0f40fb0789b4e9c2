// Places on the map: the web's Mercator projection on a square of side 1, and what goes around the date line. No DOM in here.

const RADIUS_M = 6378137;
const EQUATOR_M = 2 * Math.PI * RADIUS_M;
const MAX_LATITUDE = 85.0511287798;

/** 0 at 180 west, 1 at 180 east. */
export function toX(lon) {
  return (lon + 180) / 360;
}

/** 0 in the north, 1 in the south; poles are where the map ends. */
export function toY(lat) {
  const sin = Math.sin((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

export function toLatitude(y) {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

/** Metres from side to side of the square, at a latitude. */
export function worldMetres(lat) {
  return EQUATOR_M * Math.cos((Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat)) * Math.PI) / 180);
}

/** Of all x that are one place, the one nearest to another x. */
export function nearX(x, other) {
  return x - Math.round(x - other);
}

/** The shortest piece of the equator that holds all longitudes: [west, east], east may be beyond 180. */
export function longitudeSpan(longitudes) {
  const sorted = [...longitudes].sort((a, b) => a - b);
  let west = sorted[0];
  let gap = sorted[0] + 360 - sorted.at(-1);
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] - sorted[i - 1] > gap) {
      gap = sorted[i] - sorted[i - 1];
      west = sorted[i];
    }
  }
  return [west, west + 360 - gap];
}

/** Where one is after going some metres in a direction (degrees clockwise from north); for short ways. */
export function walk({ lat, lon }, metres, heading) {
  const turn = (heading * Math.PI) / 180;
  const degrees = 360 / EQUATOR_M;
  const north = lat + metres * Math.cos(turn) * degrees;
  const east = lon + (metres * Math.sin(turn) * degrees) / Math.cos((lat * Math.PI) / 180);
  return { lat: north, lon: ((((east + 180) % 360) + 360) % 360) - 180 };
}

/** Metres between two near places, and the direction from the first to the second in degrees. */
export function between(from, to) {
  const metres = EQUATOR_M / 360;
  const north = (to.lat - from.lat) * metres;
  const degreesEast = nearX((to.lon - from.lon) / 360, 0) * 360;
  const east = degreesEast * metres * Math.cos((from.lat * Math.PI) / 180);
  return { metres: Math.hypot(north, east), heading: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360 };
}
