import { localAddress } from './lib/address.js';
import { byId } from './lib/dom.js';
import { say, sayPlain } from './lib/language.js';
import { ownWords } from './lib/own-server.js';
import { startPage } from './lib/page.js';

startPage();
verdict('websocket', 'WebSocket' in window);
verdict('geolocation', 'geolocation' in navigator);
verdict('secure', window.isSecureContext);

function verdict(name, good) {
  const item = byId(`support-${name}`);
  item.dataset.supported = good;
  say(item.querySelector('.verdict'), good ? `index.${name}.yes` : `index.${name}.no`);
  const advice = item.querySelector('.advice');
  if (good) {
    sayPlain(advice, '');
  } else {
    advise(advice, `index.${name}.advice`);
  }
}

async function advise(place, key) {
  const values = { host: location.host, local: localAddress() };
  say(place, key, values);
  if (key === 'index.secure.advice') {
    say(place, await ownWords(key), values);
  }
}
