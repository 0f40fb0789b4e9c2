package dev.echolocate.app;

import dev.echolocate.base.Address;
import dev.echolocate.base.Key;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/** How addresses are written into the log: the setting {@code log.addresses}. */
enum Addresses {
    /** As they are. */
    FULL,
    /** The network alone: 24 bits of IPv4, 48 of IPv6, which a household or a company has. */
    SHORT,
    /** Not at all. */
    NONE;

    static final Key<String> WRITTEN = Key.text("log.addresses", "short", "full, short or none", "full|short|none")
            .means("How those lines write an address: `full`, `short` (the network alone: the first 24 bits of IPv4,"
                    + " 48 of IPv6), or `none`.");

    private static final int IPV4_BYTES = 3;
    private static final int IPV6_BYTES = 6;

    /** @param setting a word of the setting */
    static Addresses of(String setting) {
        return valueOf(setting.toUpperCase(Locale.ROOT));
    }

    String written(Address address) {
        InetAddress ip = address.ip();
        return switch (this) {
            case NONE -> "-";
            case FULL -> address.toString();
            case SHORT -> ip == null ? address.toString() : shortened(ip.getAddress());
        };
    }

    private static String shortened(byte[] ip) {
        int kept = ip.length == 4 ? IPV4_BYTES : IPV6_BYTES;
        byte[] network = Arrays.copyOf(Arrays.copyOf(ip, kept), ip.length);
        try {
            String written = InetAddress.getByAddress(network).getHostAddress();
            String brief = ip.length == 4 ? written : written.replaceFirst("(^0)?(:0)+$", "::");
            return brief + "/" + kept * Byte.SIZE;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("neither 4 nor 16 bytes", e);
        }
    }
}
