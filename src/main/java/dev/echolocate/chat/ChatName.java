package dev.echolocate.chat;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Words;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What somebody is called in a room. {@code Ann}, {@code ANN} and one in full-width letters are one name. Pure.
 *
 * @param text as it is shown: in NFC (UAX 15), without spaces around it, and with single spaces within
 * @param key what makes it one: in NFKC, in lower case, and without what only makes an emoji of a symbol
 */
public record ChatName(String text, String key) {
    /** Code points of a name. */
    private static final int MAX_LENGTH = 32;

    private static final String RULE =
            "a name is 1 to " + MAX_LENGTH + " visible characters, and none that controls the text around it";

    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    /**
     * Beside the types that a name can't have, letters and marks that look like nothing though their type doesn't say so
     * (Default_Ignorable_Code_Point in UAX 44, and the empty Braille pattern): with them, two names would look the same.
     */
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}"
            + "\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180D\\u180F\\u2800\\u3164\\uFFA0"
            + "\\uFE00-\\uFE0F\\x{E0100}-\\x{E01EF}]");

    /** But after a symbol, U+FE0F says that it is an emoji. */
    private static final Pattern EMOJI = Pattern.compile("(\\p{So})\\uFE0F");

    /** A name that somebody chooses. */
    public static ChatName of(String chosen) throws BadMessageException {
        String text = tidy(chosen);
        String bare = EMOJI.matcher(text).replaceAll("$1");
        if (text.codePointCount(0, text.length()) > MAX_LENGTH
                || FORBIDDEN.matcher(bare).find()
                || text.codePoints().noneMatch(Words::visible)) {
            throw new BadMessageException("bad_name", RULE);
        }
        return new ChatName(
                text, Normalizer.normalize(bare, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT));
    }

    /** The name of somebody who could not choose it: what it can't have is left out, and what is too long is cut off. */
    static ChatName ofUser(String user) throws BadMessageException {
        String text = tidy(FORBIDDEN.matcher(tidy(user)).replaceAll(""));
        int length = Math.min(MAX_LENGTH, text.codePointCount(0, text.length()));
        return of(text.substring(0, text.offsetByCodePoints(0, length)));
    }

    private static String tidy(String text) {
        String composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip();
    }

    /** Whether both are one name, however it is written. */
    boolean isSameAs(ChatName other) {
        return key.equals(other.key);
    }
}
