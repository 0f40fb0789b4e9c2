package dev.echolocate.embedded;

import dev.echolocate.base.Tokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, from its first byte to its empty line, as RFC 9112 wants it. What two readers could understand
 * differently is refused, so that nobody behind a proxy takes one request for two; so is each line that is wrong, at once.
 *
 * <p>A single LF ends a line, too (2.2). The head comes in as many pieces as it likes; each byte is looked at once. Pure; for
 * one thread at a time.
 */
final class RequestHead {
    private static final int MAX_HEADERS = 100;

    /** RFC 9112 2.2: an empty line in front is ignored. */
    private static final int MAX_EMPTY_LINES = 2;

    /** RFC 3986 3.2.2 and 3.2.3, without user. */
    private static final Pattern HOST =
            Pattern.compile("(?:\\[[0-9A-Fa-f:.]++(?:%[\\w.~-]++)?\\]|[\\w.~!$&'()*+,;=%-]++)(?::[0-9]{0,5})?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final int max;
    private final List<String> hosts = new ArrayList<>(1);
    private final List<String> lengths = new ArrayList<>(1);
    private final List<String> codings = new ArrayList<>(1);
    private int start;
    private int line;
    private int at;
    private int emptyLines;
    private int headers;
    private String method = "";
    private String target = "";
    private boolean old;
    private boolean whole;

    /**
     * Why a request can't be answered as it is.
     *
     * @param status of HTTP: 400, 414, 431, 501 or 505
     * @param why one line, for the one who wrote the client
     */
    record HeadFault(int status, String why) {}

    /** @param max bytes of a head; above it 414 or 431 */
    RequestHead(int max) {
        this.max = max;
    }

    /** What is wrong with a head, or with the beginning of one, of any length; null where nothing is. */
    static @Nullable HeadFault check(ByteBuffer head) {
        return new RequestHead(Integer.MAX_VALUE).read(head);
    }

    /**
     * Goes on reading.
     *
     * @param bytes all that has come, from the first byte on; its position is left as it is
     * @return what is wrong; after that, this is of no use any more
     */
    @Nullable
    HeadFault read(ByteBuffer bytes) {
        int length = bytes.remaining();
        HeadFault fault = null;
        while (fault == null && !whole && at < length) {
            byte b = bytes.get(bytes.position() + at);
            boolean afterCr = at > line && bytes.get(bytes.position() + at - 1) == '\r';
            at++;
            if (b == '\n') {
                fault = line(bytes, afterCr ? at - 2 : at - 1);
                line = at;
            } else if (afterCr) {
                fault = bad("a carriage return without a line feed (RFC 9112 2.2)");
            } else if ((b >= 0 && b < ' ' && b != '\t' && b != '\r') || b == 0x7F) {
                fault = bad("a control character");
            }
            if (fault == null && at - start > max) {
                fault = tooLong();
            }
        }
        return fault;
    }

    /** Whether its empty line has come. */
    boolean isWhole() {
        return whole;
    }

    /** Bytes in front of it, which are ignored. */
    int start() {
        return start;
    }

    /** Of which no response has a body; as far as it has come. */
    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The path that is asked for, undecoded; empty where that has not come, or is none. */
    String path() {
        String path = target.startsWith("/") ? target : target.replaceFirst("^[^:]*://[^/?]*", "");
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private HeadFault tooLong() {
        return method.isEmpty()
                ? new HeadFault(414, "the request line is limited to " + max + " bytes")
                : new HeadFault(431, "a request line with its headers is limited to " + max + " bytes");
    }

    private @Nullable HeadFault line(ByteBuffer bytes, int end) {
        byte[] copy = new byte[end - line];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = bytes.get(bytes.position() + line + i);
        }
        String text = new String(copy, StandardCharsets.ISO_8859_1);
        if (!method.isEmpty()) {
            return text.isEmpty() ? end() : header(text);
        }
        if (text.isEmpty() && emptyLines < MAX_EMPTY_LINES) {
            emptyLines++;
            start = at;
            return null;
        }
        return requestLine(text);
    }

    /** RFC 9112 3. */
    private @Nullable HeadFault requestLine(String text) {
        int first = text.indexOf(' ');
        int last = text.lastIndexOf(' ');
        if (first < 0 || !Tokens.isToken(text.substring(0, first))) {
            return bad("a request begins with a method, which is a token (RFC 9110 9.1)");
        }
        if (first == last) {
            return bad("a request line is a method, a target and a version (RFC 9112 3)");
        }
        method = text.substring(0, first);
        target = text.substring(first + 1, last);
        HeadFault fault = version(text.substring(last + 1));
        return fault == null ? target() : fault;
    }

    /** RFC 9112 2.3. */
    private @Nullable HeadFault version(String version) {
        old = version.equals("HTTP/1.0");
        if (old || version.equals("HTTP/1.1")) {
            return null;
        }
        return version.matches("HTTP/[0-9]\\.[0-9]")
                ? new HeadFault(505, "HTTP is spoken in versions 1.0 and 1.1")
                : bad("a request line ends with HTTP/1.1 (RFC 9112 2.3)");
    }

    /** RFC 9112 3.2. */
    private @Nullable HeadFault target() {
        if (target.indexOf(' ') >= 0 || target.indexOf('\t') >= 0) {
            return bad("a blank in the request target: it is written as %20 (RFC 9112 3.2)");
        }
        if (method.equals("CONNECT")) {
            return new HeadFault(501, "CONNECT: this is no proxy");
        }
        String lower = target.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://") || lower.startsWith("https://")) {
            String authority = target.substring(target.indexOf("//") + 2).split("[/?]", 2)[0];
            return HOST.matcher(authority).matches() ? null : bad("a request target without a valid host");
        }
        return target.startsWith("/") || (target.equals("*") && method.equals("OPTIONS"))
                ? null
                : bad("a request target begins with a slash (RFC 9112 3.2)");
    }

