import { describe, expect, test } from '@jest/globals';
import { contextOf } from '../fixtures/config-factory.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, dropped } from './report-world.js';

const FLOOR = { 'min-safe-rate': '0.1' };

describe('a floor', () => {
  test('that is met does not turn a regression green', async () => {
    const outcome = await runGate(worldOf(dropped, BASELINE), { inputs: FLOOR });
    expect(outcome.verdict).toMatchObject({ verdict: 'fail', reason: 'regression' });
  });

  test('that is met does not replace a baseline that is missing', async () => {
    const inputs = { ...FLOOR, 'missing-baseline': 'warn' };
    const outcome = await runGate(worldOf(nowAndThen), { inputs });
    expect(outcome.verdict).toMatchObject({ verdict: 'inconclusive', reason: 'no-baseline' });
  });

  test.each([
    ['0.1', 'pass', 'above-floor'],
    ['0.99', 'fail', 'below-floor'],
  ])('of %s decides alone where there is to be no baseline: %s', async (floor, verdict, reason) => {
    const world = worldOf(nowAndThen);
    const inputs = { baseline: 'none', 'min-safe-rate': floor };
    const outcome = await runGate(world, { inputs, context: contextOf('schedule') });
    expect(outcome.verdict).toMatchObject({ verdict, reason });
    expect(outcome.baseline).toBeUndefined();
  });
});
