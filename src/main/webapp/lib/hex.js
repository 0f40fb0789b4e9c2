// Bytes as hexadecimal digits, the way people type them.

/**
 * '8 6 7 5 3 0 9' are seven bytes; '0a ff', '0x0a,0xff' and '0aff' are two. Spaces and commas part bytes; a longer group is
 * read two digits a byte. Gives {bytes}, or {error, values} for t().
 */
export function parseHex(text) {
  const bytes = [];
  for (const group of text.split(/[\s,;]+/).filter(Boolean)) {
    const digits = group.replace(/^(0x|\\x)/i, '');
    if (!/^[0-9a-f]+$/i.test(digits)) {
      return { error: 'hex.bad', values: { group: group.slice(0, 20) } };
    }
    if (digits.length > 1 && digits.length % 2) {
      return { error: 'hex.odd', values: { group: group.slice(0, 20) } };
    }
    for (let i = 0; i < digits.length; i += 2) {
      bytes.push(parseInt(digits.slice(i, i + 2), 16));
    }
  }
  return { bytes: Uint8Array.from(bytes) };
}

/** '08 06 07', and … where there are more than most bytes. */
export function formatHex(bytes, most = 64) {
  const shown = digitsOf(bytes.subarray(0, most), ' ');
  return bytes.length > most ? `${shown} …` : shown;
}

/** '0aff', or with something between two bytes. */
export function digitsOf(bytes, between = '') {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(between);
}
