// How far, and in which direction, on a sphere of the earth's mean radius: at most 0.6 % from the ellipsoid. No DOM in here.

/** WGS 84: (2a + b) / 3. */
const RADIUS_M = 6371008.7714;
const WAYS = 8;

/** Metres between two places {lat, lon}, along the ground: the haversine formula. */
export function metresBetween(from, to) {
  const half = (degrees) => Math.sin(radians(degrees) / 2) ** 2;
  const across = Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * half(to.lon - from.lon);
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half(to.lat - from.lat) + across)));
}

/** The direction in which the shortest way begins, in degrees clockwise from north: 0 to 360, 360 excluded. */
export function bearing(from, to) {
  if (Math.abs(from.lat) >= 90) {
    // from a pole, all ways lead to the other one
    return from.lat > 0 ? 180 : 0;
  }
  const [south, north] = [radians(from.lat), radians(to.lat)];
  const turn = radians(to.lon - from.lon);
  const east = Math.sin(turn) * Math.cos(north);
  const ahead = Math.cos(south) * Math.sin(north) - Math.sin(south) * Math.cos(north) * Math.cos(turn);
  return (degrees(Math.atan2(east, ahead)) + 360) % 360;
}

/** The nearest of eight directions: 0 is north, 1 north-east, 7 north-west. */
export function compass(bearing) {
  return Math.round((bearing * WAYS) / 360) % WAYS;
}

function radians(degrees) {
  return (degrees * Math.PI) / 180;
}

function degrees(radians) {
  return (radians * 180) / Math.PI;
}
