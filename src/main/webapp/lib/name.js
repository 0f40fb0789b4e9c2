// What people may be called: the server's rule, so that a name is right before it is sent. Pure.

export const LONGEST = 64;
/** Controls, bidi marks and other formats; joiners and the tags of flags are looked at apart. */
const HIDDEN = /(?![\u200c\u200d]|[\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Zs}\p{Zl}\p{Zp}\p{Mn}\p{Me}\u115f\u1160\u3164\uffa0\u2800]/u;

/** A name as typed, without what can't be seen; '' where nothing can. */
export function cleaned(text) {
  const plain = text.replace(HIDDEN, '').trim();
  const short = plain.length > LONGEST ? [...plain].reduce((held, next) => (held.length + next.length > LONGEST ? held : held + next), '') : plain;
  return VISIBLE.test(short) ? short : '';
}
