// What stands in a person's circle: up to two characters, chosen so that Person 39 is told from Person 46.

const NUMBERED = /\p{Nd}+$/u;

/** '?' where a name has nothing to show. */
export function initialsOf(name) {
  const words = name.trim().toUpperCase().split(/\s+/u);
  const first = [...words[0]][0];
  if (first === undefined) {
    return '?';
  }
  const number = NUMBERED.exec(name.trim())?.[0];
  if (number !== undefined) {
    const letter = name.trim() === number ? '' : first;
    return [...letter, ...number].slice(-2).join('');
  }
  return words.length > 1 ? first + [...words.at(-1)][0] : first;
}
