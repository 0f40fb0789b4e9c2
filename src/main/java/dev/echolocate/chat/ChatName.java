package dev.echolocate.chat;

import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Words;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What somebody is called in a room. {@code Ann}, {@code ANN} and one in full-width letters are one name. Pure.
 *
 * @param text as it is shown: in NFC (UAX 15), without spaces around it, and with single spaces within
 * @param key what makes it one: in NFKC, in lower case, and without joiners and selectors
 */
public record ChatName(String text, String key) {
    /** Code points of a name. */
    private static final int MAX_LENGTH = 32;

    private static final String RULE =
            "a name is 1 to " + MAX_LENGTH + " visible characters, and none that controls the text around it";

    /** A name that somebody chooses. */
    public static ChatName of(String chosen) throws BadMessageException {
        String text = Words.tidy(chosen);
        if (text.codePointCount(0, text.length()) > MAX_LENGTH || !Words.allowed(text)) {
            throw new BadMessageException("bad_name", RULE);
        }
        return new ChatName(text, key(text));
    }

    /** What makes a text one name with others. */
    static String key(String text) {
        return Normalizer.normalize(Words.bare(text), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** The name of somebody who could not choose it: what it can't have is left out, and what is too long is cut off. */
    static ChatName ofUser(String user) throws BadMessageException {
        String text = Words.tidy(Words.cleaned(Words.tidy(user)));
        int length = Math.min(MAX_LENGTH, text.codePointCount(0, text.length()));
        // A cut may part what belongs together.
        return of(Words.cleaned(text.substring(0, text.offsetByCodePoints(0, length))));
    }

    /** Whether both are one name, however it is written. */
    boolean isSameAs(ChatName other) {
        return key.equals(other.key);
    }
}
