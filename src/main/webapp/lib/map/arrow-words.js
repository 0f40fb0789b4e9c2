// What stands beside an arrow: whom it leads to, how many more, how far.

import { formatDistance, shorten } from '../format.js';
import { metresBetween } from '../geo.js';
import { t } from '../language.js';
import { nameOf } from '../look.js';

const NAMES_FROM_PX = 500;
const LONGEST_NAME = 12;

/** Lines. width: of the view; a narrow one has no room for names beside distances. */
export function arrowWords(people, me, { key, more }, width) {
  const name = key === me ? t('map.me') : shorten(nameOf(people, key), LONGEST_NAME);
  const from = people.get(me);
  const distance = from && key !== me ? formatDistance(metresBetween(from, people.get(key))) : undefined;
  const lines = [distance === undefined || width >= NAMES_FROM_PX ? name : undefined, distance].filter(Boolean);
  return more > 0 ? [`${lines[0]} +${more}`, ...lines.slice(1)] : lines;
}
