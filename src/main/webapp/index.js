import { localAddress } from './lib/address.js';
import { byId, parts } from './lib/dom.js';
import './lib/install-offer.js';
import { currentLanguage, say, sayPlain, t, tell } from './lib/language.js';
import { isOff, ownWords } from './lib/own-server.js';
import { privateRoom } from './lib/private-room.js';
import { RecentList } from './lib/recent-list.js';
import { wayInto } from './lib/way-in.js';

new RecentList(parts({ section: 'recent', heading: 'recent-heading', list: 'recent-rooms' }), inLanguage);
byId('start').addEventListener('click', () => go(`tracker.html?room=${privateRoom()}`));
byId('join').addEventListener('submit', (event) => {
  event.preventDefault();
  join();
});
verdict('websocket', 'WebSocket' in window);
verdict('geolocation', 'geolocation' in navigator);
verdict('secure', window.isSecureContext);

sayWhatIsOff();

function join() {
  const { href, wrong } = wayInto(byId('join-room').value, document.baseURI);
  tell(byId('join-error'), wrong && `start.wrong.${wrong}`);
  byId('join-room').setAttribute('aria-invalid', Boolean(wrong));
  if (wrong) {
    byId('join-room').focus();
  } else {
    location.assign(href);
  }
}

function go(page) {
  location.assign(inLanguage(page));
}

/** A page's address that keeps ?lang=, where this one has it. */
function inLanguage(page) {
  return new URLSearchParams(location.search).has('lang') ? `${page}&lang=${currentLanguage()}` : page;
}

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
