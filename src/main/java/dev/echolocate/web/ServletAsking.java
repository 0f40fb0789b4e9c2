package dev.echolocate.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request as a container has it: the address, too, so that its own remote-address valves are honoured. */
public record ServletAsking(HttpServletRequest request) implements Asking {
    @Override
    public @Nullable String remoteAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public boolean secure() {
        return request.isSecure();
    }

    /** Servlet 6.0, 3.8: null where the container does not give headers out. */
    @Override
    public List<String> lines(String header) {
        @Nullable Enumeration<String> lines = request.getHeaders(header);
        return lines == null ? List.of() : Collections.list(lines);
    }
}
