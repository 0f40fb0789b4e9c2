// What all pages share: the language, its switch, and links that keep ?lang=.

import { chooseLanguage, currentLanguage, rememberLanguage, setLanguage } from './language.js';
import { isOff } from './own-server.js';

const OTHER = { en: { tag: 'zh-CN', name: '中文' }, 'zh-CN': { tag: 'en', name: 'English' } };

/** Pages that a server may not have. */
const OPTIONAL = ['compare', 'inspect'];

export function startPage() {
  chooseLanguage();
  OPTIONAL.forEach(leaveOut);
  labelSwitch();
  carryLanguage();
  // not all links fit a phone: the one of this page is in sight
  document.querySelector('nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  document.getElementById('language').addEventListener('click', () => {
    setLanguage(OTHER[currentLanguage()].tag);
    rememberLanguage();
    labelSwitch();
    correctAddress();
    carryLanguage();
  });
}

/** No link leads to what is turned off. */
async function leaveOut(page) {
  if (await isOff(page)) {
    for (const link of document.querySelectorAll(`a[href^="${page}.html"]`)) {
      (link.closest('li') ?? link).remove();
    }
  }
}

function labelSwitch() {
  const button = document.getElementById('language');
  const other = OTHER[currentLanguage()];
  button.lang = other.tag;
  button.textContent = other.name;
}

/** A reload must not go back to the language that a link once asked for. */
function correctAddress() {
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', currentLanguage());
    history.replaceState(history.state, '', url);
  }
}

function carryLanguage() {
  if (!new URLSearchParams(location.search).has('lang')) {
    return;
  }
  for (const link of document.querySelectorAll('a[href*=".html"]')) {
    link.setAttribute('href', `${link.getAttribute('href').split('?')[0]}?lang=${currentLanguage()}`);
  }
}
