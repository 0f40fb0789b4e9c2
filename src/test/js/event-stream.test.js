import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStream } from '../../main/webapp/lib/transports/event-stream.js';

function read(...pieces) {
  const seen = [];
  const stream = new EventStream({ event: ({ data, id, type }) => seen.push([type, id, data]), retry: (ms) => seen.push(['retry', ms]) });
  pieces.forEach((piece) => stream.push(piece));
  return seen;
}

/** The same, wherever it is cut. */
function events(text) {
  const whole = read(text);
  for (let cut = 0; cut <= text.length; cut++) {
    assert.deepEqual(read(text.slice(0, cut), text.slice(cut)), whole, `cut at ${cut}`);
  }
  assert.deepEqual(read(...text), whole, 'one by one');
  return whole;
}

test('a stream is read wherever it is cut', () => {
  assert.deepEqual(events('\uFEFFretry: 2000\n\n:comment\nid: a\ndata: one\ndata:two\n\nevent: other\ndata:  three\n\n'), [
    ['retry', 2000],
    ['message', 'a', 'one\ntwo'],
    ['other', 'a', ' three'],
  ]);
});

for (const [name, end] of Object.entries({ LF: '\n', 'CR LF': '\r\n', CR: '\r' })) {
  test(`lines end by ${name}`, () => {
    // one LF more, which ends a CR that might have been half of a CR LF
    const text = `${['id: 7', 'data: x', 'data: y', '', ':', 'data: z', '', ''].join(end)}\n`;
    assert.deepEqual(events(text), [
      ['message', '7', 'x\ny'],
      ['message', '7', 'z'],
    ]);
  });
}

test('an event without data or an end is none', () => {
  assert.deepEqual(events('id: 1\n\nevent: x\n\ndata: never ended\n'), []);
  assert.deepEqual(events('data\n\nretry: soon\nid: a\0b\nnonsense: 1\n\n'), [['message', '', '']]);
});
