package dev.echolocate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a request says who asks, whoever speaks HTTP below. */
public interface Asking {
    /** The numeric address at the other end of the connection, as the server below understands it; null where it doesn't. */
    @Nullable
    String remoteAddress();

    /** Whether this connection is TLS. */
    boolean secure();

    /** The lines of a header, in their order; empty where there is none. */
    List<String> lines(String header);
}
