// The server's codec: handshakes and frames are computed there, and shown here.

import { httpAddress } from '../address.js';

/** The JSON at a path; throws with why not. */
export async function ask(path, query) {
  return answer(await fetch(httpAddress(path, query), { cache: 'no-store' }));
}

/** The JSON that is answered to a JSON body. */
export async function post(path, body) {
  const headers = { 'Content-Type': 'application/json' };
  return answer(await fetch(httpAddress(path), { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function answer(response) {
  const json = await response.json();
  if (!response.ok) {
    throw new Error(json.detail ?? String(response.status));
  }
  return json;
}
