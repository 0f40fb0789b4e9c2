package dev.echolocate.embedded;

import dev.echolocate.base.Peer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a messenger shows of a link: the pages say it in their heads (ogp.me), and of its picture messengers want the absolute
 * address. It is filled in where the name that the client asks for is one of ours. Nothing else of the request is in it, so
 * nobody learns of a room or of who is in it. Thread-safe.
 */
final class LinkPreviews {
    private static final int KEPT = 64;
    private static final String PICTURE = "<meta property=\"og:image\" content=\"";
    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");

    private record Filled(Asset page, String folder) {}

    private final String contextPath;
    private final Predicate<String> ours;
    private final Map<Filled, Asset> kept = new ConcurrentHashMap<>();

    /** @param ours whether a Host header (RFC 9110 7.2) names this server */
    LinkPreviews(String contextPath, Predicate<String> ours) {
        this.contextPath = contextPath;
        this.ours = ours;
    }

    /** The absolute address of the folder of the pages, as this client knows it; null where that is not known to be ours. */
    @Nullable
    String folder(Peer peer) {
        String host = peer.host();
        if (host == null || !HOST.matcher(host).matches() || !ours.test(host)) {
            return null;
        }
        return (peer.secure() ? "https://" : "http://") + host + contextPath + "/";
    }

    /** What was filled in before; null where it wasn't. */
    @Nullable
    Asset kept(Asset page, String folder) {
        return kept.get(new Filled(page, folder));
    }

    /** The page with the absolute address of its picture, or itself where it has none. It compresses that, so it takes a while. */
    Asset fill(Asset page, String folder) {
        String text = new String(page.bytes(), StandardCharsets.UTF_8);
        Asset filled = text.contains(PICTURE)
                ? page.with(text.replace(PICTURE, PICTURE + folder).getBytes(StandardCharsets.UTF_8))
                : page;
        if (kept.size() >= KEPT) {
            kept.clear();
        }
        kept.put(new Filled(page, folder), filled);
        return filled;
    }
}
