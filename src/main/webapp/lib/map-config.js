// What this server says of its map, and of who can reach it: asked once a page.

let asked;

/** {reach, tiles}, or {} where that can't be known. */
export function mapConfig() {
  asked ??= ask();
  return asked;
}

async function ask() {
  try {
    const response = await fetch(new URL('api/map', document.baseURI));
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  }
}

/** Whether nobody but who sits at this machine can be here: the page is the server's own, and nobody else reaches it. */
export async function isAlone() {
  return isLoopback(location.hostname) && (await mapConfig()).reach === 'machine';
}

function isLoopback(host) {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
