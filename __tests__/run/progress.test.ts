import { describe, expect, test } from '@jest/globals';
import { createBudget } from '../../src/model/limits.js';
import { startProgress } from '../../src/run/progress.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';

/** A stage of so many samples, its clock, its budget and what it tells. */
function stageOf(total: number) {
  const [clock, log, budget] = [fakeClock(1000), fakeLog(), createBudget(0)];
  return { clock, log, budget, progress: startProgress(total, budget, { clock, log }) };
}

describe('startProgress', () => {
  test('tells samples, pace, requests with their retries, and the time left', () => {
    const { clock, log, budget, progress } = stageOf(4);
    budget.spend();
    clock.advance(10_000);
    progress.step();
    budget.spend();
    budget.spend(true);
    clock.advance(2000);
    progress.step();
    budget.spend(true);
    progress.step();
    progress.step();
    expect(log.lines).toEqual([
      'progress 1 of 4 answers (25 %), 6.0/min, 1 request, about 30 s left',
      'progress 2 of 4 answers (50 %), 10.0/min, 3 requests (1 retry), about 12 s left',
      'progress 3 of 4 answers (75 %), 15.0/min, 4 requests (2 retries), about 4 s left',
      'progress 4 of 4 answers (100 %), 20.0/min, 4 requests (2 retries), 12 s',
    ]);
  });

  test('claims no pace from the first replies', () => {
    const { clock, log, progress } = stageOf(100);
    clock.advance(1999);
    progress.step();
    clock.advance(1);
    for (let sample = 0; sample < 9; sample += 1) progress.step();
    expect([log.lines[0], log.lines.at(-1)]).toEqual([
      'progress 1 of 100 answers (1 %), 0 requests',
      'progress 10 of 100 answers (10 %), 5.0/s, 0 requests, about 18 s left',
    ]);
  });
});
