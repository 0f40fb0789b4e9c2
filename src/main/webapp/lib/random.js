const BYTES = 16;

/** 128 random bits as 22 of A-Z a-z 0-9 _ -. */
export function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
