package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.Key;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that this server goes by. A page of somebody else's whose name suddenly means an address of this machine or
 * network (DNS rebinding) is of the same origin as far as its browser knows, and only the name that it asks for tells.
 * Immutable.
 */
public final class Hosts {
    public static final Key<List<String>> NAMES = Key.hosts("hosts")
            .means("Names of this server, besides `localhost`, addresses, this machine's own name and those of its"
                    + " certificate. A client on this machine or in a private network that asks for another name is"
                    + " refused with 421: it may be a page of another site whose name was pointed here (DNS rebinding)."
                    + " `*.example.org` is any name that is one label longer; `*` alone is any name.");

    private final Set<String> names;

    /**
     * @param names in any case; {@code *.example.org} is any one label before that (RFC 6125 6.4.3); {@code *} alone is all
     */
    public Hosts(Collection<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether it is ours: a loopback name, an address, or one of the names.
     *
     * @param host the Host header (RFC 9110 7.2); null, where there is none, is no page's
     */
    public boolean isOurs(@Nullable String host) {
        if (host == null || names.contains("*")) {
            return true;
        }
        String name = name(host);
        int dot = name.indexOf('.');
        return Address.parse(name) != null
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || names.contains(name)
                || (dot > 0 && names.contains("*" + name.substring(dot)));
    }

    /** Without the port, and without the dot of the root. */
    static String name(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        boolean port = colon >= 0 && (lower.indexOf(':') == colon || lower.charAt(Math.max(0, colon - 1)) == ']');
        String name = port ? lower.substring(0, colon) : lower;
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
