// Writes vector tiles and what else tests want of them.

import { Buffer } from 'node:buffer';

export function varint(value) {
  const bytes = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) {
    bytes.push((left % 128) | 128);
  }
  return [...bytes, left];
}

export function field(number, wire, ...bytes) {
  return [...varint(number * 8 + wire), ...bytes];
}

export function message(number, bytes) {
  return field(number, 2, ...varint(bytes.length), ...bytes);
}

function text(number, words) {
  return message(number, [...Buffer.from(words)]);
}

function value(any) {
  if (typeof any === 'string') {
    return text(1, any);
  }
  if (typeof any === 'boolean') {
    return field(7, 0, any ? 1 : 0);
  }
  if (Number.isInteger(any)) {
    return field(6, 0, ...varint(any < 0 ? -2 * any - 1 : 2 * any));
  }
  const double = Buffer.alloc(8);
  double.writeDoubleLE(any);
  return field(3, 1, ...double);
}

const zigzag = (number) => varint(number < 0 ? -2 * number - 1 : 2 * number);

/** lines: lists of points [x, y] in an extent of 100. */
function geometry(type, lines) {
  let [x, y] = [0, 0];
  const step = ([toX, toY]) => {
    const bytes = [...zigzag(toX - x), ...zigzag(toY - y)];
    [x, y] = [toX, toY];
    return bytes;
  };
  return lines.flatMap(([first, ...rest]) => [
    ...varint(1 * 8 + 1), ...step(first),
    ...(rest.length ? [...varint(rest.length * 8 + 2), ...rest.flatMap(step)] : []),
    ...(type === 3 ? varint(1 * 8 + 7) : []),
  ]);
}

/** features: [type (1 point, 2 line, 3 polygon), properties, lines]. */
export function layer(name, ...features) {
  const keys = [];
  const values = [];
  const index = (list, one) => (list.includes(one) ? list.indexOf(one) : list.push(one) - 1);
  const written = features.flatMap(([type, properties, lines]) => {
    const tags = Object.entries(properties).flatMap(([key, of]) => [...varint(index(keys, key)), ...varint(index(values, of))]);
    return message(2, [...message(2, tags), ...field(3, 0, type), ...message(4, geometry(type, lines))]);
  });
  return message(3, [
    ...field(15, 0, 2), ...text(1, name), ...written,
    ...keys.flatMap((key) => text(3, key)), ...values.flatMap((each) => message(4, value(each))), ...field(5, 0, 100),
  ]);
}

export function tile(...layers) {
  return Uint8Array.from(layers.flat());
}

/** A path that remembers what was drawn: 'M0.1 0.2 L…Z'. */
export class Drawn {
  said = '';

  moveTo(x, y) {
    this.said += `M${x} ${y}`;
  }

  lineTo(x, y) {
    this.said += `L${x} ${y}`;
  }

  closePath() {
    this.said += 'Z';
  }
}
