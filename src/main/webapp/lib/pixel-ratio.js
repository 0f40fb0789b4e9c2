const MOST = 2;

/** Pixels of a canvas to one of the page's: as many as the screen has, but no more than two, since nobody sees more of a map. */
export function canvasRatio() {
  return Math.min(window.devicePixelRatio || 1, MOST);
}

/** Calls listener each time a pixel of the page comes to be more or fewer of the screen's: on another screen, or by zoom. */
export function onPixelRatio(listener) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const changed = () => {
    onPixelRatio(listener);
    listener();
  };
  query.addEventListener('change', changed, { once: true });
}
