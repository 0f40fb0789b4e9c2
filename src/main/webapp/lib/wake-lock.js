// Keeps the screen on while it is wanted and the page is seen, where the browser can.

let wanted = false;
let lock;

export function keepScreenOn(wish) {
  if (wanted === wish) {
    return;
  }
  wanted = wish;
  if (wish) {
    ask();
  } else {
    lock?.release();
    lock = undefined;
  }
}

// a hidden page loses its lock
document.addEventListener('visibilitychange', () => wanted && !document.hidden && ask());

async function ask() {
  try {
    const got = await navigator.wakeLock?.request('screen');
    if (wanted) {
      lock = got;
    } else {
      got?.release();
    }
  } catch {
    // a low battery, or a policy: the screen goes dark as usual
  }
}
