package dev.echolocate.embedded;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.http.Method;
import org.glassfish.grizzly.http.io.NIOOutputStream;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;
import org.jspecify.annotations.Nullable;

/** Pages and libraries under the context path. Reads them on the caller's thread, and writes without waiting. */
final class StaticFiles extends HttpHandler {
    /** IMF-fixdate (RFC 9110 5.6.7); the JDK's constant leaves out the zero of days below ten. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private static final Logger LOG = System.getLogger(StaticFiles.class.getName());

    private final String contextPath;
    private final Assets assets;

    StaticFiles(String contextPath, Assets assets) {
        this.contextPath = contextPath;
        this.assets = assets;
    }

    @Override
    public void service(Request request, Response response) throws IOException {
        boolean reads = request.getMethod() == Method.GET || request.getMethod() == Method.HEAD;
        if (!reads) {
            response.setHeader(Header.Allow, "GET, HEAD");
            text(request, response, 405, "405: only GET and HEAD here");
            return;
        }
        String uri = request.getRequestURI();
        if (uri.equals(contextPath)) {
            redirect(request, response, contextPath + "/");
            return;
        }
        String path = uri.startsWith(contextPath + "/") ? StaticPath.of(uri.substring(contextPath.length())) : null;
        if (path != null && !path.isEmpty() && !path.endsWith("/") && assets.isFolder(path)) {
            redirect(request, response, uri + "/");
            return;
        }
        Asset asset = path == null ? null : assets.find(isFolder(path) ? path + "index.html" : path);
        if (asset == null) {
            notFound(request, response);
        } else {
            serve(request, response, asset);
        }
    }

    /** The page that containers show, too; see {@code web.xml}. */
    private void notFound(Request request, Response response) throws IOException {
        Asset page = assets.find("404.html");
        if (page == null) {
            text(request, response, 404, "404: nothing here");
            return;
        }
        response.setStatus(404);
        response.setContentType(page.type());
        response.setHeader(Header.CacheControl, "no-store");
        write(request, response, page.bytes());
    }

    private static boolean isFolder(String path) {
        return path.isEmpty() || path.endsWith("/");
    }

    private static void serve(Request request, Response response, Asset asset) {
        response.setHeader(Header.ETag, asset.tag());
        response.setHeader(Header.LastModified, HTTP_DATE.format(modified(asset)));
        response.setHeader(Header.CacheControl, "no-cache");
        byte[] gzipped = asset.gzipped();
        if (gzipped != null) {
            response.setHeader(Header.Vary, "Accept-Encoding");
        }
        if (isKnown(request, asset)) {
            response.setStatus(304);
            return;
        }
        response.setContentType(asset.type());
        byte[] body = asset.bytes();
        if (gzipped != null && Gzip.accepted(request.getHeader(Header.AcceptEncoding))) {
            response.setHeader(Header.ContentEncoding, "gzip");
            body = gzipped;
        }
        write(request, response, body);
    }

    /** RFC 9110 13.2.2: the entity tag goes before the date. */
    private static boolean isKnown(Request request, Asset asset) {
        String tags = request.getHeader(Header.IfNoneMatch);
        if (tags != null) {
            return tags.strip().equals("*") || tags.contains(asset.tag().substring(2));
        }
        ZonedDateTime since = date(request.getHeader(Header.IfModifiedSince));
        return since != null && !modified(asset).isAfter(since);
    }

    private static @Nullable ZonedDateTime date(@Nullable String text) {
        try {
            return text == null ? null : ZonedDateTime.parse(text.strip(), HTTP_DATE.withZone(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZonedDateTime modified(Asset asset) {
        return Instant.ofEpochSecond(asset.modified() / 1000).atZone(ZoneOffset.UTC);
    }

    private static void redirect(Request request, Response response, String to) {
        String query = request.getQueryString();
        response.setHeader(Header.Location, query == null ? to : to + "?" + query);
        text(request, response, 302, "302: " + to);
    }

    private static void text(Request request, Response response, int status, String text) {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader(Header.CacheControl, "no-store");
        write(request, response, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Request request, Response response, byte[] body) {
        response.setContentLength(body.length);
        if (request.getMethod() != Method.HEAD) {
            NIOOutputStream out = response.getNIOOutputStream();
            Buffer shared = Buffers.wrap(MemoryManager.DEFAULT_MEMORY_MANAGER, body);
            shared.allowBufferDispose(false);
            try {
                out.write(shared);
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "nobody is there to take it", e);
            }
        }
    }
}
