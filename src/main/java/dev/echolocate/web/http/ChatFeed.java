package dev.echolocate.web.http;

import dev.echolocate.base.Address;
import dev.echolocate.base.BadMessageException;
import dev.echolocate.base.JsonWriter;
import dev.echolocate.base.Query;
import dev.echolocate.chat.Chat;
import dev.echolocate.chat.ChatAnswer;
import dev.echolocate.chat.ChatMember;
import dev.echolocate.chat.ChatProtocol;
import dev.echolocate.chat.Guest;
import dev.echolocate.delivery.FeedV1;
import dev.echolocate.web.EndpointSettings;
import dev.echolocate.web.WriteError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who is here and what is said, over HTTP. Reading is free; who says something brings its name, too. */
final class ChatFeed implements HttpFeed {
    private final Chat chat;

    ChatFeed(Chat chat) {
        this.chat = chat;
    }

    @Override
    public CompletionStage<FeedReading> poll(String room, Query query, @Nullable String since) {
        return chat.existing(room).thenApply(open -> new FeedReading(open.feedPositions(since), FeedV1.DIALECT));
    }

    @Override
    public CompletionStage<FeedReading> reading(String room, Query query, @Nullable String since, Address address) {
        return chat.room(room, address).thenApply(open -> new FeedReading(open.feedPositions(since), FeedV1.DIALECT));
    }

    @Override
    public CompletionStage<String> publish(Post post) throws BadMessageException {
        return publish(post, ChatProtocol.decode(post.body()));
    }

    /** As above, once its body is decoded. */
    CompletionStage<String> publish(Post post, ChatProtocol.ChatMessage message) throws BadMessageException {
        Guest guest = Guest.of(post.user(), post.query().get("name"), post.secret());
        return chat.room(post.room(), post.address()).thenCompose(open -> {
            ChatMember visitor = chat.visit(open, guest);
            return chat.take(visitor, message)
                    .whenComplete((answer, failure) -> chat.gone(visitor))
                    .thenApply(WriteError::of)
                    .thenCompose(why -> why == null
                            ? CompletableFuture.completedFuture(
                                    new JsonWriter().object().raw(visitor.you()).done())
                            : CompletableFuture.failedFuture(problem(why)));
        });
    }

    private static Problem problem(WriteError why) {
        String detail = why.code().equals(ChatAnswer.NAME_NEEDED.code()) ? "say who you are: ?name=" : why.message();
        return new Problem(why.status(), why.code(), detail, why.refusal());
    }

    @Override
    public int maxMessage() {
        return EndpointSettings.CHAT_MAX_MESSAGE;
    }
}
