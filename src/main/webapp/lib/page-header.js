// The top of each page: <page-header page="chat"> around a header with the link home, which is there without a script. The way past
// it, the links to all pages and the switch of the language come with this one.

import { make } from './dom.js';
import { currentLanguage, onLanguage, rememberLanguage, say, sayAttribute, sayPlain, setLanguage } from './language.js';

const PAGES = ['tracker', 'chat', 'echo', 'broadcast', 'compare', 'inspect'];
const OTHER = { en: { tag: 'zh-CN', name: '中文' }, 'zh-CN': { tag: 'en', name: 'English' } };
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
    bar.append(pages, languageSwitch());
    this.prepend(link('#main', 'skip', 'nav.skip'));
    const here = bar.querySelector(`a[href="${this.getAttribute('page')}.html"]`);
    here?.setAttribute('aria-current', 'page');
    // not all links fit a phone: the one of this page is in sight
    here?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }
}

function link(href, className, key) {
  const element = make('a', className);
  element.href = href;
  say(element, key);
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
