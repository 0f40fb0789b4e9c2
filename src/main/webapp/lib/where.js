// Where somebody is from me, in numbers and in words.

import { formatDistance } from './format.js';
import { bearing, compass, metresBetween } from './geo.js';
import { t } from './language.js';

/** What is nearer is beside me: no receiver knows in which direction. */
const BESIDE_M = 10;

/** {metres, way: as compass() has it, or undefined beside me}; undefined where one of both is nowhere. */
export function whereFrom(me, other) {
  if (!me || !other) {
    return undefined;
  }
  const metres = metresBetween(me, other);
  return { metres, way: metres < BESIDE_M ? undefined : compass(bearing(me, other)) };
}

/** '350 m north-east', 'less than 10 m away' */
export function whereWords({ metres, way }) {
  return way === undefined ? t('where.beside') : t('where.way', { distance: formatDistance(metres), way: t(`where.way.${way}`) });
}

/** The same in an element, whose sheet draws an arrow; undefined: nothing. */
export function showWhere(element, where) {
  const text = where ? whereWords(where) : '';
  if (element.textContent !== text) {
    element.textContent = text;
    element.dataset.way = where?.way ?? '';
  }
}

/** 'to within 12 m' */
export function accuracyWords(metres) {
  return metres === undefined ? t('where.unknown') : t('where.accuracy', { distance: formatDistance(metres) });
}
