package dev.echolocate.web.http;

import dev.echolocate.base.Names;
import dev.echolocate.base.Tokens;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of WebSockets, for those that ask without opening one: mostly somebody who has put one into a browser's address
 * bar. They are told what is spoken there (RFC 9110 15.5.22), and where the page is.
 */
public final class Sockets implements Exchange.Handler {
    /** Where they are, under the context path. */
    public static final List<String> PATTERNS =
            List.of("/echo", "/inspect", "/broadcast/*", "/chat/*", "/tracker/*", "/room/*");

    private static final Map<String, String> WEBSOCKET =
            Map.of("Upgrade", "websocket", "Connection", "Upgrade", "Sec-WebSocket-Version", "13", "Vary", "Accept");

    /** As the error pages are. */
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <link rel="icon" href="data:,">
            <title>426: a WebSocket</title>
            </head>
            <body>
            <main>
            <h1>426: a WebSocket</h1>
            <p>Programs open this address by ws:// or wss://; an address bar can't. For people there is
            <a href="%1$s">its page</a>.</p>
            <p lang="zh-CN">426：这是 WebSocket 的地址，由程序通过 ws:// 或 wss:// 打开，地址栏打不开。请打开<a href="%1$s">它的页面</a>。</p>
            </main>
            </body>
            </html>
            """;

    @Override
    public void handle(Exchange exchange) {
        if (!Access.knows(exchange, Access.READING)) {
            return;
        }
        String page = page(exchange.path());
        if (page == null) {
            refuse(exchange, 404, "no WebSocket here; " + Names.RULE);
        } else if (Tokens.have(List.of(given(exchange, "Upgrade")), "websocket")) {
            refuse(
                    exchange,
                    400,
                    "this server opens no WebSocket where others are asked for beside it: Upgrade: websocket");
        } else {
            Reply.whole(exchange, 426, told(exchange, page), WEBSOCKET, failure -> {});
        }
    }

    private static Content told(Exchange exchange, String page) {
        return given(exchange, "Accept").toLowerCase(Locale.ROOT).contains("text/html")
                ? Content.text("text/html;charset=utf-8", PAGE.formatted(page))
                : Content.text(
                        "text/plain;charset=utf-8",
                        "426: a WebSocket, to be opened by ws:// or wss:// (RFC 6455). Its page: " + page + "\n");
    }

    private static String given(Exchange exchange, String header) {
        String value = exchange.header(header);
        return value == null ? "" : value;
    }

    private static void refuse(Exchange exchange, int status, String why) {
        Reply.words(exchange, new Problem(status, "bad_name", why), Access.READING);
    }

    /** The address of the page for the same room, from there; null where there is no WebSocket. */
    private static @Nullable String page(String path) {
        String[] names = path.substring(1).split("/", -1);
        boolean isRoom = names[0].equals("room");
        // The map has the room's people and its chat beside it.
        String service = isRoom ? "tracker" : names[0];
        if (names.length == 1) {
            return isRoom ? null : service + ".html";
        }
        String room = names[1];
        if (names.length > 2 || !Names.valid(room)) {
            return room.isEmpty() && names.length == 2 ? "../" + service + ".html" : null;
        }
        return "../" + service + ".html?" + (service.equals("broadcast") ? "channel=" : "room=") + room;
    }
}
