// What a frame of feed.v1 looks like, whatever brought it.

/** The JSON of a text, or undefined. */
export function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isFrame(value) {
  return typeof value?.cursor === 'string' && Array.isArray(value.items);
}
