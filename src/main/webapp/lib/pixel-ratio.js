/** Calls listener each time a pixel of the page comes to be more or fewer of the screen's: on another screen, or by zoom. */
export function onPixelRatio(listener) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  const changed = () => {
    onPixelRatio(listener);
    listener();
  };
  query.addEventListener('change', changed, { once: true });
}
