import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { guardProcess } from '../../src/process.io.js';
import { redactorOf } from '../../src/redact/redactor.js';

/** A process with the listener that Node has for warnings. */
function guarded(fail: (thrown: unknown) => number) {
  const said: string[] = [];
  const stderr = { write: (text: string) => said.push(text) };
  const exits: number[] = [];
  const emitter = new EventEmitter();
  emitter.on('warning', () => said.push('by Node'));
  const fake = Object.assign(emitter, { stderr, exit: (code: number) => exits.push(code) });
  guardProcess(fake, redactorOf(['swordfish']), fail);
  return { fake, said, exits };
}

test('a warning is printed once, without secrets', () => {
  const { fake, said } = guarded(() => 1);
  fake.emit('warning', Object.assign(new Error('key swordfish'), { name: 'Leak' }));
  expect(said).toEqual(['Leak: key [hidden]\n']);
});

test('what nobody caught ends the process by the code of who says it', () => {
  const thrown: unknown[] = [];
  const { fake, said, exits } = guarded((error) => {
    thrown.push(error);
    return 3;
  });
  fake.emit('uncaughtException', new Error('key swordfish'));
  expect(thrown).toEqual([new Error('key swordfish')]);
  expect(exits).toEqual([3]);
  expect(said).toEqual([]);
});
