package dev.echolocate.attack;

import dev.echolocate.testkit.Deadline;
import dev.echolocate.testkit.Frame;
import dev.echolocate.testkit.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many connections of one client, held by two threads: the caller's, which connects and writes, and one that reads what
 * comes and throws it away. Nothing that the server does to a connection fails anything here: it is counted.
 */
final class Crowd implements AutoCloseable {
    private static final int STATUS = "HTTP/1.1 101".length();
    private static final int QUIET_LOOKS = 200;
    private static final int DIAL_MILLIS = 2_000;

    private final Server server;
    private final Selector selector;
    private final List<Member> members = Collections.synchronizedList(new ArrayList<>());
    private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile boolean closed;

    /** One connection. */
    static final class Member {
        private final SocketChannel channel;
        private final byte[] status = new byte[STATUS];
        private int have;
        private boolean over;

        private Member(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Of clients that come from where {@code server} says. */
    Crowd(Server server) {
        this.server = server;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(this::read, "crowd");
        reader.setDaemon(true);
        reader.start();
    }

    /** Connects so many, each of which says this and reads what comes. */
    Crowd join(int count, String said) {
        for (int i = 0; i < count && !closed; i++) {
            join(said);
        }
        return this;
    }

    /** As above, but none of them reads. */
    Crowd joinDeaf(int count, String said) {
        for (int i = 0; i < count && !closed; i++) {
            joinDeaf(said);
        }
        return this;
    }

    /** Connects one more. */
    Member join(String said) {
        return join(said.getBytes(StandardCharsets.ISO_8859_1), true, 0);
    }

    /** As above, but it doesn't read. */
    Member joinDeaf(String said) {
        return join(said.getBytes(StandardCharsets.ISO_8859_1), false, 4096);
    }

    private Member join(byte[] said, boolean reads, int receiveBuffer) {
        Member member = new Member(opened());
        members.add(member);
        SocketChannel channel = member.channel;
        try {
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.bind(new InetSocketAddress(server.clients(), 0));
            InetSocketAddress there = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            channel.socket().connect(there, DIAL_MILLIS);
            channel.configureBlocking(false);
            if (reads) {
                channel.register(selector, SelectionKey.OP_READ, member);
                selector.wakeup();
            }
            write(member, ByteBuffer.wrap(said));
        } catch (IOException refused) {
            over(member);
        }
        return member;
    }

    private static SocketChannel opened() {
        try {
            return SocketChannel.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What each of them says now, such as a pong; a kernel that takes no more is left alone. */
    Crowd say(byte[] bytes) {
        List.copyOf(members).forEach(member -> say(member, bytes));
        return this;
    }

    /** As above, one of them. */
    void say(Member member, byte[] bytes) {
        write(member, ByteBuffer.wrap(bytes));
    }

    /** One of them goes, as who closes a socket does. */
    void leave(Member member) {
        members.remove(member);
        try {
            member.channel.close();
        } catch (IOException gone) {
            over(member);
        }
    }

    /** One of them is gone at once: a RST says so, and nothing of it is left in the kernel. */
    void die(Member member) {
        try {
            member.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException gone) {
            over(member);
        }
        leave(member);
    }

    /** Shows that they live. */
    Crowd pong() {
        return say(Frame.pong().bytes());
    }

    private void write(Member member, ByteBuffer bytes) {
        try {
            for (int turns = 0; bytes.hasRemaining() && turns < 1_000; turns++) {
                if (member.channel.write(bytes) == 0) {
                    Thread.onSpinWait();
                }
            }
        } catch (IOException gone) {
            over(member);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        try {
            while (!closed) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    read((Member) key.attachment(), key, buffer.clear());
                }
                selector.selectedKeys().clear();
            }
        } catch (ClosedSelectorException | CancelledKeyException end) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Member member, SelectionKey key, ByteBuffer buffer) {
        try {
            int read = member.channel.read(buffer);
            if (read < 0) {
                key.cancel();
                over(member);
                return;
            }
            buffer.flip();
            while (member.have < STATUS && buffer.hasRemaining()) {
                member.status[member.have++] = buffer.get();
                if (member.have == STATUS) {
                    count(new String(member.status, StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException gone) {
            key.cancel();
            over(member);
        }
    }

    private void count(String statusLine) {
        String status = statusLine.substring(STATUS - 3);
        int number = status.matches("[0-9]{3}") ? Integer.parseInt(status) : 0;
        answers.computeIfAbsent(number, any -> new AtomicInteger()).incrementAndGet();
    }

    private void over(Member member) {
        synchronized (member) {
            if (!member.over) {
                member.over = true;
                ended.incrementAndGet();
            }
        }
    }

    /** How many were answered so. */
    int answered(int status) {
        AtomicInteger count = answers.get(status);
        return count == null ? 0 : count.get();
    }

    /** How many the server has ended, or never let in. */
    int ended() {
        return ended.get();
    }

    /** Waits until each of them was answered, or is gone. */
    Crowd untilAnswered() {
        Deadline.await(
                "all are answered",
                Duration.ofSeconds(60),
                () -> answers.values().stream().mapToInt(AtomicInteger::get).sum() + ended() >= members.size(),
                this::toString);
        return this;
    }

    /** Waits until nothing has come for a while. */
    Crowd untilQuiet() {
        int[] seen = {-1, 0};
        Deadline.await("nothing comes any more", () -> {
            int now = answers.values().stream().mapToInt(AtomicInteger::get).sum() + ended();
            seen[1] = now == seen[0] ? seen[1] + 1 : 0;
            seen[0] = now;
            return seen[1] > QUIET_LOOKS;
        });
        return this;
    }

    @Override
    public String toString() {
        return members.size() + " connections, answered " + answers + ", ended " + ended;
    }

    /** All that are left die. */
    @Override
    public void close() {
        closed = true;
        List.copyOf(members).forEach(this::die);
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
