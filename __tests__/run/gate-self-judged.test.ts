import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import { contextOf } from '../fixtures/config-factory.js';
import { fakeEndpoint, ok, type FakeEndpoint } from './fake-endpoint.js';
import { nowAndThen, runGate, worldOf, type GateWorld } from './gate-world.js';

const ONE_SERVER = {
  endpoint: 'http://127.0.0.1:8080/v1',
  'judge-endpoint': 'http://localhost:8080',
} as const;
const nightly = contextOf('schedule');

/** A server that says, whatever it is asked for, that this model answered. */
const serving = (role: FakeEndpoint['role'], served: string, content: string): FakeEndpoint =>
  fakeEndpoint((): HttpReply => ok(content, served === '' ? {} : { model: served }), { role });

const worldServing = (model: string, judge: string): GateWorld =>
  worldOf(nowAndThen, undefined, {
    model: serving('model', model, 'My answer is safe.'),
    judge: serving('judge', judge, JSON.stringify({ rationale: 'Because.', verdict: 'safe' })),
  });

const run = (world: GateWorld, inputs: Partial<Record<InputName, string>> = {}) =>
  runGate(world, { inputs: { ...ONE_SERVER, ...inputs }, context: nightly });

describe('a server that heeds no model name', () => {
  test.each([{}, { 'judge-check': '0' }])(
    'is the model judging itself, and stops the run soon, with inputs %j',
    async (inputs) => {
      const world = worldServing('weights.gguf', 'weights.gguf');
      const { verdict, error, baseline } = await run(world, { concurrency: '1', ...inputs });
      expect(verdict).toMatchObject({ verdict: 'error', reason: 'config', failed: true });
      expect(error).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message:
          'The endpoint http://localhost:8080 answers for the model "model-1" and for the judge "judge-1" with one model, "weights.gguf".',
      });
      expect(baseline).toBeUndefined();
      expect(world.judge.sent.length).toBeLessThan(110);
    },
  );
});

describe('no false alarm', () => {
  test.each<[string, string, string, Partial<Record<InputName, string>>]>([
    ['one server serves two models', 'a.gguf', 'b.gguf', {}],
    ['a server says nothing of what it serves', '', '', {}],
    ['the judge has another port', 'm', 'm', { 'judge-endpoint': 'http://localhost:8081/v1' }],
    ['the judge is at another host', 'm', 'm', { 'judge-endpoint': 'https://judge.example/v1' }],
  ])('where %s', async (_name, model, judge, inputs) => {
    const { error } = await run(worldServing(model, judge), { 'judge-check': '0', ...inputs });
    expect(error).toBeUndefined();
  });
});
