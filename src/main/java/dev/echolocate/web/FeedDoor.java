package dev.echolocate.web;

import dev.echolocate.base.Address;
import dev.echolocate.base.CloseCode;
import dev.echolocate.base.Names;
import dev.echolocate.feed.FeedUnavailableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What the doors to feeds have in common. */
abstract class FeedDoor extends Door {
    /** The name of the channel or room, or why there is none. */
    static String room(Handshake handshake) throws Unopened {
        if (!Names.valid(handshake.room())) {
            throw new Unopened(Names.RULE);
        }
        return handshake.room();
    }

    /** The cursor that a client brings back, or null. Only {@code feed.v1} gives cursors out. */
    static @Nullable String since(Handshake handshake, boolean feedV1) throws Unopened {
        String since = handshake.query().get("since");
        if (since != null && !feedV1) {
            throw new Unopened("since= needs the subprotocol feed.v1");
        }
        return since;
    }

    /** Whom everything is counted to that the session makes and writes. */
    static Address address(Handshake handshake) {
        return handshake.peer().address();
    }

    /** The feed. In this process it is there at once; an engine across a network is waited for by its own deadline. */
    static <T> T opened(CompletionStage<T> opening) throws Unopened {
        try {
            return opening.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof FeedUnavailableException why) {
                throw new Unopened(CloseCode.TRY_AGAIN, why.refusal(), String.valueOf(why.getMessage()));
            }
            throw e;
        }
    }
}
