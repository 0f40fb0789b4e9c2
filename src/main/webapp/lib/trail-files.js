// Trails as files for other programs: GPX 1.1 and GeoJSON (RFC 7946). No DOM in here.
// people: [{name, points: [{lat, lon, at, begins}]}], as Trails has the points.

const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const HALF_WORLD = 180;

/** A track for each person, a segment for each piece that they travelled without a jump. */
export function gpx(people) {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gpx version="1.1" creator="Echolocate" xmlns="http://www.topografix.com/GPX/1/1">',
    ...people.flatMap(({ name, points }) => ['<trk>', `<name>${escaped(name)}</name>`, ...pieces(points).flatMap(segment), '</trk>']),
    '</gpx>',
    '',
  ].join('\n');
}

function segment(points) {
  const lines = points.map(({ lat, lon, at }) => `<trkpt lat="${lat}" lon="${lon}"><time>${timeOf(at)}</time></trkpt>`);
  return ['<trkseg>', ...lines, '</trkseg>'];
}

/** A feature for each piece, with its times as others have them, in coordTimes. */
export function geoJson(people) {
  const features = people.flatMap(({ name, points }) => pieces(points).map((piece) => feature(name, piece)));
  return `${JSON.stringify({ type: 'FeatureCollection', features }, null, 1)}\n`;
}

/** No line has fewer than two points (RFC 7946 3.1.4). */
function feature(name, points) {
  const coordinates = points.map(({ lat, lon }) => [lon, lat]);
  const geometry = coordinates.length > 1 ? { type: 'LineString', coordinates } : { type: 'Point', coordinates: coordinates[0] };
  return { type: 'Feature', properties: { name, coordTimes: points.map(({ at }) => timeOf(at)) }, geometry };
}

/** Cut where a jump is, and at the date line, across which nobody draws (RFC 7946 3.1.9). */
function pieces(points) {
  const all = [];
  points.forEach((point, i) => {
    if (i === 0 || point.begins || Math.abs(point.lon - points[i - 1].lon) > HALF_WORLD) {
      all.push([]);
    }
    all.at(-1).push(point);
  });
  return all;
}

function timeOf(at) {
  return new Date(at).toISOString();
}

function escaped(text) {
  return text.replace(NOT_IN_XML, '').replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
