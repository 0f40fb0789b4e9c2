package dev.echolocate.web;

import dev.echolocate.base.Query;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.Chat;
import dev.echolocate.delivery.Hub;
import dev.echolocate.echo.EchoOptions;
import dev.echolocate.inspect.Probes;
import dev.echolocate.place.Places;
import dev.echolocate.tracker.Tracker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the endpoints need, built once by the assembler. Thread-safe.
 *
 * @param assembly bytes of messages that are not whole yet, of all sessions
 */
public record Services(
        Admission admission,
        Hub hub,
        Broadcast broadcast,
        Chat chat,
        Tracker tracker,
        Places places,
        Probes probes,
        AssemblyBudget assembly,
        EndpointSettings settings) {

    /** The tracker's, the chat's and the meeting points, as one. */
    public Rooms rooms() {
        return new Rooms(tracker, chat, places);
    }

    /**
     * Why a handshake asks for what can't be had, or null where it may go on. Where nothing of ours precedes the upgrade,
     * the session is closed with the same words instead.
     *
     * @param path under the context path
     * @param query undecoded, without {@code ?}, or null
     */
    public static @Nullable String malformed(String path, @Nullable String query) {
        return "/echo".equals(path) ? EchoOptions.refusal(Query.of(query)) : null;
    }

    /** The annotated classes, for a server that scans nothing. */
    public static final List<Class<?>> ENDPOINTS = List.of(
            EchoEndpoint.class,
            InspectEndpoint.class,
            BroadcastEndpoint.class,
            BroadcastEndpoint.BroadcastChannelEndpoint.class,
            ChatEndpoint.class,
            ChatEndpoint.ChatRoomEndpoint.class,
            TrackerEndpoint.class,
            TrackerEndpoint.TrackerRoomEndpoint.class,
            RoomEndpoint.class);
}
