package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.echolocate.base.Address;
import dev.echolocate.base.Peer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPreviewsTest {
    private static final String PICTURE = "<meta property=\"og:image\" content=\"";

    private final LinkPreviews previews = new LinkPreviews("/x", host -> !host.contains("evil"));

    private static Asset page(String text) {
        return Asset.of("a.html", text.getBytes(StandardCharsets.UTF_8), 5);
    }

    private static Peer peer(boolean secure, @Nullable String host) {
        return new Peer(Address.UNKNOWN, secure, host, null, null, false, true);
    }

    @Test
    void thePictureIsWhereTheClientAsks() {
        assertEquals("https://live.example/x/", previews.folder(peer(true, "live.example")));
        assertEquals("http://[::1]:8080/x/", previews.folder(peer(false, "[::1]:8080")));
        Asset page = page(PICTURE + "preview.png\">");
        Asset filled = previews.fill(page, "https://live.example/x/");
        assertEquals(
                PICTURE + "https://live.example/x/preview.png\">", new String(filled.bytes(), StandardCharsets.UTF_8));
        assertEquals(page.type(), filled.type());
        assertEquals(page.modified(), filled.modified());
        assertNotEquals(page.tag(), filled.tag());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "a\"><script>", "a b", "", "a/b", "a:b"})
    void aNameThatIsNotOursOrNoneIsNotRepeated(String host) {
        assertNull(previews.folder(peer(true, host)));
    }

    @Test
    void whoNamesNobodyIsToldNoAddress() {
        assertNull(previews.folder(peer(true, null)));
    }

    @Test
    void whatWasFilledInIsKeptForAWhile() {
        Asset page = page(PICTURE + "preview.png\">");
        assertNull(previews.kept(page, "http://a/"));
        Asset filled = previews.fill(page, "http://a/");
        assertSame(filled, previews.kept(page, "http://a/"));
        assertNull(previews.kept(page(PICTURE + "preview.png\">"), "http://a/"));
        IntStream.range(0, 64).forEach(n -> previews.fill(page, "http://a" + n + "/"));
        assertNull(previews.kept(page, "http://a/"));
    }

    @Test
    void aPageWithoutAPictureStaysAsItIs() {
        Asset page = page("<title>x</title>");
        assertSame(page, previews.fill(page, "http://a/"));
    }
}
