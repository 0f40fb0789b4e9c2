// Whether the server is Echolocate's own, which --self-signed has speak https: for advice to whoever came over plain http.

let asked;

/** The key of the words that say so, too, where it is; the key as it is where it isn't, or that can't be known. */
export async function ownWords(key) {
  asked ??= isOwn();
  return (await asked) ? `${key}Own` : key;
}

async function isOwn() {
  try {
    const response = await fetch(new URL('api/about', document.baseURI));
    return response.ok && (await response.json()).own === true;
  } catch {
    return false;
  }
}
