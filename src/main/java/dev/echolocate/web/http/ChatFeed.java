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
        ChatProtocol.ChatMessage message = ChatProtocol.decode(post.body());
        Guest guest = Guest.of(post.user(), post.query().get("name"), post.secret());
        return chat.room(post.room(), post.address()).thenCompose(open -> {
            ChatMember visitor = chat.visit(open, guest);
            return chat.take(visitor, message)
                    .whenComplete((answer, failure) -> chat.gone(visitor))
                    .thenCompose(answer -> answer == ChatAnswer.DONE
                            ? CompletableFuture.completedFuture(
                                    new JsonWriter().object().raw(visitor.you()).done())
                            : CompletableFuture.failedFuture(problem(answer)));
        });
    }

    private static Problem problem(ChatAnswer answer) {
        int status = switch (answer) {
            case NAME_NEEDED, NAME_FIXED -> 400;
            case NAME_TAKEN -> 409;
            case UNKNOWN -> 504;
            default -> 503;
        };
        String detail = answer == ChatAnswer.NAME_NEEDED ? "say who you are: ?name=" : answer.message();
        return new Problem(status, answer.code(), detail, answer.refusal());
    }

    @Override
    public int maxMessage() {
        return EndpointSettings.CHAT_MAX_MESSAGE;
    }
}
