// A place in another program for maps: the phone's own, or a page. Nothing but the place is told, and nobody before it is opened. No DOM in here.

const DECIMALS = 6;

/** {name: 'phone', 'apple' or 'openstreetmap', address}, as the browser's User-Agent makes one expect. */
export function mapApp({ lat, lon }, userAgent) {
  const [north, east] = [lat, lon].map((degrees) => Number(degrees.toFixed(DECIMALS)));
  const place = `${north},${east}`;
  if (/Android/.test(userAgent)) {
    // RFC 5870; with q, Google's app marks the place
    return { name: 'phone', address: `geo:${place}?q=${place}` };
  }
  if (/iPhone|iPad|iPod|Macintosh/.test(userAgent)) {
    return { name: 'apple', address: `https://maps.apple.com/?ll=${place}&q=${place}` };
  }
  return { name: 'openstreetmap', address: `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=17/${north}/${east}` };
}
