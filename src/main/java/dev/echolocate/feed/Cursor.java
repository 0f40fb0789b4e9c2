package dev.echolocate.feed;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a feed: all up to {@code sequence} has been read. Opaque to clients, at most 64 characters of
 * {@code A-Z a-z 0-9 _ - .}
 *
 * @param epoch names one life of one feed
 * @param sequence 0 is before the first entry
 * @param base Boards: the head when the snapshot that is being read began; 0 once the reader has come past it. Nothing
 *     that was gone by then was ever known to the reader.
 */
public record Cursor(String epoch, long sequence, long base) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9_-]{1,32})\\.([0-9a-z]{1,13})(?:\\.([0-9a-z]{1,13}))?");

    /**
     * Before the first entry of whatever is, or will be, under a name: who looked when nobody used it goes on from here. No
     * engine's epoch is a single character.
     */
    public static final Cursor NOTHING = Cursor.at("-", 0);

    public Cursor {
        if (base <= sequence) {
            base = 0;
        }
    }

    /** A cursor that is past its snapshot. */
    public static Cursor at(String epoch, long sequence) {
        return new Cursor(epoch, sequence, 0);
    }

    /** The cursor, or null where the text is none. */
    public static @Nullable Cursor parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return null;
        }
        try {
            String base = form.group(3);
            return new Cursor(
                    form.group(1), Long.parseLong(form.group(2), 36), base == null ? 0 : Long.parseLong(base, 36));
        } catch (NumberFormatException tooLong) {
            return null;
        }
    }

    /** Whether something may follow between here and there: it is of another life of the feed, or has a smaller number. */
    public boolean isBefore(Cursor end) {
        return sequence < end.sequence || !epoch.equals(end.epoch);
    }

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** What clients get and bring back. */
    public String text() {
        String text = epoch + '.' + Long.toString(sequence, 36);
        return base == 0 ? text : text + '.' + Long.toString(base, 36);
    }

    /**
     * Written out: the equals that a record is given makes JDK 17 keep its class, and with it the class loader of an
     * application that is gone (JDK-8078641).
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cursor that
                && sequence == that.sequence
                && base == that.base
                && epoch.equals(that.epoch);
    }

    @Override
    public int hashCode() {
        return epoch.hashCode() * 31 + Long.hashCode(sequence);
    }
}
