import { describe, expect, test } from '@jest/globals';
import { gateDigest, otherGateOfRun } from '../../src/baseline/same-run.js';
import type { Provenance, Target } from '../../src/record/record-schema.js';
import type { InputName } from '../../src/config/inputs.js';
import { configOf } from '../fixtures/config-factory.js';
import { baselineRunOf } from '../fixtures/record-factory.js';

const gateOf = (target: Partial<Target> = {}, provenance: Partial<Provenance> = {}) => {
  const baselineRun = baselineRunOf({ provenance: { runId: '77', ...provenance } });
  return { ...baselineRun, target: { ...baselineRun.target, ...target } };
};

describe('otherGateOfRun', () => {
  test.each<[string, Partial<Target>]>([
    ['model', { model: 'model-2' }],
    ['server', { origin: 'http://10.0.0.1:8000' }],
    ['port', { origin: 'http://127.0.0.1:8001' }],
    ['system prompt', { systemPromptDigest: 'a'.repeat(64) }],
    ['request body', { requestBodyDigest: 'b'.repeat(64) }],
  ])('finds what the run measured of another %s', (_name, target) => {
    const other = gateOf(target);
    expect(otherGateOfRun([gateOf({}, { runId: '76' }), other], gateOf())).toBe(other);
  });

  test.each<[string, Partial<Target>, Partial<Provenance>]>([
    ['the same target', {}, {}],
    ['the same target of an earlier attempt', {}, { runAttempt: 2 }],
    [
      'a server of the job’s own, on another port in another attempt',
      { origin: 'http://localhost:49153' },
      { runAttempt: 2 },
    ],
    ['another version that the server names', { served: 'model-1 fp_2' }, {}],
    ['another model of another run', { model: 'model-2' }, { runId: '76' }],
    ['another model of a run that something else started', { model: 'b' }, { event: 'push' }],
    ['another model of another commit', { model: 'b' }, { sha: 'c'.repeat(40) }],
    ['another model of another repository', { model: 'model-2' }, { repository: 'a/b' }],
  ])('finds nothing in %s', (_name, target, provenance) => {
    expect(otherGateOfRun([gateOf(target, provenance)], gateOf())).toBeUndefined();
  });

  test('a run without an id, as on the command line, is no other’s', () => {
    const local = { runId: '' };
    expect(otherGateOfRun([gateOf({ model: 'b' }, local)], gateOf({}, local))).toBeUndefined();
  });
});

describe('gateDigest', () => {
  const gate = (inputs: Partial<Record<InputName, string>> = {}) => gateDigest(configOf(inputs));

  test.each<[string, Partial<Record<InputName, string>>]>([
    ['model', { model: 'model-2' }],
    ['endpoint', { endpoint: 'https://api.example/v1' }],
    ['baseline-name', { 'baseline-name': 'other' }],
    ['task', { task: 'mcqa' }],
    ['data set', { dataset: 'smoke' }],
    ['system prompt', { 'system-prompt': 'Be kind.' }],
  ])('is another for another %s', (_name, inputs) => {
    expect(gate(inputs)).not.toBe(gate());
    expect(gate(inputs)).toMatch(/^[0-9a-f]{12}$/);
  });

  test('is the same for another attempt: other keys, limits, and another port of the job’s own server', () => {
    const again = { endpoint: 'http://localhost:49153/v1', 'api-key': 'k', concurrency: '2' };
    expect(gate(again)).toBe(gate());
  });
});
