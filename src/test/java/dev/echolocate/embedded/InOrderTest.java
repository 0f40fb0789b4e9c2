package dev.echolocate.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private final InOrder order = new InOrder();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    private void write(String what) {
        order.write(what.equals("close"), () -> done.add(what), failure -> done.add("not " + what));
    }

    @Test
    void behindTheCloseFrameNothingIsWritten() {
        for (String what : List.of("a", "close", "b")) {
            write(what);
        }
        assertEquals(List.of("a", "close", "not b"), done);
        assertTrue(order.isClosed());
    }

    @Test
    void whatIsWrittenInsideOfAWriteComesAfterIt() {
        order.write(
                false,
                () -> {
                    write("close");
                    write("b");
                    done.add("a");
                },
                failure -> {});
        assertEquals(List.of("a", "close", "not b"), done);
    }

    @Test
    void whatFailsIsToldAndTheNextIsWritten() {
        order.write(
                false,
                () -> {
                    throw new IllegalStateException("a fault");
                },
                failure -> done.add(failure.getMessage()));
        write("a");
        assertEquals(List.of("a fault", "a"), done);
    }

    @Test
    void whoeverWritesMeanwhileNothingFollowsTheCloseFrame() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            InOrder racing = new InOrder();
            List<String> written = Collections.synchronizedList(new ArrayList<>());
            Runnable data = () -> {
                for (int i = 0; i < 20; i++) {
                    racing.write(false, () -> written.add("data"), failure -> {});
                }
            };
            Thread one = new Thread(data);
            Thread other = new Thread(data);
            one.start();
            other.start();
            racing.write(true, () -> written.add("close"), failure -> {});
            one.join();
            other.join();
            assertEquals(written.size() - 1, written.indexOf("close"));
        }
    }
}
