// What people may be called: one rule for all names, the server's (base.Words), so that nothing is sent that is refused.
//
// Nothing in a name controls the text around it, or looks like nothing. A joiner stands where it changes what is seen: as
// CONTEXTJ of RFC 5892 has it, and between pictures (UTS 51). No letter carries more marks than a script needs.

/** Code points of a name. */
export const MAX_NAME = 32;

/** Letters are joined by them, and a joiner behind one says how. */
const VIRAMA = [
  String.raw`\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84`,
  String.raw`\u1039\u103A\u1714\u1715\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4`,
  String.raw`\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{11070}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}`,
  String.raw`\u{11235}\u{112EA}\u{1134D}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}`,
  String.raw`\u{1193D}\u{1193E}\u{119E0}\u{11A34}\u{11A47}\u{11A99}\u{11C3F}\u{11D44}\u{11D45}\u{11D97}`,
].join('');

/** Letters that join with what follows (Joining_Type D or L), of scripts that are written today. */
const JOINS_NEXT = [
  String.raw`\u0620\u0626\u0628\u062A-\u062E\u0633-\u063F\u0641-\u0647\u0649\u064A\u066E\u066F\u0678-\u0687`,
  String.raw`\u069A-\u06BF\u06C1\u06C2\u06CC\u06CE\u06D0\u06D1\u06FA-\u06FC\u06FF\u0712-\u0714\u071A-\u071D`,
  String.raw`\u071F-\u0727\u0729\u072B\u072D\u072E\u074E-\u0758\u075C-\u076A\u076D-\u0770\u0772\u0775-\u0777`,
  String.raw`\u077A-\u077F\u07CA-\u07EA\u0841-\u0845\u0848\u084A-\u0853\u0855\u0860\u0862-\u0865\u0868\u0886`,
  String.raw`\u0889-\u088D\u08A0-\u08A9\u08AF\u08B0\u08B3-\u08B8\u08BA-\u08C8\u1807\u1820-\u1878\u1887-\u18A8`,
  String.raw`\u18AA\uA840-\uA872\u{10D00}-\u{10D21}\u{10D23}\u{1E900}-\u{1E943}`,
].join('');

/** Letters that join with what precedes (Joining_Type D or R). */
const JOINS_BEFORE = [
  String.raw`\u0620\u0622-\u063F\u0641-\u064A\u066E\u066F\u0671-\u0673\u0675-\u06D3\u06D5\u06EE\u06EF`,
  String.raw`\u06FA-\u06FC\u06FF\u0710\u0712-\u072F\u074D-\u077F\u07CA-\u07EA\u0840-\u0858\u0860\u0862-\u0865`,
  String.raw`\u0867-\u086A\u0870-\u0882\u0886\u0889-\u088E\u08A0-\u08AC\u08AE-\u08C8\u1807\u1820-\u1878`,
  String.raw`\u1887-\u18A8\u18AA\uA840-\uA871\u{10D01}-\u{10D23}\u{1E900}-\u{1E943}`,
].join('');

const PICTURE = String.raw`\p{So}\u203C\u2049\u2194\u3030\u{1F000}-\u{1FBFF}`;

const FORBIDDEN = [
  String.raw`\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}`,
  String.raw`\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u2065\u2800\u3164\uFDD0-\uFDEF\uFE00-\uFE0F\uFFA0`,
  String.raw`\uFFF0-\uFFFB\uFFFE\uFFFF\u{1FFFE}\u{1FFFF}\u{2FFFE}\u{2FFFF}\u{3FFFE}-\u{10FFFF}`,
].join('');

const TOO_MANY_MARKS = /([\p{M}\u200C\u200D]{6})[\p{M}\u200C\u200D]+/gu;

const ENGLAND_SCOTLAND_WALES = ['gbeng', 'gbsct', 'gbwls']
  .map((place) => [...place].map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0))).join(''))
  .join('|');

/** A joiner, a selector or tags in their place, with what is before them; or, alone, what has no place. */
const IN_PLACE_OR_NOT = new RegExp(
  `([${VIRAMA}][\\u200C\\u200D]` +
    `|[${JOINS_NEXT}]\\p{M}*\\u200C(?=\\p{M}*[${JOINS_BEFORE}])` +
    `|[${PICTURE}]\\uFE0F?\\u200D(?=[${PICTURE}])` +
    `|[${PICTURE}][\\uFE0E\\uFE0F]` +
    `|[0-9#*]\\uFE0F(?=\\u20E3)` +
    `|\\u{1F3F4}(?:${ENGLAND_SCOTLAND_WALES})\\u{E007F})` +
    `|[${FORBIDDEN}]`,
  'gu',
);

const INVISIBLE = /^[\p{Z}\p{Mn}\p{Me}\u200C\u200D]*$/u;

/** Whether a text, of whatever length, is a name as it is. */
export function isName(text) {
  return !INVISIBLE.test(text) && allowed(text) === text;
}

/** The name that a text makes: without what can't be in one, and cut off where it is too long; '' where nothing is left. */
export function cleanName(text, max = MAX_NAME) {
  const whole = tidy(allowed(tidy(text)));
  // a cut may part what belongs together
  const cut = tidy(allowed([...whole].slice(0, max).join('')));
  return INVISIBLE.test(cut) ? '' : cut;
}

function allowed(text) {
  return text.replace(IN_PLACE_OR_NOT, '$1').replace(TOO_MANY_MARKS, '$1');
}

function tidy(text) {
  return text.normalize('NFC').replace(/\p{Zs}+/gu, ' ').trim();
}
