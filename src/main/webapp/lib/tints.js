// Who has which colour: dealt by time of arrival, kept while a person is there, so that as many people as there are colours have as
// many. Each begins at the colour of their id, so that who comes later sees mostly the same ones. No DOM in here.

/** .tint-0 to .tint-7 of the sheets. */
export const TINTS = 8;

export class Tints {
  #dealt = new Map();
  #uses = new Array(TINTS).fill(0);

  has(key) {
    return this.#dealt.has(key);
  }

  /** To somebody who has none: one that nobody has, or that the fewest have. */
  deal(key) {
    const least = Math.min(...this.#uses);
    let tint = tintOfText(key);
    while (this.#uses[tint] > least) {
      tint = (tint + 1) % TINTS;
    }
    this.#uses[tint] += 1;
    this.#dealt.set(key, tint);
  }

  /** The number of somebody's colour. */
  of(key) {
    return this.#dealt.get(key) ?? tintOfText(key);
  }

  /** Somebody has left. */
  free(key) {
    this.#uses[this.#dealt.get(key)] -= 1;
    this.#dealt.delete(key);
  }
}

/** The number of a colour, the same one for a text everywhere. */
export function tintOfText(text) {
  // FNV-1a, with its upper bits folded in: texts that differ in one letter get different colours
  let hash = 0x811c9dc5;
  for (const character of text) {
    hash = Math.imul(hash ^ character.codePointAt(0), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % TINTS;
}
