package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Key;
import dev.echolocate.base.Network;
import dev.echolocate.base.Peer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, where proxies may be in between. One header is believed, and only from proxies that are trusted; the rightmost
 * entry that is no trusted proxy is who asks, because a proxy appends to whatever the client itself has sent (RFC 7239 8.1).
 * Nonsense counts as the proxy that has passed it on. Thread-safe.
 */
public final class Proxies {
    public static final Key<List<Network>> TRUSTED = Key.networks("proxies")
            .means("Reverse proxies in front of this server, as it sees them. What they say of a client's address,"
                    + " scheme and host is believed. Of a proxy on this machine, the address is believed in any case.");

    public static final Key<String> HEADER = Key.text(
                    "proxies.header", "X-Forwarded-For", "the name of a header", "[A-Za-z0-9-]{1,64}")
            .means("The one header that proxies tell the client's address in. All others are ignored, because"
                    + " proxies pass on what a client sends. From `Forwarded` (RFC 7239), scheme and host are read, too;"
                    + " else they are read from `X-Forwarded-Proto` and `X-Forwarded-Host`, which your proxies must set,"
                    + " or remove.");

    /** The header that is believed where nothing else is set. */
    public static final String X_FORWARDED_FOR = "X-Forwarded-For";

    private static final String FORWARDED = "Forwarded";
    private static final Logger LOG = System.getLogger(Proxies.class.getName());

    /** So many peers are named in the log. */
    private static final int MAX_NAMED = 16;

    private final List<Network> trusted;
    private final String header;
    private final Set<Address> named = ConcurrentHashMap.newKeySet();

    /**
     * @param trusted what they say of address, scheme and host is believed. Of one on this machine, the address always is:
     *     else the whole world behind it would be one client.
     * @param header {@code Forwarded} (RFC 7239), or one with addresses separated by commas
     */
    public Proxies(List<Network> trusted, String header) {
        this.trusted = List.copyOf(trusted);
        this.header = header;
    }

    /** Who asks; nobody has been authenticated yet. */
    public Peer peer(Asking request) {
        Address remote = Address.parse(request.remoteAddress());
        if (remote == null) {
            remote = Address.UNKNOWN;
        }
        boolean forwarded = !request.lines(X_FORWARDED_FOR).isEmpty()
                || !request.lines(FORWARDED).isEmpty()
                || !request.lines(header).isEmpty();
        Address address = remote;
        boolean secure = request.secure();
        String host = only(request.lines("Host"));
        boolean known = !forwarded;
        if (forwarded && passesAddresses(remote)) {
            List<String> hops = hops(request.lines(header));
            Hop asks = null;
            for (int i = hops.size() - 1; i >= 0 && passesAddresses(address); i--) {
                Hop hop = hop(hops.get(i));
                if (hop.address == null) {
                    break;
                }
                address = hop.address;
                asks = hop;
            }
            known = asks != null;
            if (isTrusted(remote)) {
                String proto = said(request, "X-Forwarded-Proto", asks == null ? null : asks.proto);
                secure |= "https".equalsIgnoreCase(proto) || "wss".equalsIgnoreCase(proto);
                String said = said(request, "X-Forwarded-Host", asks == null ? null : asks.host);
                host = said == null ? host : said;
            }
        } else if (forwarded) {
            name(remote);
        }
        return new Peer(address, secure, host, only(request.lines("Origin")), null, forwarded, known);
    }

    /** Whether all that it says is believed. */
    public boolean isTrusted(Address address) {
        return trusted.stream().anyMatch(network -> network.has(address));
    }

    private boolean passesAddresses(Address address) {
        return address.isLoopback() || isTrusted(address);
    }

    /** Once, so that an operator sees why everybody is one client. */
    private void name(Address remote) {
        if (named.size() < MAX_NAMED && named.add(remote)) {
            LOG.log(
                    Level.WARNING,
                    "{0} says for whom it asks, and is not trusted, so all who come through it are counted as one client."
                            + " If it is a proxy of yours, set proxies={0}",
                    remote);
        }
    }

    /** One entry of the header: null where it is no address. */
    private record Hop(
            @Nullable Address address,
            @Nullable String proto,
            @Nullable String host) {}

    /** The entries of all lines, unread: a client may send thousands, and the last ones count. */
    private List<String> hops(List<String> lines) {
        List<String> hops = new ArrayList<>();
        boolean standard = header.equalsIgnoreCase(FORWARDED);
        for (String line : lines) {
            // Only the standard has quotes. One that a client leaves open must not swallow what its proxy appends.
            hops.addAll(standard && isBalanced(line) ? elements(line, ',') : List.of(line.split(",", -1)));
        }
        return hops;
    }

    private Hop hop(String entry) {
        return header.equalsIgnoreCase(FORWARDED) ? standard(entry) : new Hop(address(entry.strip()), null, null);
    }

    /** RFC 7239 4: {@code for=192.0.2.60;proto=http;host=example.com}, names in any case, values may be quoted. */
    private static Hop standard(String element) {
        String address = null;
        String proto = null;
        String host = null;
        for (String pair : elements(element, ';')) {
            int equals = pair.indexOf('=');
            String value = unquoted(pair.substring(equals + 1).strip());
            switch (equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                case "for" -> address = value;
                case "proto" -> proto = value;
                case "host" -> host = value;
                default -> {
                    // "by", and what extensions may bring.
                }
            }
        }
        return new Hop(address(address), proto, host);
    }

    /** Some proxies add the port: {@code 192.0.2.1:4711}, {@code [2001:db8::1]:4711} (RFC 7239 6). */
    private static @Nullable Address address(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
        return Address.parse(port ? text.substring(0, colon) : text);
    }

    /** Whether each quoted string has its end (RFC 9110 5.6.4). */
    private static boolean isBalanced(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            if (quoted && line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return !quoted;
    }

    /** Splits where a separator is not quoted (RFC 9110 5.6.4). */
    private static List<String> elements(String line, char separator) {
        List<String> elements = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                elements.add(line.substring(start, i));
                start = i + 1;
            }
        }
        elements.add(line.substring(Math.min(start, line.length())));
        return elements;
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    /** What the standard header says, where that is the one that is believed; else what one beside it does. */
    private @Nullable String said(Asking request, String beside, @Nullable String standard) {
        return header.equalsIgnoreCase(FORWARDED) ? standard : last(request.lines(beside));
    }

    /** What the nearest proxy says. */
    private static @Nullable String last(List<String> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        String line = lines.get(lines.size() - 1);
        return line.substring(line.lastIndexOf(',') + 1).strip();
    }

    /** Two are none: nobody can know which one counts. */
    private static @Nullable String only(List<String> lines) {
        return lines.size() == 1 ? lines.get(0) : lines.isEmpty() ? null : String.join(", ", lines);
    }
}
