// The top of each page: <page-header page="chat"> around a header with the link home, which is there without a script. The way past
// it, the links to all pages and the switch of the language come with this one. On a phone they are behind one button.

import { make } from './dom.js';
import { currentLanguage, onLanguage, rememberLanguage, say, sayAttribute, sayPlain, setLanguage } from './language.js';

const PAGES = ['tracker', 'chat', 'echo', 'broadcast', 'compare', 'inspect'];
const OTHER = { en: { tag: 'zh-CN', name: '中文' }, 'zh-CN': { tag: 'en', name: 'English' } };
const LINES = { d: 'M2 5h16M2 10h16M2 15h16', fill: 'none', stroke: 'currentColor', 'stroke-width': 2, 'stroke-linecap': 'round' };
const SVG = 'http://www.w3.org/2000/svg';
const WAVE = {
  d: 'M3 15c2.5-7 6-7 9-2.5s6.5 4 9-2.5',
  fill: 'none',
  stroke: 'currentColor',
  'stroke-width': 2.6,
  'stroke-linecap': 'round',
};

export class PageHeader extends HTMLElement {
  connectedCallback() {
    const bar = this.querySelector('header');
    const home = bar.querySelector('a');
    home.prepend(drawn('svg', { viewBox: '0 0 24 24', width: 24, height: 24, 'aria-hidden': true }, drawn('path', WAVE)));
    sayAttribute(home, 'aria-label', 'nav.home');
    const pages = make('nav', '', ...PAGES.map((page) => link(`${page}.html`, '', `nav.${page}`)));
    sayAttribute(pages, 'aria-label', 'nav.label');
    const menu = make('div', 'menu', pages, helpLink(), languageSwitch());
    menu.id = 'menu';
    bar.append(menuButton(bar, menu), menu);
    this.prepend(link('#main', 'skip', 'nav.skip'));
    bar.querySelector(`a[href="${this.getAttribute('page')}.html"]`)?.setAttribute('aria-current', 'page');
  }
}

/** Shows what does not fit a phone, and hides it where somebody is done with it. */
function menuButton(bar, menu) {
  const button = make('button', 'menu-button');
  const words = make('span', '');
  button.id = 'menu-button';
  button.type = 'button';
  button.setAttribute('aria-controls', menu.id);
  button.append(drawn('svg', { viewBox: '0 0 20 20', width: 20, height: 20, 'aria-hidden': true }, drawn('path', LINES)), words);
  say(words, 'nav.menu');
  const open = (wish) => {
    menu.dataset.open = wish;
    button.setAttribute('aria-expanded', wish);
  };
  open(false);
  button.addEventListener('click', () => open(menu.dataset.open !== 'true'));
  bar.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu.dataset.open === 'true') {
      event.stopPropagation();
      open(false);
      button.focus();
    }
  });
  bar.addEventListener('focusout', ({ relatedTarget }) => relatedTarget && !bar.contains(relatedTarget) && open(false));
  document.addEventListener('pointerdown', ({ target }) => bar.contains(target) || open(false));
  // from the browser's cache, a page comes back as it was left
  addEventListener('pagehide', () => open(false));
  return button;
}

function link(href, className, key) {
  const element = make('a', className);
  element.href = href;
  say(element, key);
  return element;
}

/** A question mark; in the menu of a phone, which has room for it, the word. */
function helpLink() {
  const words = make('span', '');
  const mark = make('span', 'mark');
  mark.ariaHidden = 'true';
  sayPlain(mark, '?');
  say(words, 'nav.help');
  const element = make('a', 'help-link', mark, words);
  element.href = 'help.html';
  return element;
}

function languageSwitch() {
  const button = make('button', 'language');
  button.id = 'language';
  button.type = 'button';
  const label = () => {
    const { tag, name } = OTHER[currentLanguage()];
    button.lang = tag;
    sayPlain(button, name);
  };
  label();
  onLanguage(label);
  button.addEventListener('click', () => {
    setLanguage(OTHER[currentLanguage()].tag);
    rememberLanguage();
  });
  return button;
}

function drawn(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([attribute, value]) => element.setAttribute(attribute, value));
  element.append(...children);
  return element;
}
