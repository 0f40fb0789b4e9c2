// Terms and what they are: the steps of a computation.

import { make } from '../dom.js';
import { say } from '../language.js';

/** steps: [[key, value]…] */
export function showSteps(list, steps) {
  list.replaceChildren(...steps.flatMap(([key, value]) => [term(key), make('dd', 'code', value)]));
}

function term(key) {
  const element = make('dt');
  say(element, key);
  return element;
}
