package dev.echolocate.embedded;

import dev.echolocate.web.Admission;
import dev.echolocate.web.SecurityHeaders;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.jspecify.annotations.Nullable;

/** The headers of every response, and the one that is for TLS alone (RFC 6797 7.2), ours or that of a proxy. Immutable. */
final class HeaderTable {
    private final Map<String, String> always;
    private final @Nullable String hsts;
    private final Admission admission;

    HeaderTable(Map<String, String> table, Admission admission) {
        Map<String, String> others = new LinkedHashMap<>(table);
        hsts = others.remove(SecurityHeaders.HSTS);
        always = Collections.unmodifiableMap(others);
        this.admission = admission;
    }

    /** Where there is a connection but no request that could tell of a proxy. */
    Map<String, String> on(Connection<?> connection) {
        if (hsts == null || TlsFilter.sessionOf(connection) == null) {
            return always;
        }
        Map<String, String> all = new LinkedHashMap<>(always);
        all.put(SecurityHeaders.HSTS, hsts);
        return all;
    }

    void writeTo(HttpResponsePacket response) {
        always.forEach((name, value) -> {
            if (!response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
        if (hsts != null
                && admission.peer(new PacketAsking(response.getRequest())).secure()) {
            response.setHeader(SecurityHeaders.HSTS, hsts);
        }
    }
}
