// The server's codec: handshakes and frames are computed there, and shown here.

import { httpAddress } from '../address.js';
import { problemOf } from '../transports/http.js';

/** Thrown where the server says no: {code, message}. */
export class NotAnswered extends Error {
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
}

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
  if (!response.ok) {
    throw new NotAnswered((await problemOf(response)) ?? { code: String(response.status), message: response.statusText });
  }
  return response.json();
}
