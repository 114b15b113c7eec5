import { describe, expect, test } from '@jest/globals';
import { duration, startProgress } from '../../src/engine/progress.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';

describe('startProgress', () => {
  test('tells cells, requests and the time left at the pace so far', () => {
    const [clock, log] = [fakeClock(1000), fakeLog()];
    const progress = startProgress(4, () => 7, { clock, log });
    clock.advance(10_000);
    progress.step();
    clock.advance(2000);
    progress.step();
    progress.step();
    progress.step();
    expect(log.lines).toEqual([
      'progress 1 of 4 answers, 7 requests, about 30 s left',
      'progress 2 of 4 answers, 7 requests, about 12 s left',
      'progress 3 of 4 answers, 7 requests, about 4 s left',
      'progress 4 of 4 answers, 7 requests, 12 s',
    ]);
  });
});

describe('duration', () => {
  test.each([
    [0, '1 s'],
    [59_499, '59 s'],
    [59_500, '1 min 0 s'],
    [75_000, '1 min 15 s'],
    [3_600_000, '60 min 0 s'],
  ])('%d ms is %s', (spanMs, text) => {
    expect(duration(spanMs)).toBe(text);
  });
});
