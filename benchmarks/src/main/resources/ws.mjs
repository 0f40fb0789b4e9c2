// Echo and broadcast with the package ws, as its README does them; without compression, as it is by default.
import { WebSocket, WebSocketServer } from "ws";

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(process.argv[2]), backlog: 1024 });
const everybody = new Set();

server.on("connection", (socket, request) => {
  socket.on("error", console.error);
  if (request.url.startsWith("/echo")) {
    socket.on("message", (data, binary) => socket.send(data, { binary }));
    return;
  }
  everybody.add(socket);
  socket.on("close", () => everybody.delete(socket));
  socket.on("message", (data, binary) => {
    for (const one of everybody) {
      if (one.readyState === WebSocket.OPEN) {
        one.send(data, { binary });
      }
    }
  });
});
