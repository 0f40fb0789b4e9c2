import { localAddress } from './lib/address.js';
import { byId } from './lib/dom.js';
import { say, sayPlain } from './lib/language.js';
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
    say(advice, `index.${name}.advice`, { host: location.host, local: localAddress() });
  }
}
