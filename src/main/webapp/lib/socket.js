// A WebSocket with its four events in one place.

/** The names of readyState 0 to 3. */
export const READY_STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/**
 * Opens a socket. Events of a socket that was let go (see letGo) arrive no more.
 * on: {opened(), message(data), failed(), closed({code, reason, wasClean})}
 */
export function openSocket(address, protocols, on) {
  const socket = new WebSocket(address, protocols);
  socket.onopen = () => on.opened?.();
  socket.onmessage = (event) => on.message?.(event.data);
  socket.onerror = () => on.failed?.();
  socket.onclose = (event) => on.closed?.(event);
  return socket;
}

/** Closes a socket and hears no more of it. */
export function letGo(socket, code = 1000, reason = '') {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onerror = null;
  socket.onclose = null;
  socket.close(code, reason);
}
