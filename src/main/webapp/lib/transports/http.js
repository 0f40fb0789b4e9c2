// What the HTTP transports share: asking, and what an answer that is no frame means.

import { isFrame, parse } from './frames.js';

const TERMINAL = new Set([400, 403, 404, 421]);
/** A server that wants to be left alone for longer is asked again all the same. */
export const MOST_REST_MS = 300000;
const PROBLEM = /^application\/problem\+json\b/i;

/** Thrown by get(): a failure as in lib/fallback.js. */
export class Refused extends Error {
  constructor(failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** The answer, if its status is good; throws Refused. */
export async function get(address, { accept, signal }) {
  const response = await fetch(address, { headers: { Accept: accept }, cache: 'no-store', credentials: 'same-origin', signal });
  if (!response.ok) {
    throw new Refused(await failureOf(response));
  }
  return response;
}

/** One frame, or undefined where there was nothing until the time-out (204). */
export async function getFrame(address, signal) {
  const response = await get(address, { accept: 'application/json', signal });
  if (response.status === 204) {
    return undefined;
  }
  const frame = parse(await response.text());
  if (!isFrame(frame)) {
    throw new Refused({ code: response.status, reason: '', terminal: false, floor: 0 });
  }
  return frame;
}

/** The problem details of a refusal (RFC 9457) as {code, message, now}, or undefined: then something on the way answered. */
export async function problemOf(response) {
  if (!PROBLEM.test(response.headers.get('Content-Type') ?? '')) {
    return undefined;
  }
  const problem = parse(await response.text());
  return { code: String(problem?.code ?? response.status), message: String(problem?.detail ?? problem?.title ?? ''), now: problem?.now };
}

export function failureOfError(error) {
  return error instanceof Refused ? error.failure : { code: 0, reason: '', terminal: false, floor: 0 };
}

/**
 * How many ms the server wants to be left alone (RFC 9110 10.2.3), in seconds or until a date, which is one of its own clock's; 0
 * where it does not say so. Nobody who waits is left for longer than some minutes.
 */
export function retryAfter(response) {
  const value = response.headers.get('Retry-After') ?? '';
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - (Date.parse(response.headers.get('Date')) || Date.now());
  return Math.min(MOST_REST_MS, Math.max(0, ms || 0));
}

/** A 404 of a server that is just being deployed is no word of ours: only problem details end it for good. */
async function failureOf(response) {
  const problem = await problemOf(response);
  return {
    code: response.status,
    reason: problem?.message ?? '',
    problem: problem?.code,
    terminal: problem !== undefined && TERMINAL.has(response.status),
    floor: retryAfter(response),
  };
}
