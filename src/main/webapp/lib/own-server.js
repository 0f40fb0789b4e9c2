// Whether the server is Echolocate's own, which --self-signed has speak https: for advice to whoever came over plain http.

let asked;

/** Asks once; false where that can't be known. */
export function isOwnServer(fetched = fetch) {
  asked ??= ask(fetched);
  return asked;
}

async function ask(fetched) {
  try {
    const response = await fetched(new URL('api/about', document.baseURI));
    return response.ok && (await response.json()).own === true;
  } catch {
    return false;
  }
}
