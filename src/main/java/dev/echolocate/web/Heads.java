package dev.echolocate.web;

import dev.echolocate.inspect.Head;
import dev.echolocate.inspect.Header;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Requests as the Servlet API gives them: some containers change the case and the order of the names. */
public final class Heads {
    private Heads() {}

    public static Head of(HttpServletRequest request) {
        List<Header> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new Header(name, value));
            }
        }
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        return new Head(request.getMethod() + " " + target + " " + request.getProtocol(), headers, false);
    }
}
