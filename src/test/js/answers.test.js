import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Answers } from '../../main/webapp/lib/echo/answers.js';

test('who says nothing waits for nothing', () => {
  assert.equal(new Answers().silent(3600000), undefined);
});

test('a message without an answer is told after ten seconds, with how long it is by then', () => {
  const answers = new Answers();
  answers.left(1000);
  answers.left(5000);
  assert.equal(answers.silent(10999), undefined);
  assert.equal(answers.silent(11000), 10000);
  assert.equal(answers.silent(61000), 60000);
});

test('what comes ends the silence, and begins another one where more should come', () => {
  const answers = new Answers();
  answers.left(0);
  answers.left(0);
  answers.arrived(20000);
  assert.equal(answers.silent(29999), undefined);
  assert.equal(answers.silent(30000), 10000);
  answers.arrived(31000);
  assert.equal(answers.silent(3600000), undefined);
});

test('more than was asked for is no answer to what is sent later', () => {
  const answers = new Answers();
  answers.arrived(0);
  answers.arrived(0);
  answers.left(1000);
  assert.equal(answers.silent(11000), 10000);
});

test('another connection owes nothing', () => {
  const answers = new Answers();
  answers.left(0);
  answers.forget();
  assert.equal(answers.silent(60000), undefined);
});
