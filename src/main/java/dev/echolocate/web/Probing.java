package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.Json;
import dev.echolocate.delivery.Frame;
import dev.echolocate.delivery.Subscriber;
import dev.echolocate.inspect.Probe;
import dev.echolocate.inspect.ProbeEnd;
import dev.echolocate.inspect.ProbeFrame;
import dev.echolocate.inspect.ProbeTarget;
import dev.echolocate.inspect.ProbeWatcher;
import dev.echolocate.inspect.Probes;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The dialect {@code probe.v1} of a session of {@code /inspect}: opens one probe at a time, sends with it, and tells all that
 * goes over its wire. Thread-safe.
 */
final class Probing {
    /** The subprotocol. */
    static final String SUBPROTOCOL = "probe.v1";

    /** Bytes of a command: a payload of the most bytes, each of them escaped, and what is around it. */
    static final int MAX_COMMAND = 8 * 1024;

    /** Bytes of a payload. */
    static final int MAX_PAYLOAD = 1024;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]%-]{1,255}");

    private final Probes probes;
    private final Address who;
    private final Local local;
    private final @Nullable String host;
    private @Nullable Probe probe;
    private boolean closed;

    /**
     * @param who has the session
     * @param local where the session came in
     * @param host of its handshake, or null
     */
    Probing(Probes probes, Address who, Local local, @Nullable String host) {
        this.probes = probes;
        this.who = who;
        this.local = local;
        this.host = host;
    }

    /** Does what the session asks for. */
    void command(Subscriber subscriber, String text) throws BadMessageException {
        JsonObject json = Json.object(Json.parse(text), "an object");
        if (json.size() == 1 && json.get("send") instanceof JsonObject message) {
            send(message);
        } else if (json.size() == 1 && json.get("probe") instanceof JsonString what) {
            switch (what.getString()) {
                case "open" -> open(subscriber);
                case "close" -> current().close();
                default -> throw wrong();
            }
        } else {
            throw wrong();
        }
    }

    static BadMessageException wrong() {
        return new BadMessageException(
                "bad_message",
                "one of {\"probe\":\"open\"}, {\"probe\":\"close\"} and {\"send\":{\"opcode\":1,\"text\":…}}");
    }

    private synchronized void open(Subscriber subscriber) throws BadMessageException {
        if (probe != null && !probe.isOver()) {
            throw new BadMessageException("probe_open", "one probe a session: close this one first");
        }
        ProbeTarget target = target();
        if (closed) {
            return;
        }
        probe = probes.open(who, target, new Told(subscriber));
    }

    private ProbeTarget target() throws BadMessageException {
        InetSocketAddress address = local.address();
        if (probes.isOff()) {
            throw new BadMessageException("probes_off", "probes are switched off here: the setting \"probe.max\"");
        }
        if (address == null) {
            throw new BadMessageException(
                    "address_unknown",
                    "this container does not tell the address and the port that a request came in on");
        }
        if (local.tls() && !probes.knowsCertificate()) {
            throw new BadMessageException(
                    "certificate_unknown",
                    "this container's port speaks TLS, and a probe does not know its certificate");
        }
        // Of a container's virtual hosts, the one that the session came to.
        String name = host != null && HOST.matcher(host).matches() ? host : "localhost:" + address.getPort();
        return new ProbeTarget(address, local.tls(), name, local.contextPath() + "/echo");
    }

    private void send(JsonObject message) throws BadMessageException {
        Probe.CommandOutcome outcome = current().send(FrameRequest.frames(message, MAX_PAYLOAD, JsonValue.TRUE));
        if (outcome == Probe.CommandOutcome.BUSY) {
            throw new BadMessageException("busy", "too many frames wait to be sent; try again");
        }
        if (outcome == Probe.CommandOutcome.CLOSED) {
            throw noProbe();
        }
    }

    private synchronized Probe current() throws BadMessageException {
        if (probe == null || probe.isOver()) {
            throw noProbe();
        }
        return probe;
    }

    private static BadMessageException noProbe() {
        return new BadMessageException("no_probe", "no probe is open");
    }

    /** The session is over, and so is its probe. */
    void close() {
        Probe last;
        synchronized (this) {
            closed = true;
            last = probe;
        }
        // Without the lock: a probe that tells something may end the session.
        if (last != null) {
            last.abandon();
        }
    }

    /** Tells the session. */
    private record Told(Subscriber subscriber) implements ProbeWatcher {
        @Override
        public void opened(String request, String response, Runnable taken) {
            tell(InspectJson.opened(request, response), taken);
        }

        @Override
        public void frame(ProbeFrame frame, Runnable taken) {
            tell(InspectJson.probed(frame), taken);
        }

        private void tell(String json, Runnable taken) {
            subscriber.reply(Frame.text(json));
            subscriber.afterReplies(taken);
        }

        @Override
        public void over(ProbeEnd end) {
            subscriber.reply(Frame.text(InspectJson.ended(end)));
        }
    }
}
