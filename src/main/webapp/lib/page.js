// What all pages begin with: their header, the language, and links that lead to what is there and keep what the address says.

import { chooseLanguage, currentLanguage, onLanguage } from './language.js';
import { isOff } from './own-server.js';
import { PageHeader } from './page-header.js';
import { carryOn } from './page-links.js';

/** Pages that a server may not have. */
const OPTIONAL = ['compare', 'inspect'];

chooseLanguage();
customElements.define('page-header', PageHeader);
OPTIONAL.forEach(leaveOut);
carryOn();
onLanguage(() => {
  correctAddress();
  carryOn();
});

/** No link leads to what is turned off. */
async function leaveOut(page) {
  if (await isOff(page)) {
    for (const link of document.querySelectorAll(`a[href^="${page}.html"]`)) {
      (link.closest('li') ?? link).remove();
    }
  }
}

/** A reload must not go back to the language that a link once asked for. */
function correctAddress() {
  const url = new URL(location.href);
  if (url.searchParams.has('lang')) {
    url.searchParams.set('lang', currentLanguage());
    history.replaceState(history.state, '', url);
  }
}