    /** RFC 9112 5. */
    private @Nullable HeadFault header(String text) {
        if (text.charAt(0) == ' ' || text.charAt(0) == '\t') {
            return bad("a line that begins with a blank, as folded headers do (RFC 9112 5.2)");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return bad("a header line without a colon (RFC 9112 5)");
        }
        String name = text.substring(0, colon);
        if (name.endsWith(" ") || name.endsWith("\t")) {
            return bad("a blank between a header's name and its colon (RFC 9112 5.1)");
        }
        if (!Tokens.isToken(name)) {
            return bad("a header whose name is no token (RFC 9110 5.1)");
        }
        headers++;
        if (headers > MAX_HEADERS) {
            return new HeadFault(431, "a request is limited to " + MAX_HEADERS + " header lines");
        }
        note(name, text.substring(colon + 1).strip());
        return null;
    }

    private void note(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "host" -> hosts.add(value);
            case "content-length" -> lengths.add(value);
            case "transfer-encoding" -> codings.add(value);
            default -> {
                // Nothing that says where the request ends.
            }
        }
    }

    private @Nullable HeadFault end() {
        whole = true;
        HeadFault fault = host();
        if (fault == null && !codings.isEmpty()) {
            fault = coding();
        }
        return fault == null && !lengths.isEmpty() ? length() : fault;
    }

    /** RFC 9112 3.2. */
    private @Nullable HeadFault host() {
        if (hosts.size() > 1) {
            return bad("more than one Host (RFC 9112 3.2)");
        }
        if (hosts.isEmpty()) {
            return old ? null : bad("no Host (RFC 9112 3.2)");
        }
        return HOST.matcher(hosts.get(0)).matches()
                ? null
                : bad("Host is a name or an address, and a port (RFC 9110 7.2)");
    }

    /** RFC 9112 6.1 and 6.3: chunked, once, is all that is known; whatever else comes could hide where a body ends. */
    private @Nullable HeadFault coding() {
        if (old) {
            return bad("Transfer-Encoding in HTTP/1.0 (RFC 9112 6.1)");
        }
        if (!lengths.isEmpty()) {
            return bad("Content-Length beside Transfer-Encoding (RFC 9112 6.1)");
        }
        boolean known = true;
        int count = 0;
        for (String coding : String.join(",", codings).toLowerCase(Locale.ROOT).split(",", -1)) {
            count++;
            known &= coding.isBlank()
                    || coding.strip().equals("chunked")
                    || coding.strip().equals("identity");
        }
        if (!known) {
            return new HeadFault(501, "Transfer-Encoding: chunked is all that is known (RFC 9112 6.1)");
        }
        return count == 1 && codings.get(0).equalsIgnoreCase("chunked")
                ? null
                : bad("Transfer-Encoding is chunked, once, or is left out (RFC 9112 6.1)");
    }

    /** RFC 9112 6.3. */
    private @Nullable HeadFault length() {
        return lengths.size() == 1 && LENGTH.matcher(lengths.get(0)).matches()
                ? null
                : bad("Content-Length is one number (RFC 9112 6.3)");
    }

    private static HeadFault bad(String why) {
        return new HeadFault(400, why);
    }
}
