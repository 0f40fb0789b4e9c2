// What this server says of its map, and of who can reach it.

const [SOON_MS, LATE_MS] = [2000, 30_000];
let asked;

/** {reach, tiles, streets, broken?}, once the server says it. again: as it is now, not as it was. */
export function mapConfig(again = false) {
  if (again) {
    asked = undefined;
  }
  asked ??= ask();
  return asked;
}

async function ask() {
  for (let wait = SOON_MS; ; wait = Math.min(LATE_MS, 2 * wait)) {
    try {
      const response = await fetch(new URL('api/map', document.baseURI));
      if (response.ok) {
        return await response.json();
      }
    } catch {
      // as the feed, which says so
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

/** Whether nobody but who sits at this machine can be here: the page is the server's own, and nobody else reaches it. */
export async function isAlone() {
  return isLoopback(location.hostname) && (await mapConfig()).reach === 'machine';
}

function isLoopback(host) {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
