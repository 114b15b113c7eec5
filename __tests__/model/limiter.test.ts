import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { createLimiters, pacer } from '../../src/model/limiter.io.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import { fakeClock } from '../fakes/ports.js';
import { configOf, LIVE } from './endpoint-support.js';

/** Lets everything go on that can. */
const tick = (): Promise<void> => new Promise((done) => setImmediate(done));

const reply = (status: number, headers: Record<string, string> = {}): HttpReply => ({
  kind: 'reply',
  status,
  headers,
  text: '',
});

describe('requests in flight', () => {
  test('are fewer once the server has too much, and as many as before when it has not', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 8 }));
    let [open, most] = [0, 0];
    const wave = async (status: number): Promise<number> => {
      most = 0;
      const send = async (): Promise<HttpReply> => {
        most = Math.max(most, ++open);
        await tick();
        open -= 1;
        return reply(status);
      };
      await Promise.all(Array.from({ length: 8 }, () => limiter.send(send, LIVE)));
      return most;
    };
    expect(await wave(429)).toBe(8);
    expect(await wave(503)).toBeLessThanOrEqual(5);
    for (let i = 0; i < 20; i++) await wave(200);
    expect(await wave(200)).toBe(8);
  });

  test('wait where a limit has nothing left, and the reply that says so is kept', async () => {
    const clock = fakeClock();
    const limiter = createLimiters(clock).of(configOf('http://a/v1'));
    const last = reply(200, {
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '3s',
    });
    expect(await limiter.send(async () => last, LIVE)).toBe(last);
    await limiter.send(async () => reply(200), LIVE);
    expect(clock.sleptMs).toEqual([3000]);
  });

  test('leave no listener each on the signal that all of them share, and heed it', async () => {
    const clock = {
      ...fakeClock(),
      sleep: (_waitMs: number, signal: AbortSignal): Promise<void> =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cancelled')), { once: true });
        }),
    };
    const limits = configOf('http://a/v1', { concurrency: 16, requestsPerMinute: 1 });
    const limiter = createLimiters(clock).of(limits);
    const cancel = new AbortController();
    const sends = Array.from({ length: 40 }, () =>
      limiter.send(async () => reply(200), cancel.signal),
    );
    const ended = Promise.allSettled(sends);
    await tick();
    expect(getEventListeners(cancel.signal, 'abort')).toEqual([]);
    cancel.abort();
    const statuses = (await ended).map(({ status }) => status);
    expect(statuses.filter((status) => status === 'rejected')).toHaveLength(39);
  });

  test('that wait for room are cancelled by their signal', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 1 }));
    let end = (): void => undefined;
    const first = limiter.send(async () => {
      await new Promise<void>((resolve) => (end = resolve));
      return reply(200);
    }, LIVE);
    const cancel = new AbortController();
    const waiting = limiter.send(() => Promise.reject(new Error('was sent')), cancel.signal);
    await tick();
    cancel.abort(new Error('cancelled'));
    end();
    await expect(waiting).rejects.toThrow('cancelled');
    expect(await first).toMatchObject({ status: 200 });
  });
});

describe('requests that are begun ahead', () => {
  const limiterOf = (concurrency: number) =>
    createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency }));

  test.each([
    [1, 1],
    [3, 3],
    [4, 5],
    [16, 20],
  ])('of a room of %d are %d, and no more than fit are in flight', async (capacity, begun) => {
    const limiter = limiterOf(capacity);
    let [jobs, mostJobs, sent, mostSent] = [0, 0, 0, 0];
    const send = async (): Promise<HttpReply> => {
      mostSent = Math.max(mostSent, ++sent);
      await tick();
      sent -= 1;
      return reply(200);
    };
    const job = async (): Promise<void> => {
      mostJobs = Math.max(mostJobs, ++jobs);
      await limiter.send(send, LIVE);
      jobs -= 1;
    };
    await Promise.all(Array.from({ length: 50 }, () => limiter.inTurn(job)));
    expect([mostJobs, mostSent]).toEqual([begun, capacity]);
  });

  test('know what a reply taught before they go out', async () => {
    const limiter = limiterOf(1);
    let isLearnt = false;
    const first = limiter.send(async () => reply(400), LIVE);
    const learning = async (): Promise<void> => {
      await first;
      for (let hop = 0; hop < 20; hop++) await Promise.resolve();
      isLearnt = true;
    };
    const next = limiter.send(async () => reply(isLearnt ? 200 : 400), LIVE);
    await learning();
    expect(await next).toMatchObject({ status: 200 });
  });
});

describe('capacity', () => {
  test('is kept, in the order they came', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 2 }));
    const ran: string[] = [];
    const ends: (() => void)[] = [];
    const job = (name: string) => async (): Promise<void> => {
      ran.push(name);
      await new Promise<void>((end) => ends.push(end));
    };
    const jobs = ['m1', 'm2', 'm3', 'j1'].map((name) => limiter.inTurn(job(name)));
    await tick();
    expect(ran).toEqual(['m1', 'm2']);
    while (ran.length < jobs.length || ends.length > 0) {
      ends.shift()?.();
      await tick();
    }
    await Promise.all(jobs);
    expect(ran).toEqual(['m1', 'm2', 'm3', 'j1']);
  });

  test('one job that fails leaves room for the next', async () => {
    const limiter = createLimiters(fakeClock()).of(configOf('http://a/v1', { concurrency: 1 }));
    const failed = limiter.inTurn(() => Promise.reject(new Error('no')));
    await expect(failed).rejects.toThrow('no');
    expect(await limiter.inTurn(async () => 'yes')).toBe('yes');
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
    await Promise.all([1, 2, 3].map(() => model.inTurn(job)));
    expect(most).toBe(1);
  });
});

describe('requests per minute', () => {
  test('without a cap nothing waits', async () => {
    const clock = fakeClock();
    const limiter = createLimiters(clock).of(configOf('http://a/v1'));
    for (let i = 0; i < 100; i++) await limiter.send(async () => reply(200), LIVE);
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
