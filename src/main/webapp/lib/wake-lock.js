// Keeps the screen on while it is wanted and the page is seen, where the browser can. The system may take the lock back: then it
// is asked for again, though not all the time.

const AGAIN_MS = 10000;

let wanted = false;
let lock;
let asked = -AGAIN_MS;
let told = () => {};

/** Calls back when it is kept on, and when it is not any more. */
export function onScreenHeld(listener) {
  told = listener;
}

/** To be told again and again, each second say. */
export function keepScreenOn(wish) {
  wanted = wish;
  if (!wish) {
    lock?.release();
    lock = undefined;
    asked = -AGAIN_MS;
  } else if (!lock && !document.hidden && performance.now() - asked >= AGAIN_MS) {
    ask();
  }
}

// a hidden page loses its lock
document.addEventListener('visibilitychange', () => wanted && !lock && !document.hidden && ask());

async function ask() {
  asked = performance.now();
  try {
    const got = await navigator.wakeLock?.request('screen');
    if (!wanted || lock) {
      got?.release();
    } else if (got) {
      lock = got;
      told(true);
      got.addEventListener('release', () => {
        lock = lock === got ? undefined : lock;
        told(lock !== undefined);
      });
    }
  } catch {
    // a low battery, or a policy: the screen goes dark as usual
  }
}
