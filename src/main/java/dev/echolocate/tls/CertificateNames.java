package dev.echolocate.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of a server in its certificate (RFC 5280 4.2.1.6), as keytool writes them: {@code dns:localhost}. */
final class CertificateNames {
    private static final int DNS = 2;
    private static final int IP = 7;

    private CertificateNames() {}

    /** Of this machine to itself, of what it listens on, and of its addresses. */
    static Set<String> of(String host, Collection<InetAddress> addresses) {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", ip("::1")));
        if (isAddress(host)) {
            if (!literal(host).isAnyLocalAddress()) {
                names.add(ip(host));
            }
        } else {
            names.add("dns:" + host.toLowerCase(Locale.ROOT));
        }
        addresses.forEach(address -> names.add(ip(address.getHostAddress())));
        return names;
    }

    static Set<String> of(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(DNS)) {
                    names.add("dns:" + name.get(1));
                } else if (name.get(0).equals(IP)) {
                    names.add(ip((String) name.get(1)));
                }
            }
        } catch (CertificateParsingException e) {
            names.clear();
        }
        return names;
    }

    static String forKeytool(Set<String> names) {
        return names.stream().collect(Collectors.joining(",", "SAN=", ""));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static String ip(String address) {
        return "ip:" + literal(address).getHostAddress();
    }

    /** Without brackets and zone, so that each address has one spelling. Asks no name server: it is no name. */
    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address.replaceAll("[\\[\\]]|%.*", ""));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }
}
