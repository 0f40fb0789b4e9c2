// The first line and the headers of a request or a response.

import { make } from '../dom.js';

export function showHead(element, head) {
  element.replaceChildren(make('div', 'head-line', head.line), ...head.headers.map(header));
}

function header({ name, value }) {
  return make('div', '', make('b', '', name), `: ${value}`);
}
