import { describe, expect, test } from '@jest/globals';
import { located, placeOf } from '../../src/errors.js';
import { fails, fakeEndpoint } from './fake-endpoint.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { contextOf } from '../fixtures/config-factory.js';
import { KNOWN } from './check-world.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE } from './report-world.js';

describe('where a failure was met', () => {
  test('stands in its stack, and the first place stays', () => {
    const error = located(new Error('odd'), 'mode gate, item 1, repeat 2');
    expect(located(error, 'mode gate, item 5, repeat 1')).toBe(error);
    expect(error.stack).toContain('while asking: mode gate, item 1, repeat 2');
    expect(placeOf(error)).toBe('mode gate, item 1, repeat 2');
    expect(placeOf('odd')).toBe('');
  });

  test('is named by what stops a run, and by a fault of ours in its message', async () => {
    const inputs = { 'judge-check': '0' };
    const judge = fakeEndpoint([fails(401)], { role: 'judge' });
    const refused = await runGate(worldOf(nowAndThen, BASELINE, { judge }), { inputs });
    expect(refused.error?.code).toBe('JUDGE_REFUSED');
    expect(refused.error?.stack).toMatch(/while asking: mode gate, item \d+, repeat \d+/);
    const checked = { dataset: fakeDatasetSource(KNOWN), judge };
    const unchecked = await runGate(worldOf(nowAndThen, undefined, checked), {
      context: contextOf('schedule'),
    });
    expect(unchecked.error?.stack).toMatch(/while asking: mode gate, item \d+, known answer/);
    const broken = fakeEndpoint(() => Promise.reject(new Error('a fault of ours')), {
      role: 'judge',
    });
    const failed = await runGate(worldOf(nowAndThen, BASELINE, { judge: broken }), { inputs });
    expect(failed.error).toMatchObject({
      code: 'INTERNAL',
      message: expect.stringMatching(/a fault of ours \(mode gate, item \d+, repeat \d+\)\.$/),
    });
  });
});
