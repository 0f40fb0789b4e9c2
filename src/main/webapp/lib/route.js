// The addresses of one feed: its WebSocket, and its HTTP side.

import { httpAddress, socketAddress } from './address.js';

/** What feeds without a name of their own are called. */
const DEFAULT = 'default';

/**
 * service: 'broadcast', 'chat' or 'room'; name: may be empty.
 * more: what is asked besides, as functions that give queries: {socket(), read(), post()}.
 */
export function feedRoute(service, name, more = {}) {
  const held = `feeds/${service}/${name || DEFAULT}`;
  return {
    socket: (query) => socketAddress(`${service}/${name || DEFAULT}`, { ...query, ...more.socket?.() }),
    read: (query) => httpAddress(held, { ...query, ...more.read?.() }),
    post: () => httpAddress(held, more.post?.()),
  };
}
