// Addresses of endpoints: beside this page, so under any context path, and wss where the page is https.

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Names of channels and rooms. */
export const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** The ws: or wss: address of an endpoint; values that are undefined or null are left out of the query. */
export function socketAddress(path, query = {}) {
  const url = new URL(httpAddress(path, query));
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

/** The http: or https: address of something; values as above. */
export function httpAddress(path, query = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) {
      url.searchParams.set(name, value);
    }
  }
  return url.href;
}

/** This page as the server's own machine would open it: browsers trust localhost. */
export function localAddress() {
  const url = new URL(location.pathname + location.search, location.origin);
  url.hostname = 'localhost';
  return url.href;
}

/** What somebody typed, as {address}, or {error, values} for t(). A path alone is meant beside this page. */
export function parseAddress(text) {
  let url;
  try {
    url = new URL(text.trim(), socketAddress('echo'));
  } catch {
    return { error: 'address.bad' };
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  }
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') {
    return { error: 'address.scheme', values: { scheme: url.protocol } };
  }
  if (url.host !== location.host) {
    // the Content-Security-Policy of the page forbids it anyway, in less clear words
    return { error: 'address.other', values: { host: location.host } };
  }
  if (location.protocol === 'https:' && url.protocol === 'ws:') {
    return { error: 'address.insecure' };
  }
  url.hash = '';
  return { address: url.href };
}

/** Comma separated subprotocols, as {protocols}, or {error, values} for t() (RFC 6455, 4.1: tokens, none twice). */
export function parseProtocols(text) {
  const protocols = text.split(',').map((name) => name.trim()).filter(Boolean);
  for (const name of protocols) {
    if (!TOKEN.test(name)) {
      return { error: 'protocols.bad', values: { name } };
    }
    if (protocols.indexOf(name) !== protocols.lastIndexOf(name)) {
      return { error: 'protocols.twice', values: { name } };
    }
  }
  return { protocols };
}
