// Who may hold an HTTP connection open. A browser allows six to a host over all its tabs: one a tab and four in all may wait,
// so that pages load and messages are sent in any number of tabs. Web Locks are the permits: each ends with its tab.

const HELD_MOST = 4;
let inUse = false;

/** A function that gives the permit back, or undefined where there is none: no more connections, or no Web Locks (plain http). */
export async function takePermit() {
  if (inUse || !navigator.locks) {
    return undefined;
  }
  inUse = true;
  const release = await takeFree();
  inUse = release !== undefined;
  return (
    release &&
    (() => {
      inUse = false;
      release();
    })
  );
}

/** For a page that needs several, and waits for them: undefined while others have them. Without Web Locks nobody else holds any. */
export function takeAnotherPermit() {
  return navigator.locks ? takeFree() : () => undefined;
}

async function takeFree() {
  for (let n = 0; n < HELD_MOST; n++) {
    const release = await lock(`echolocate-held-${n}`);
    if (release) {
      return release;
    }
  }
  return undefined;
}

function lock(name) {
  return new Promise((answer) => {
    const held = (granted) => (granted ? new Promise((release) => answer(release)) : answer(undefined));
    navigator.locks.request(name, { ifAvailable: true }, held).catch(() => answer(undefined));
  });
}
