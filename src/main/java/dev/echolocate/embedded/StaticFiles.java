package dev.echolocate.embedded;

import dev.echolocate.base.Counters;
import dev.echolocate.base.Enduring;
import dev.echolocate.base.Refusal;
import dev.echolocate.web.http.Access;
import dev.echolocate.web.http.Exchange;
import dev.echolocate.web.http.Gzip;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Pages and libraries. What was read before is answered at once: all that this asks of the disk is whether the file has
 * changed. What wasn't is read by an executor.
 */
final class StaticFiles implements Exchange.Handler {
    /** IMF-fixdate (RFC 9110 5.6.7); the JDK's constant leaves out the zero of days below ten. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private static final Logger LOG = System.getLogger(StaticFiles.class.getName());

    private static final String RETRY_SECONDS = "2";

    private final String contextPath;
    private final Assets assets;
    private final LinkPreviews previews;
    private final Executor disk;
    private final Counters<Refusal> refusals;

    /** @param disk runs what reads and what compresses; bounded */
    StaticFiles(String contextPath, Assets assets, LinkPreviews previews, Executor disk, Counters<Refusal> refusals) {
        this.previews = previews;
        this.refusals = refusals;
        this.contextPath = contextPath;
        this.assets = assets;
        this.disk = disk;
    }

    @Override
    public void handle(Exchange exchange) {
        if (exchange.method().equals("OPTIONS")) {
            options(exchange, Access.READING);
            return;
        }
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.set("Allow", Access.READING);
            text(exchange, 405, "405: only GET and HEAD here");
            return;
        }
        String path = exchange.path();
        String file = StaticPath.of(path);
        if (path.isEmpty() || (file != null && !namesFolder(file) && assets.isFolder(file))) {
            redirect(exchange, contextPath + path + "/");
        } else if (file == null) {
            notFound(exchange);
        } else {
            Assets.FoundAsset found = assets.look(namesFolder(file) ? file + "index.html" : file);
            if (found == null) {
                notFound(exchange);
            } else {
                read(exchange, found, asset -> preview(exchange, asset));
            }
        }
    }

    /** RFC 9110 9.3.7: what may be asked. */
    static void options(Exchange exchange, String methods) {
        exchange.set("Cache-Control", "no-store");
        exchange.begin(204, Map.of("Allow", methods));
        exchange.end();
    }

    /** Answers with the page that containers show, too; see {@code web.xml}. */
    void notFound(Exchange exchange) {
        Assets.FoundAsset page = assets.look("404.html");
        if (page == null) {
            nothing(exchange);
        } else {
            read(exchange, page, asset -> {
                exchange.set("Content-Type", asset.type());
                exchange.set("Cache-Control", "no-store");
                whole(exchange, 404, asset.bytes());
            });
        }
    }

    private static boolean namesFolder(String path) {
        return path.isEmpty() || path.endsWith("/");
    }

    /** A page with what a messenger shows of it. */
    private void preview(Exchange exchange, Asset asset) {
        String folder = asset.isPage() ? previews.folder(exchange.peer()) : null;
        Asset shown = folder == null ? asset : previews.kept(asset, folder);
        if (shown != null) {
            serve(exchange, shown);
        } else {
            later(exchange, () -> serve(exchange, previews.fill(asset, Objects.requireNonNull(folder))));
        }
    }

    private void read(Exchange exchange, Assets.FoundAsset found, Consumer<Asset> then) {
        Asset asset = assets.kept(found);
        if (asset != null) {
            then.accept(asset);
        } else {
            later(exchange, () -> readNow(exchange, found, then));
        }
    }

    private void later(Exchange exchange, Runnable task) {
        try {
            disk.execute(task);
        } catch (RejectedExecutionException e) {
            refusals.count(Refusal.WORK);
            exchange.set("Retry-After", RETRY_SECONDS);
            text(exchange, 503, "503: too many pages are being read at once");
        }
    }

    private void readNow(Exchange exchange, Assets.FoundAsset found, Consumer<Asset> then) {
        try {
            then.accept(assets.read(found));
        } catch (NoSuchFileException e) {
            nothing(exchange); // deleted meanwhile
        } catch (IOException | RuntimeException | Error e) {
            Enduring.survived(LOG, "a page can't be read", e);
            exchange.abort();
        }
    }

    private static void serve(Exchange exchange, Asset asset) {
        exchange.set("ETag", asset.tag());
        exchange.set("Last-Modified", HTTP_DATE.format(modified(asset)));
        exchange.set("Cache-Control", "no-cache");
        byte[] gzipped = asset.gzipped();
        if (gzipped != null) {
            exchange.set("Vary", "Accept-Encoding");
        }
        if (isKnown(exchange, asset)) {
            exchange.begin(304, Map.of());
            exchange.end();
            return;
        }
        exchange.set("Content-Type", asset.type());
        if (gzipped != null && Gzip.accepted(exchange.header("Accept-Encoding"))) {
            exchange.set("Content-Encoding", "gzip");
            whole(exchange, 200, gzipped);
        } else {
            whole(exchange, 200, asset.bytes());
        }
    }

    /** RFC 9110 13.2.2: the entity tag goes before the date. */
    private static boolean isKnown(Exchange exchange, Asset asset) {
        String tags = exchange.header("If-None-Match");
        if (tags != null) {
            return tags.strip().equals("*") || tags.contains(asset.tag().substring(2));
        }
        ZonedDateTime since = date(exchange.header("If-Modified-Since"));
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

    private static void redirect(Exchange exchange, String to) {
        String query = exchange.query();
        exchange.set("Location", query == null ? to : to + "?" + query);
        text(exchange, 302, "302: " + to);
    }

    private static void nothing(Exchange exchange) {
        text(exchange, 404, "404: nothing here");
    }

    /** Answers with a line of text. */
    static void text(Exchange exchange, int status, String text) {
        exchange.set("Content-Type", "text/plain; charset=utf-8");
        exchange.set("Cache-Control", "no-store");
        whole(exchange, status, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void whole(Exchange exchange, int status, byte[] body) {
        exchange.begin(status, Map.of("Content-Length", Integer.toString(body.length)));
        Pieces.write(exchange, body, exchange.peer().secure() ? Pieces.ENCRYPTED : Pieces.CLEAR);
    }
}
