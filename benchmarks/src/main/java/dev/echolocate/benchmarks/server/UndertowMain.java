package dev.echolocate.benchmarks.server;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.function.BiConsumer;

/** Echo and broadcast in Undertow, as its own examples do them, with its defaults. */
public final class UndertowMain {
    private UndertowMain() {}

    public static void main(String[] arguments) {
        HttpHandler echo = each((channel, text) -> WebSockets.sendText(text, channel, null));
        HttpHandler broadcast = each(
                (channel, text) -> channel.getPeerConnections().forEach(peer -> WebSockets.sendText(text, peer, null)));
        Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
                .setHandler(Handlers.path().addExactPath("/echo", echo).addPrefixPath("/broadcast", broadcast))
                .build()
                .start();
    }

    private static HttpHandler each(BiConsumer<WebSocketChannel, String> message) {
        return Handlers.websocket((exchange, opened) -> {
            opened.getReceiveSetter().set(new AbstractReceiveListener() {
                @Override
                protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage text) {
                    message.accept(channel, text.getData());
                }
            });
            opened.resumeReceives();
        });
    }
}
