// Rows of a table that are changed in place: what is read aloud or marked stays where it is.

import { make } from '../dom.js';

/**
 * Shows a row for each item, in their order. Cells are made once for a key, and filled each time.
 *
 * columns: [[name of the element, class, fill(cell, item)]]
 */
export function showRows(body, items, keyOf, columns) {
  const known = new Map([...body.rows].map((row) => [row.dataset.key, row]));
  const rows = items.map((item) => {
    const key = keyOf(item);
    const row = known.get(key) ?? made(key, columns);
    columns.forEach(([, , fill], i) => fill(row.cells[i], item));
    return row;
  });
  if (rows.length !== body.rows.length || rows.some((row, i) => body.rows[i] !== row)) {
    body.replaceChildren(...rows);
  }
}

function made(key, columns) {
  const row = make('tr', '', ...columns.map(([name, className]) => make(name, className)));
  row.dataset.key = key;
  for (const cell of row.querySelectorAll('th')) {
    cell.scope = 'row';
  }
  return row;
}
