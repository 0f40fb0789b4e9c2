package dev.echolocate.web;

import dev.echolocate.inspect.Head;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Requests as the Servlet API gives them: some containers change the case and the order of the names. */
public final class HeadSource {
    private HeadSource() {}

    public static Head of(HttpServletRequest request) {
        return Head.of(
                request.getMethod(),
                request.getRequestURI(),
                request.getQueryString(),
                request.getProtocol(),
                Collections.list(request.getHeaderNames()),
                name -> Collections.list(request.getHeaders(name)));
    }
}
