// What can be asked of the echo in the query of its address.

/** Their names, in the order in which an address has them. */
export const OPTIONS = ['prefix', 'delay', 'close', 'reason', 'after', 'frames', 'ping', 'report', 'drop', 'mute', 'size'];

/** The address with these options and no others of them; whatever else is in its query stays. values: {name: text} */
export function withOptions(address, values) {
  const url = new URL(address);
  for (const name of OPTIONS) {
    url.searchParams.delete(name);
    if (values[name] !== undefined) {
      url.searchParams.set(name, values[name]);
    }
  }
  return url.href;
}

/** The options in an address, as {name: text}. */
export function optionsOf(address) {
  const { searchParams } = new URL(address);
  return Object.fromEntries(OPTIONS.filter((name) => searchParams.has(name)).map((name) => [name, searchParams.get(name)]));
}
