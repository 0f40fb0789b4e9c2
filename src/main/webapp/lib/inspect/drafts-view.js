// Handshakes side by side: a row a header, a column a draft, and what each step made of it.

import { formatHex } from '../hex.js';
import { make } from '../dom.js';
import { say } from '../language.js';

const NAMES = { 'hixie-75': '75', 'hixie-76': '76', 'hybi-10': '10', 'rfc-6455': '13' };

export function showDrafts(element, drafts) {
  const table = make('table', 'diff');
  table.append(make('thead', '', top(drafts)), make('tbody', '', ...side(drafts, 'request'), ...side(drafts, 'response'), frames(drafts)));
  element.replaceChildren(table);
}

function top(drafts) {
  const row = make('tr', '', make('td'));
  for (const { id, month } of drafts) {
    const cell = make('th', '', `${NAMES[id]} `, make('small', '', `${id}, ${month}`));
    cell.scope = 'col';
    row.append(cell);
  }
  return row;
}

function side(drafts, which) {
  const heads = drafts.map((draft) => draft[which]);
  const names = new Map(heads.flatMap((head) => head.headers).map(({ name }) => [name.toLowerCase(), name]));
  const sorted = [...names.keys()].sort();
  return [
    line(said(`inspect.${which}.line`), heads.map((head) => head.line)),
    ...sorted.map((name) => line(names.get(name), heads.map((head) => valueOf(head, name)))),
    line(said(`inspect.${which}.body`), heads.map((head) => head.body || undefined)),
  ].filter((row) => row);
}

function valueOf(head, name) {
  return head.headers.find((header) => header.name.toLowerCase() === name)?.value;
}

function frames(drafts) {
  return line(said('inspect.drafts.frame'), drafts.map(({ frame }) => formatHex(Uint8Array.from(frame.match(/../g), (two) => parseInt(two, 16)))));
}

function line(name, values) {
  if (values.every((value) => value === undefined)) {
    return undefined;
  }
  const head = make('th', '', name);
  head.scope = 'row';
  return make('tr', '', head, ...values.map((value, i) => cell(value, i === 0 ? value : values[i - 1])));
}

function cell(value, before) {
  const element = make('td', 'code', value ?? '–');
  const change = changeOf(value, before);
  if (change) {
    element.dataset.change = change;
    element.append(' ', said(`inspect.change.${change}`, 'small'));
  }
  return element;
}

function changeOf(value, before) {
  if (value === before) {
    return undefined;
  }
  return before === undefined ? 'new' : value === undefined ? 'gone' : 'changed';
}

function said(key, name = 'span') {
  const element = make(name);
  say(element, key);
  return element;
}
