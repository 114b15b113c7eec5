import { describe, expect, test } from '@jest/globals';
import { createLimiters } from '../../../src/adapters/endpoint/limiter.js';
import { pacer } from '../../../src/adapters/endpoint/pacer.js';
import { fakeClock } from '../../fakes/ports.js';
import { configOf, LIVE } from './support.js';

const tick = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

describe('room', () => {
  test('is kept, the highest priority first', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 2 }));
    const ran: string[] = [];
    const ends: (() => void)[] = [];
    const job = (name: string) => async (): Promise<void> => {
      ran.push(name);
      await new Promise<void>((end) => ends.push(end));
    };
    const jobs = ['m1', 'm2', 'm3', 'm4'].map((name) => limiter.inTurn(job(name), 0));
    jobs.push(limiter.inTurn(job('j1'), 1));
    await tick();
    expect(ran).toEqual(['m1', 'm2']);
    while (ran.length < jobs.length || ends.length > 0) {
      ends.shift()?.();
      await tick();
    }
    await Promise.all(jobs);
    expect(ran).toEqual(['m1', 'm2', 'j1', 'm3', 'm4']);
  });

  test('one job that fails leaves room for the next', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 1 }));
    const failed = limiter.inTurn(() => Promise.reject(new Error('no')), 0);
    await expect(failed).rejects.toThrow('no');
    expect(await limiter.inTurn(async () => 'yes', 0)).toBe('yes');
  });

  test('endpoints of one origin share it, and the strictest limit counts', async () => {
    const limiters = createLimiters(fakeClock());
    const model = limiters.of(configOf('http://a:1/v1', { concurrency: 8 }));
    const judge = limiters.of(configOf('http://a:1/judge/v1', { concurrency: 1 }));
    const other = limiters.of(configOf('http://a:2/v1', { concurrency: 8 }));
    expect(judge).toBe(model);
    expect(other).not.toBe(model);
    let [running, most] = [0, 0];
    const job = async (): Promise<void> => {
      most = Math.max(most, ++running);
      await tick();
      running -= 1;
    };
    await Promise.all([1, 2, 3].map(() => model.inTurn(job, 0)));
    expect(most).toBe(1);
  });
});

describe('requests a minute', () => {
  test('without a cap nothing waits', async () => {
    const clock = fakeClock();
    const limiter = createLimiters(clock).of(configOf('http://a/v1'));
    for (let i = 0; i < 100; i++) await limiter.pace(LIVE);
    expect(clock.sleptMs).toEqual([]);
  });

  test('no 60 seconds hold more than the cap', async () => {
    const clock = fakeClock();
    const { wait, tighten } = pacer(clock);
    tighten(100);
    tighten(3);
    const startsMs: number[] = [];
    for (let i = 0; i < 8; i++) {
      await wait(LIVE);
      startsMs.push(clock.nowMs());
      clock.advance(1000);
    }
    expect(startsMs).toEqual([0, 1000, 2000, 60_000, 61_000, 62_000, 120_000, 121_000]);
  });

  test('requests that wait together are spread too', async () => {
    const clock = fakeClock();
    const sleptMs: number[] = [];
    const frozen = { ...clock, sleep: async (durationMs: number) => void sleptMs.push(durationMs) };
    const { wait, tighten } = pacer(frozen);
    tighten(1);
    await Promise.all([1, 2, 3].map(() => wait(LIVE)));
    expect(sleptMs).toEqual([60_000, 120_000]);
  });
});
