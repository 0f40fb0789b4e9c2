package dev.echolocate.embedded;

import dev.echolocate.web.http.Problem;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.util.FastHttpDateFormat;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.http.util.HttpStatus;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.transport.TCPNIOConnection;

/** Responses that a filter gives by itself. */
final class Answers {
    /** RFC 9110 15.5.22. */
    static final int UPGRADE_REQUIRED = 426;

    private static final int UNAVAILABLE = 503;
    private static final String RETRY_SECONDS = "10";

    private Answers() {}

    /**
     * A response before there is a request, after which the connection ends.
     *
     * @param withoutBody as to HEAD
     * @param table security headers
     */
    static byte[] raw(int status, String type, String text, boolean withoutBody, Map<String, String> table) {
        StringBuilder response = new StringBuilder("HTTP/1.1 ")
                .append(status)
                .append(' ')
                .append(HttpStatus.getHttpStatus(status).getReasonPhrase())
                .append("\r\n");
        Map<String, String> headers = new LinkedHashMap<>(table);
        headers.put("Content-Type", type);
        headers.put("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
        headers.put("Cache-Control", "no-store");
        headers.put("Date", FastHttpDateFormat.getCurrentDate());
        headers.put("Connection", "close");
        if (status == UNAVAILABLE) {
            headers.put("Retry-After", RETRY_SECONDS);
        }
        headers.forEach((name, value) ->
                response.append(name).append(": ").append(value).append("\r\n"));
        return response.append("\r\n")
                .append(withoutBody ? "" : text)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** With its phrase (RFC 9110 15). */
    static void status(HttpResponsePacket response, int status) {
        HttpStatus.getHttpStatus(status).setValues(response);
        if (status == UPGRADE_REQUIRED) {
            // The library knows no name of it.
            response.setReasonPhrase("Upgrade Required");
        }
    }

    /**
     * Answers with a line of text and ends the connection.
     *
     * @param retrySeconds when to come back; 0: nothing is said of it
     */
    static NextAction refuse(
            FilterChainContext ctx, HttpRequestPacket request, int status, String text, int retrySeconds) {
        retryAfter(request, retrySeconds);
        return refuse(ctx, request, status, "text/plain; charset=utf-8", text + "\n");
    }

    /** Answers with problem details and ends the connection. */
    static NextAction refuse(FilterChainContext ctx, HttpRequestPacket request, int status, Problem problem) {
        retryAfter(request, problem.retrySeconds());
        return refuse(ctx, request, status, Problem.TYPE, problem.json());
    }

    /** RFC 9110 10.2.3. */
    private static void retryAfter(HttpRequestPacket request, int seconds) {
        if (seconds > 0) {
            request.getResponse().setHeader(Header.RetryAfter, Integer.toString(seconds));
        }
    }

    private static NextAction refuse(
            FilterChainContext ctx, HttpRequestPacket request, int status, String type, String text) {
        // An upgrade request would make the codec believe that it is no longer HTTP.
        request.setIgnoreContentModifiers(false);
        HttpResponsePacket response = request.getResponse();
        status(response, status);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setHeader(Header.ContentType, type);
        response.setHeader(Header.CacheControl, "no-store");
        response.setHeader(Header.Connection, "close");
        response.setContentLength(body.length);
        boolean head = request.getMethod() == Method.HEAD;
        Buffer content = head ? Buffers.EMPTY_BUFFER : Buffers.wrap(ctx.getMemoryManager(), body);
        ctx.write(HttpContent.builder(response).content(content).last(true).build());
        TCPNIOConnection connection = (TCPNIOConnection) ctx.getConnection();
        LingeringClose.say(connection, ConnectionDeadlines.phaseOf(connection));
        return ctx.getStopAction();
    }
}
