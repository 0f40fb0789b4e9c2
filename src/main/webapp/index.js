import { localAddress } from './lib/address.js';
import { byId } from './lib/dom.js';
import { say, sayPlain, t } from './lib/language.js';
import { isOff, ownWords } from './lib/own-server.js';

verdict('websocket', 'WebSocket' in window);
verdict('geolocation', 'geolocation' in navigator);
verdict('secure', window.isSecureContext);

sayWhatIsOff();

async function sayWhatIsOff() {
  const off = [];
  for (const service of ['compare', 'inspect', 'default-rooms', 'echo-options', 'qr']) {
    if (await isOff(service)) {
      off.push(service);
    }
  }
  if (off.length > 0) {
    const place = byId('turned-off');
    const separator = () => t('off.and');
    say(place, 'index.off', { what: () => off.map((service) => t(`off.${service}`)).join(separator()) });
    place.hidden = false;
  }
}

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
