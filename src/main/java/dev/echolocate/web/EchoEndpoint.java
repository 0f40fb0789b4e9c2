package dev.echolocate.web;

import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;

/** Says back what it hears. */
@ServerEndpoint("/echo")
public class EchoEndpoint {
    @OnMessage
    public void text(Session session, String part, boolean last) {
        session.getAsyncRemote().sendText("echo: " + part, result -> {});
    }
}
