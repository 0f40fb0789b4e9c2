package dev.echolocate.web.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pictures that were asked for last, by their texts, up to a number of bytes; in memory only. Thread-safe. */
final class Pictures {
    /** Of an entry with its objects, about. */
    private static final int AROUND = 200;

    private final long maxBytes;
    private final Map<String, Content> newestLast = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    Pictures(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized @Nullable Content get(String text) {
        return newestLast.get(text);
    }

    synchronized void put(String text, Content picture) {
        Content before = newestLast.put(text, picture);
        bytes += weight(text, picture) - (before == null ? 0 : weight(text, before));
        Iterator<Map.Entry<String, Content>> oldest = newestLast.entrySet().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            Map.Entry<String, Content> entry = oldest.next();
            bytes -= weight(entry.getKey(), entry.getValue());
            oldest.remove();
        }
    }

    private static long weight(String text, Content picture) {
        return AROUND + 2L * text.length() + picture.bytes.length;
    }
}
