package dev.echolocate.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address that a client is counted by: an IPv4 address, or the first 64 bits of an IPv6 one, because one host has all
 * addresses below them (RFC 4291 2.5.1, RFC 7421). Two are equal where they are counted as one. Immutable.
 */
public final class Address {
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:]{2,39}(?:\\.\\d{1,3}){0,3}");
    private static final int PREFIX_BYTES = 8;

    /** Who says no address: all of them are counted as one. */
    public static final Address UNKNOWN = new Address(null, new byte[0]);

    private final @Nullable InetAddress ip;
    private final byte[] counted;

    private Address(@Nullable InetAddress ip, byte[] counted) {
        this.ip = ip;
        this.counted = counted;
    }

    public static Address of(InetAddress ip) {
        byte[] bytes = ip.getAddress();
        return new Address(ip, ip instanceof Inet6Address ? Arrays.copyOf(bytes, PREFIX_BYTES) : bytes);
    }

    /** One that is counted with no other, whatever its address: a connection of a proxy, that asks for many. */
    public Address apart() {
        byte[] own = new byte[16];
        ThreadLocalRandom.current().nextBytes(own);
        return new Address(ip, own);
    }

    /** The address that a text is, with or without brackets and a zone; null where it is none. Nobody's name is looked up. */
    public static @Nullable Address parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        int zone = bare.indexOf('%');
        if (zone > 0 && bare.indexOf(':') >= 0) {
            bare = bare.substring(0, zone);
        }
        if (!IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            return null;
        }
        try {
            return of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** The whole address, or null where it is {@link #UNKNOWN}. */
    public @Nullable InetAddress ip() {
        return ip;
    }

    /** Whether the peer is a program on this machine. */
    public boolean isLoopback() {
        return ip != null && ip.isLoopbackAddress();
    }

    /** Whether it can't come from the public internet: loopback, link-local or private (RFC 1918, RFC 4193, RFC 6598). */
    public boolean isLocal() {
        if (ip == null) {
            return false;
        }
        byte[] bytes = ip.getAddress();
        boolean uniqueLocal = ip instanceof Inet6Address && (bytes[0] & 0xFE) == 0xFC;
        boolean shared = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xC0) == 64;
        return ip.isLoopbackAddress() || ip.isSiteLocalAddress() || ip.isLinkLocalAddress() || uniqueLocal || shared;
    }

    /** Written out: a record's own keeps the class loader of an application that is gone (JDK-8078641). */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Address that && Arrays.equals(counted, that.counted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(counted);
    }

    /** The numeric address, for logs; {@code unknown} where there is none. */
    @Override
    public String toString() {
        return ip == null ? "unknown" : ip.getHostAddress();
    }
}
