// Web storage that may be switched off: reading then finds nothing, writing does nothing.

function wrap(name) {
  return {
    get(key) {
      try {
        return window[name].getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        window[name].setItem(key, value);
      } catch {
        // full or forbidden: the page works without
      }
    },
    remove(key) {
      try {
        window[name].removeItem(key);
      } catch {
        // as above
      }
    },
  };
}

/** Kept by the browser. */
export const saved = wrap('localStorage');

/** Kept by this tab; a duplicated tab starts with a copy. */
export const session = wrap('sessionStorage');
