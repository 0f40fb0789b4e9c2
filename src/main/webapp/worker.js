// The service worker of those who pressed Install, a classic script. It keeps the pages and modules of one build in one cache, whole
// or not at all, and answers with nothing else; what is no file of that build (api/, feeds/, health, sockets) it leaves alone. The server
// puts a line before this one that says which build, and which files: self.SHELL = {build, files}.

const FOLDER = new URL('./', self.location).pathname;
/** Caches are the origin's: another folder on it may be another Echolocate. */
const OURS = `echolocate ${FOLDER} `;
const NAME = OURS + self.SHELL.build;
const FILES = new Set(self.SHELL.files);

let held;

self.addEventListener('install', (event) => event.waitUntil(fill()));
self.addEventListener('activate', (event) => event.waitUntil(empty((name) => name !== NAME)));
self.addEventListener('message', (event) => event.waitUntil(keep()));
self.addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file) {
    event.respondWith(answer(file, event.request));
    if (event.request.mode === 'navigate') {
      event.waitUntil(leaveIfGone());
    }
  }
});

async function fill() {
  held = undefined;
  try {
    const cache = await caches.open(NAME);
    await cache.addAll([...FILES].map((file) => new Request(file, { cache: 'reload' })));
    await staysTheSame();
  } catch (error) {
    await caches.delete(NAME);
    await tell({ failed: error.name });
    throw error;
  }
}

/** Forgotten on an open page, and wanted again: some browsers then bring back the worker as it was, without its cache. */
async function keep() {
  if (!(await caches.has(NAME))) {
    await fill();
  }
  await tell({ kept: true });
}

async function tell(what) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage(what);
  }
}

/** A server that took another build meanwhile has given files of both. */
async function staysTheSame() {
  const script = await (await ownScript()).text();
  if (!script.startsWith(`self.SHELL = {"build":"${self.SHELL.build}"`)) {
    throw new Error('another build came meanwhile');
  }
}

function fileOf({ method, url }) {
  const { origin, pathname } = new URL(url);
  const file = pathname.startsWith(FOLDER) && (pathname.slice(FOLDER.length) || 'index.html');
  return method === 'GET' && origin === self.location.origin && FILES.has(file) ? file : undefined;
}

/** Whoever has emptied the caches by hand is led to the network. */
async function answer(file, request) {
  const cache = await kept();
  return (await cache?.match(file, { ignoreVary: true })) ?? fetch(request);
}

/** A cache in the hand is whole even once it is deleted. */
async function kept() {
  held ??= (await caches.has(NAME)) ? await caches.open(NAME) : undefined;
  return held;
}

/** Where the server has no worker any more, nobody would replace this one. */
async function leaveIfGone() {
  const status = await ownScript().then((response) => response.status, () => undefined);
  if (status === 404 || status === 410) {
    await kept();
    await self.registration.unregister();
    await empty(() => true);
  }
}

function ownScript() {
  return fetch(self.location.href, { cache: 'no-store' });
}

async function empty(which) {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && which(name));
  await Promise.all(names.map((name) => caches.delete(name)));
}
