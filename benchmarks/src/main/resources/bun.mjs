// Echo and broadcast in Bun: its own topics, as its manual recommends; without compression, as it is by default.
const server = Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.argv[2]),
  fetch: (request, self) =>
    self.upgrade(request, { data: { echo: new URL(request.url).pathname === "/echo" } })
      ? undefined
      : new Response("a WebSocket, please", { status: 426 }),
  websocket: {
    open(socket) {
      if (!socket.data.echo) {
        socket.subscribe("bench");
      }
    },
    message(socket, message) {
      if (socket.data.echo) {
        socket.send(message);
      } else {
        server.publish("bench", message);
      }
    },
  },
});
