package dev.echolocate.web;

import dev.echolocate.base.Budget;
import dev.echolocate.broadcast.Broadcast;
import dev.echolocate.chat.Chat;
import dev.echolocate.delivery.Delivery;
import dev.echolocate.tracker.Tracker;
import java.util.List;

/**
 * All that the endpoints need, built once by the assembler. Thread-safe.
 *
 * @param gathering bytes of messages that are not whole yet, of all sessions
 */
public record Doors(
        Gate gate,
        Delivery delivery,
        Broadcast broadcast,
        Chat chat,
        Tracker tracker,
        Budget gathering,
        DoorSettings settings) {

    /** The annotated classes, for a server that scans nothing. */
    public static final List<Class<?>> ENDPOINTS = List.of(
            EchoEndpoint.class,
            InspectEndpoint.class,
            BroadcastEndpoint.class,
            BroadcastEndpoint.Channel.class,
            ChatEndpoint.class,
            ChatEndpoint.Room.class,
            TrackerEndpoint.class,
            TrackerEndpoint.Room.class);
}
