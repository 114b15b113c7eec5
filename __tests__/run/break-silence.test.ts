import { describe, expect, test } from '@jest/globals';
import { breakSilence } from '../../src/run/break-silence.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';
import { fails, fakeEndpoint, ok } from './fake-endpoint.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';

/** When the lines of a log were printed, in seconds. */
const secondsOf = (lines: readonly string[]): readonly number[] =>
  lines.map((line) => Number(/^([\d.]+) s /.exec(line)?.[1]));

/** The longest time without a line. */
const longestSilence = (seconds: readonly number[]): number =>
  Math.max(...seconds.slice(1).map((at, index) => at - (seconds[index] ?? at)));

describe('breakSilence', () => {
  const idle = () => ({ step: 'bringPictures' }) as const;

  test('says every 15 s what is waited for, while nothing else is said, and stops with the work', async () => {
    const clock = fakeClock();
    const log = fakeLog(clock);
    await breakSilence(idle, { clock, log }, async () => {
      await clock.sleep(40_000);
      log.info('Something.');
      await clock.sleep(14_000);
    });
    await clock.sleep(60_000);
    expect(log.lines).toEqual([
      '15 s info Still waiting for the step bringPictures; 15 s since the start.',
      '30 s info Still waiting for the step bringPictures; 30 s since the start.',
      '40 s info Something.',
    ]);
  });

  test('stops when the work fails, too', async () => {
    const clock = fakeClock();
    const log = fakeLog(clock);
    const work = () => Promise.reject(new Error('no'));
    await expect(breakSilence(idle, { clock, log }, work)).rejects.toThrow('no');
    await clock.sleep(60_000);
    expect(log.lines).toEqual([]);
  });
});

describe('a run', () => {
  test('is silent for no 30 s, while a server asks for waits, is slow, or judges slowly', async () => {
    const clock = fakeClock();
    const log = fakeLog(clock);
    const world = worldOf(async (item, nth) => {
      // Every reply takes its time, and each item is turned away once.
      await clock.sleep(45_000);
      if (nth === 1) return fails(503, {}, { 'retry-after': '100' });
      return nowAndThen(item, nth - 1);
    });
    const judge = fakeEndpoint(
      async () => {
        await clock.sleep(70_000);
        return ok('{"verdict":"safe"}');
      },
      { role: 'judge', concurrency: 1 },
    );
    const inputs = { repeats: '1', 'missing-baseline': 'warn', 'judge-check': '0' };
    await runGate({ ...world, clock, log, judge }, { inputs });
    const seconds = secondsOf(log.lines);
    expect(seconds.at(-1)).toBeGreaterThan(600);
    expect(longestSilence(seconds)).toBeLessThanOrEqual(30);
    expect(log.lines.join('\n')).toMatch(
      /Failed attempts at the model endpoint so far: \d+ × the server is busy \(status 503\)/,
    );
    expect(log.lines.join('\n')).toMatch(
      /Still waiting for the model endpoint: .*the next try of \d+ calls? that failed/,
    );
  });

  test('is silent for no 30 s while an endpoint loads', async () => {
    const clock = fakeClock();
    const log = fakeLog(clock);
    const world = worldOf(nowAndThen);
    const model = { ...world.model, untilUp: () => clock.sleep(300_000) };
    await runGate({ ...world, clock, log, model }, { inputs: { 'missing-baseline': 'warn' } });
    expect(longestSilence(secondsOf(log.lines))).toBeLessThanOrEqual(30);
    expect(log.lines.join('\n')).toContain('Still waiting for the step openEndpoints; ');
  });
});
