package dev.echolocate.web.http;

import dev.echolocate.map.ArchiveException;
import dev.echolocate.map.MapFacts;
import dev.echolocate.map.MapFile;
import dev.echolocate.map.MapTile;
import dev.echolocate.web.Admission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET api/map/tiles/{z}/{x}/{y}}: a tile of the operator's map file, as it is stored. Which ones somebody asks for tells where
 * they look: it is written down nowhere.
 */
public final class StreetTiles implements Exchange.Handler {
    /** Where it is served, under the context path. */
    public static final String PATTERN = "/api/map/tiles/*";

    private static final Pattern PATH = Pattern.compile("/api/map/tiles/([0-9]{1,2})/([0-9]{1,8})/([0-9]{1,8})");

    /** The closest zoom that a file may have. */
    private static final int MAX_ZOOM = 26;

    private final Admission admission;
    private final @Nullable MapFile map;
    private final Work work;

    /**
     * Of a map file.
     *
     * @param map null where there is none
     * @param work what reads it: a disk may be slow
     */
    public StreetTiles(Admission admission, @Nullable MapFile map, Work work) {
        this.admission = admission;
        this.map = map;
        this.work = work;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!Access.granted(admission, exchange, Access.READING)) {
            return;
        }
        try {
            if (map == null) {
                throw new Problem(404, "no_map", "this server has no map file (setting map.file)");
            }
            int[] asked = asked(exchange.path());
            String known = exchange.header("If-None-Match");
            boolean gzip = Gzip.accepted(exchange.header("Accept-Encoding"));
            work.run(exchange, () -> answer(map, asked, known, gzip));
        } catch (Problem problem) {
            Reply.problem(exchange, problem, Access.READING);
        }
    }

    private static int[] asked(String path) throws Problem {
        Matcher numbers = PATH.matcher(path);
        if (numbers.matches()) {
            int zoom = Integer.parseInt(numbers.group(1));
            int x = Integer.parseInt(numbers.group(2));
            int y = Integer.parseInt(numbers.group(3));
            if (zoom <= MAX_ZOOM && Math.max(x, y) < 1 << zoom) {
                return new int[] {zoom, x, y};
            }
        }
        throw new Problem(404, "bad_name", "tiles are at tiles/{z}/{x}/{y}, with x and y below 2 to the power of z");
    }

    private static Content answer(MapFile map, int[] asked, @Nullable String known, boolean gzip) throws Problem {
        try {
            MapFacts facts = map.facts();
            Map<String, String> headers = headers(facts);
            if (known != null && known.contains(tag(facts))) {
                return Content.none(304, headers);
            }
            MapTile tile = map.tile(asked[0], asked[1], asked[2]);
            if (tile == null) {
                return Content.none(204, headers);
            }
            boolean packed = tile.of().gzipped() && gzip;
            Map<String, String> all = headers(tile.of());
            if (packed) {
                all.put("Content-Encoding", "gzip");
            }
            byte[] bytes = packed ? tile.stored() : tile.unpacked();
            return new Content(tile.of().type().mediaType(), bytes).with(all);
        } catch (ArchiveException e) {
            throw broken();
        }
    }

    /** The operator is told more, in the log. */
    static Problem broken() {
        return new Problem(503, "map_broken", "the server's map file can't be read now; its log says why");
    }

    private static Map<String, String> headers(MapFacts facts) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Cache-Control", "private, max-age=86400");
        headers.put("ETag", "W/" + tag(facts));
        if (facts.gzipped()) {
            headers.put("Vary", "Accept-Encoding");
        }
        return headers;
    }

    /** Weak: it is the same packed and unpacked (RFC 9110 8.8.3). */
    private static String tag(MapFacts facts) {
        return '"' + facts.version() + '"';
    }
}
