// A change, as it goes through the channel: its number, when it was published by the clock of this page (ms), and what it is, e.g.
// '17 20431.2 probe'. The page that published it also receives it, on each transport: one clock tells how long it was on its way.

/** The time of this page as a change carries it: tenths of a ms. */
export function timeOfChange() {
  return Number(performance.now().toFixed(1));
}

export function writeChange(number, at, what) {
  return `${number} ${at} ${what}`;
}

/** {number, at, what}, or undefined for something else. */
export function readChange(text) {
  const first = text?.indexOf(' ') ?? -1;
  const second = first < 0 ? -1 : text.indexOf(' ', first + 1);
  if (second < 0) {
    return undefined;
  }
  const number = Number(text.slice(0, first));
  const at = Number(text.slice(first + 1, second));
  return Number.isInteger(number) && Number.isFinite(at) ? { number, at, what: text.slice(second + 1) } : undefined;
}
