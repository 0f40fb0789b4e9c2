package dev.echolocate.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that this server goes by without being told. */
final class OwnNames {
    /** Of a subject alternative name that is a name (RFC 5280 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private OwnNames() {}

    /** This machine's host name, and the one of multicast DNS (RFC 6762 3). Empty where it has none. */
    static Set<String> ofMachine() {
        try {
            String name = InetAddress.getLocalHost().getHostName();
            int dot = name.indexOf('.');
            String label = dot < 0 ? name : name.substring(0, dot);
            return Set.copyOf(
                    List.of(name, label, label + ".local").stream().distinct().toList());
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }

    /** Those of a certificate, maybe with a star for a label. */
    static Set<String> of(@Nullable X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            @Nullable
            Collection<List<?>> alternatives = certificate == null ? null : certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // Then it names nobody.
        }
        return names;
    }
}
