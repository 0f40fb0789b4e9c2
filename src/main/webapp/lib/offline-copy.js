// A copy of the pages that this device keeps, so that they open without a network: worker.js has it. Nobody has one who did not ask for it.

const LATE_MS = 1000;

/** What keeps this browser from it: 'insecure', 'unsupported', or undefined. */
export function obstacle() {
  if (!window.isSecureContext) {
    return 'insecure';
  }
  return navigator.serviceWorker && 'caches' in window ? undefined : 'unsupported';
}

/** The registration of its worker, or undefined. One of a folder above is somebody else's. */
export async function findCopy() {
  try {
    const registration = await navigator.serviceWorker.getRegistration(folder().href);
    return registration?.scope === folder().href ? registration : undefined;
  } catch {
    // no worker, or not for this page
    return undefined;
  }
}

/** Once it is whole. Rejects with an error whose name says why it can't be. */
export async function makeCopy() {
  const registration = await navigator.serviceWorker.register('worker.js', { updateViaCache: 'none' });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  const heard = new AbortController();
  try {
    await whole(worker, heard.signal);
  } finally {
    heard.abort();
  }
}

/** Nothing of it is left: the worker goes, and its caches, which are named as in worker.js. */
export async function forgetCopy() {
  await (await findCopy())?.unregister();
  const ours = (await caches.keys()).filter((name) => name.startsWith(`echolocate ${folder().pathname} `));
  await Promise.all(ours.map((name) => caches.delete(name)));
}

/** What became of it is told by the worker: that it keeps all, or why it can't. */
function whole(worker, signal) {
  return new Promise((resolve, reject) => {
    const failed = (name) => reject(Object.assign(new Error('it can not be kept'), { name }));
    const look = () => {
      if (worker.state === 'activated') {
        worker.postMessage('keep');
      } else if (worker.state === 'redundant') {
        // why, may come behind it
        setTimeout(() => failed('AbortError'), LATE_MS);
      }
    };
    navigator.serviceWorker.addEventListener('message', ({ data }) => (data?.failed ? failed(data.failed) : data?.kept && resolve()), { signal });
    worker.addEventListener('statechange', look, { signal });
    look();
  });
}

/** Of the pages: all that is below it is ours. */
function folder() {
  return new URL('./', document.baseURI);
}
