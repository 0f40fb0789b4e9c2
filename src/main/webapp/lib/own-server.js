// What the server says about itself: whether it is Echolocate's own, which --self-signed has speak https, for advice to whoever came
// over plain http; and what is turned off on it. Asked once a page.

const WAIT_MS = 2000;
let asked;

/** The key of the words that say so, too, where it is its own; the key as it is where it isn't, or that can't be known. */
export async function ownWords(key) {
  return (await about()).own === true ? `${key}Own` : key;
}

/** Whether 'inspect', 'compare', 'default-rooms', 'echo-options' or 'qr' is turned off. Not, where that can't be known soon. */
export async function isOff(service) {
  return (await about()).services?.[service] === false;
}

/** {version, source}: of the program that the server runs, and where its source is; either may be missing. */
export async function ownVersion() {
  const { version, source } = await about();
  return { version, source };
}

function about() {
  asked ??= ask();
  return asked;
}

async function ask() {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), WAIT_MS);
  try {
    const response = await fetch(new URL('api/about', document.baseURI), { signal: late.signal });
    return response.ok ? await response.json() : {};
  } catch {
    return {};
  } finally {
    clearTimeout(timer);
  }
}
