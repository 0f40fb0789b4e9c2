// The log of the echo page: the table, Clear and Save.

import { make } from './dom.js';
import { formatMillis, formatSize, formatTime, shorten } from './format.js';
import { currentLanguage, onLanguage, say, sayPlain, t } from './language.js';
import { BoundedLog } from './log.js';
import { saveText } from './save.js';

const ROWS = 1000;
const SHOWN_CHARACTERS = 300;
const KEPT_CHARACTERS = 4000;
const ARROWS = { sent: '↑', received: '↓', event: '●', error: '✕', closed: '✕' };
const DIRECTIONS = { open: 'event', error: 'error', close: 'closed' };

export class EchoLog {
  #log;
  #count;
  #empty;

  /** parts: elements {rows, scroller, clear and save (buttons), count, empty} */
  constructor({ rows, scroller, clear, save, count, empty }) {
    this.#count = count;
    this.#empty = empty;
    this.#log = new BoundedLog({
      limit: ROWS,
      rows,
      scroller,
      render: renderRow,
      changed: (number) => this.#showCount(number),
    });
    clear.addEventListener('click', () => this.#log.clear());
    save.addEventListener('click', () => this.#save());
    onLanguage(() => this.#showCount(this.#log.entries.length));
    this.#showCount(0);
  }

  sent(type, size, text) {
    return this.#log.add(entry('sent', type, size, undefined, shorten(text, KEPT_CHARACTERS)));
  }

  received(type, size, roundTrip, text) {
    return this.#log.add(entry('received', type, size, roundTrip, shorten(text, KEPT_CHARACTERS)));
  }

  /** 'open', 'error' or 'close', in words of the dictionary. */
  event(type, key, values) {
    return this.#log.add(entry(DIRECTIONS[type], type, undefined, undefined, { key, values }));
  }

  /** The content of an entry that was not known at once. */
  fill(row, text) {
    row.content = text;
    if (row.cell) {
      sayPlain(row.cell, text);
    }
  }

  #showCount(count) {
    const number = (n) => n.toLocaleString(currentLanguage());
    sayPlain(this.#count, `${number(count)} / ${number(ROWS)}`);
    this.#empty.hidden = count > 0;
  }

  #save() {
    const lines = this.#log.entries.map(({ time, direction, type, size, roundTrip, content }) =>
      [time.toISOString(), direction, type, size ?? '', roundTrip?.toFixed(1) ?? '', JSON.stringify(inWords(content))].join('\t'),
    );
    const title = ['time', 'direction', 'type', 'bytes', 'round trip ms', 'content'].join('\t');
    saveText(`echo-${new Date().toISOString().replace(/[:.]/g, '-')}.txt`, `${[title, ...lines].join('\n')}\n`);
  }
}

function entry(direction, type, size, roundTrip, content) {
  return { time: new Date(), direction, type, size, roundTrip, content };
}

function renderRow(row) {
  const time = formatTime(row.time);
  const words = make('span');
  say(words, `echo.direction.${row.direction}`);
  const arrow = make('span', 'arrow', ARROWS[row.direction]);
  arrow.setAttribute('aria-hidden', 'true');
  const type = make('td', 'wide');
  say(type, `echo.type.${row.type}`);
  row.cell = make('td', 'content code');
  if (typeof row.content === 'string') {
    sayPlain(row.cell, shorten(row.content, SHOWN_CHARACTERS));
  } else {
    say(row.cell, row.content.key, row.content.values);
  }
  const element = make(
    'tr',
    '',
    make('td', 'wide code', time),
    make('td', 'direction', arrow, ' ', words, make('span', 'narrow code', time)),
    type,
    make('td', 'wide number', row.size === undefined ? '' : formatSize(row.size)),
    make('td', 'number', row.roundTrip === undefined ? '' : formatMillis(row.roundTrip)),
    row.cell,
  );
  element.dataset.direction = row.direction;
  element.dataset.type = row.type;
  return element;
}

function inWords(content) {
  return typeof content === 'string' ? content : t(content.key, content.values);
}
