package dev.echolocate.base;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What people may be called: one rule for all names, which the pages have as well ({@code lib/name.js}). It does not depend
 * on the version of Unicode: what a server knows nothing of yet may be in a name. Pure.
 *
 * <p>Nothing in a name controls the text around it, or looks like nothing. A joiner stands where it changes what is seen: as
 * CONTEXTJ of RFC 5892 (A.1, A.2) has it, and between pictures (UTS 51). No letter carries more marks than a script needs.
 */
public final class Words {
    /** Marks, and joiners between them, in a row: Burmese may have six. */
    private static final int MAX_MARKS = 6;

    /** Of the canonical combining class 9 (UAX 44): they join letters, and a joiner behind them says how. */
    static final String VIRAMA =
            "\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D3B\\u0D3C\\u0D4D\\u0DCA\\u0E3A"
                    + "\\u0EBA\\u0F84\\u1039\\u103A\\u1714\\u1715\\u1734\\u17D2\\u1A60\\u1B44\\u1BAA\\u1BAB"
                    + "\\u1BF2\\u1BF3\\u2D7F\\uA806\\uA82C\\uA8C4\\uA953\\uA9C0\\uAAF6\\uABED\\x{10A3F}\\x{11046}"
                    + "\\x{11070}\\x{1107F}\\x{110B9}\\x{11133}\\x{11134}\\x{111C0}\\x{11235}\\x{112EA}\\x{1134D}"
                    + "\\x{11442}\\x{114C2}\\x{115BF}\\x{1163F}\\x{116B6}\\x{1172B}\\x{11839}\\x{1193D}\\x{1193E}"
                    + "\\x{119E0}\\x{11A34}\\x{11A47}\\x{11A99}\\x{11C3F}\\x{11D44}\\x{11D45}\\x{11D97}";

    /** Joining_Type D or L, of scripts that are written today (UAX 9): a letter that joins with what follows. */
    static final String JOINS_NEXT = "\\u0620\\u0626\\u0628\\u062A-\\u062E\\u0633-\\u063F\\u0641-\\u0647\\u0649\\u064A"
            + "\\u066E\\u066F\\u0678-\\u0687\\u069A-\\u06BF\\u06C1\\u06C2\\u06CC\\u06CE\\u06D0\\u06D1"
            + "\\u06FA-\\u06FC\\u06FF\\u0712-\\u0714\\u071A-\\u071D\\u071F-\\u0727\\u0729\\u072B"
            + "\\u072D\\u072E\\u074E-\\u0758\\u075C-\\u076A\\u076D-\\u0770\\u0772\\u0775-\\u0777"
            + "\\u077A-\\u077F\\u07CA-\\u07EA\\u0841-\\u0845\\u0848\\u084A-\\u0853\\u0855\\u0860"
            + "\\u0862-\\u0865\\u0868\\u0886\\u0889-\\u088D\\u08A0-\\u08A9\\u08AF\\u08B0\\u08B3-\\u08B8"
            + "\\u08BA-\\u08C8\\u1807\\u1820-\\u1878\\u1887-\\u18A8\\u18AA\\uA840-\\uA872"
            + "\\x{10D00}-\\x{10D21}\\x{10D23}\\x{1E900}-\\x{1E943}";

    /** Joining_Type D or R: a letter that joins with what precedes. */
    static final String JOINS_BEFORE =
            "\\u0620\\u0622-\\u063F\\u0641-\\u064A\\u066E\\u066F\\u0671-\\u0673\\u0675-\\u06D3\\u06D5"
                    + "\\u06EE\\u06EF\\u06FA-\\u06FC\\u06FF\\u0710\\u0712-\\u072F\\u074D-\\u077F\\u07CA-\\u07EA"
                    + "\\u0840-\\u0858\\u0860\\u0862-\\u0865\\u0867-\\u086A\\u0870-\\u0882\\u0886\\u0889-\\u088E"
                    + "\\u08A0-\\u08AC\\u08AE-\\u08C8\\u1807\\u1820-\\u1878\\u1887-\\u18A8\\u18AA\\uA840-\\uA871"
                    + "\\x{10D01}-\\x{10D23}\\x{1E900}-\\x{1E943}";

    /** About Extended_Pictographic (UTS 51), with skin tones and flags. */
    static final String PICTURE = "\\p{So}\\u203C\\u2049\\u2194\\u3030\\x{1F000}-\\x{1FBFF}";

    /** Control and format characters, and what looks like nothing by design (Default_Ignorable_Code_Point) or by accident. */
    static final String FORBIDDEN = "\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}"
            + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2065\\u2800\\u3164\\uFDD0-\\uFDEF\\uFE00-\\uFE0F\\uFFA0"
            + "\\uFFF0-\\uFFFB\\uFFFE\\uFFFF\\x{1FFFE}\\x{1FFFF}\\x{2FFFE}\\x{2FFFF}\\x{3FFFE}-\\x{10FFFF}";

    private static final String MARK = "[\\p{M}\\u200C\\u200D]";

    private static final Pattern TOO_MANY_MARKS = Pattern.compile("(" + MARK + "{" + MAX_MARKS + "})" + MARK + "+");

    /** A joiner, a selector or tags in their place, with what is before them; or, alone, what has no place. */
    private static final Pattern IN_PLACE_OR_NOT = Pattern.compile("([" + VIRAMA + "][\\u200C\\u200D]"
            + "|[" + JOINS_NEXT + "]\\p{M}*\\u200C(?=\\p{M}*[" + JOINS_BEFORE + "])"
            + "|[" + PICTURE + "]\\uFE0F?\\u200D(?=[" + PICTURE + "])"
            + "|[" + PICTURE + "][\\uFE0E\\uFE0F]"
            + "|[0-9#*]\\uFE0F(?=\\u20E3)"
            // England, Scotland and Wales: the flags that there are (UTS 51 C.1.1).
            + "|\\x{1F3F4}\\x{E0067}\\x{E0062}(?:\\x{E0065}\\x{E006E}\\x{E0067}|\\x{E0073}\\x{E0063}\\x{E0074}"
            + "|\\x{E0077}\\x{E006C}\\x{E0073})\\x{E007F})"
            + "|[" + FORBIDDEN + "]");

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Z}\\p{Mn}\\p{Me}\\u200C\\u200D]*");

    /** What two names may differ by and look the same, or almost. */
    private static final Pattern JOINERS = Pattern.compile("[\\u200C\\u200D\\uFE0E\\uFE0F\\x{E0020}-\\x{E007F}]");

    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    private Words() {}

    /** Whether a text is a name as it is, and has at most {@code max} characters (UTF-16 units). */
    public static boolean plain(String text, int max) {
        return text.length() <= max && allowed(text);
    }

    /** Whether a text, of whatever length, is a name as it is. */
    public static boolean allowed(String text) {
        return !INVISIBLE.matcher(text).matches() && cleaned(text).equals(text);
    }

    /** Without what can't be in a name; maybe nothing is left. */
    public static String cleaned(String text) {
        return TOO_MANY_MARKS
                .matcher(IN_PLACE_OR_NOT.matcher(text).replaceAll("$1"))
                .replaceAll("$1");
    }

    /** In NFC (UAX 15), without spaces around it, and with single spaces within. */
    public static String tidy(String text) {
        String composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip();
    }

    /** Without joiners and selectors: for telling whether two names are one. */
    public static String bare(String text) {
        return JOINERS.matcher(text).replaceAll("");
    }
}
