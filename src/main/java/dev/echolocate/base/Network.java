package dev.echolocate.base;

import java.net.InetAddress;

/** An address, or a network in CIDR notation (RFC 4632 3.1, RFC 4291 2.3). Immutable. */
public final class Network {
    private final byte[] prefix;
    private final int bits;
    private final String text;

    private Network(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    /**
     * Of {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or an address alone.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        Address address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        InetAddress ip = address == null ? null : address.ip();
        if (ip == null) {
            throw new IllegalArgumentException(text);
        }
        byte[] bytes = ip.getAddress();
        int all = Byte.SIZE * bytes.length;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException(text);
        }
        return new Network(bytes, bits, text);
    }

    /** Whether the whole address, not only what it is counted by, is in this network. */
    public boolean has(Address address) {
        InetAddress ip = address.ip();
        return ip != null && has(ip.getAddress());
    }

    private boolean has(byte[] bytes) {
        if (bytes.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int i = bit / Byte.SIZE;
            int mask = bits - bit >= Byte.SIZE ? 0xFF : 0xFF << (Byte.SIZE - (bits - bit));
            if (((bytes[i] ^ prefix[i]) & mask & 0xFF) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
