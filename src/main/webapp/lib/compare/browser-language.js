// What is imported after this may ask Intl for the browser's language, as uPlot does: some browsers have one that Intl refuses
// (WebKitGTK where the system speaks none: 'C'). Pages choose among their own languages, and ask for no other.

try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { configurable: true, value: 'en' });
}
