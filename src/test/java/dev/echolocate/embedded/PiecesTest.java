package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.echolocate.web.http.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable Consumer<@Nullable Throwable> unread;
    private boolean atOnce;
    private int ends;

    private final Exchange exchange = (Exchange) Proxy.newProxyInstance(
            Exchange.class.getClassLoader(), new Class<?>[] {Exchange.class}, (proxy, method, arguments) -> {
                if (method.getName().equals("end")) {
                    ends++;
                } else if (method.getName().equals("write")) {
                    @SuppressWarnings("unchecked")
                    Consumer<@Nullable Throwable> done = (Consumer<@Nullable Throwable>) arguments[1];
                    written.writeBytes((byte[]) arguments[0]);
                    if (atOnce) {
                        done.accept(null);
                    } else {
                        unread = done;
                    }
                }
                return null;
            });

    private void tell(@Nullable Throwable failure) {
        Consumer<@Nullable Throwable> done = unread;
        unread = null;
        if (done != null) {
            done.accept(failure);
        }
    }

    private static byte[] page(int size) {
        byte[] page = new byte[size];
        new Random(size).nextBytes(page);
        return page;
    }

    @Test
    void whoReadsNothingHasOnePieceOfAPage() {
        byte[] page = page(100_000);
        Pieces.write(exchange, page);
        assertEquals(Pieces.SIZE, written.size());
        while (unread != null) {
            int before = written.size();
            tell(null);
            assertTrue(written.size() - before <= Pieces.SIZE);
        }
        assertArrayEquals(page, written.toByteArray());
        assertEquals(1, ends);
    }

    @Test
    void aPageThatIsTakenAtOnceGrowsNoStack() {
        atOnce = true;
        byte[] page = page(16 << 20);
        Pieces.write(exchange, page);
        assertArrayEquals(page, written.toByteArray());
        assertEquals(1, ends);
    }

    @Test
    void aPieceThatFailsIsTheLast() {
        Pieces.write(exchange, page(100_000));
        tell(new IOException("gone"));
        assertEquals(Pieces.SIZE, written.size());
        assertEquals(1, ends);
    }
}
