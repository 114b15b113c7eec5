import { describe, expect, test } from '@jest/globals';
import { createAsker } from '../../src/model/asker.js';
import { createBudget } from '../../src/model/limits.js';
import { fakeClock, fakeLog, fixedChance } from '../fakes/ports.js';
import { fails, fakeEndpoint, ok, type FakeEndpoint } from '../run/fake-endpoint.js';
import { ask, laneOf, LIVE, QUESTION, setUp } from './asker-world.js';

describe('what an endpoint’s calls met', () => {
  test('the first failure of each kind is logged when it happens, in the server’s words', async () => {
    const { asker, log } = setUp(
      fakeEndpoint([fails(503), fails(503), fails(429), ok(), fails(400, { message: 'Not so.' })]),
    );
    await ask(asker);
    await ask(asker);
    expect(log.lines).toEqual([
      'info First failure of its kind at the model endpoint: the server is busy (status 503): “status 503 it is”',
      'info First failure of its kind at the model endpoint: the server is busy (status 429): “status 429 it is”',
      'info First failure of its kind at the model endpoint: the server rejected the request (status 400): “Not so.”',
    ]);
  });

  test.each<[string, string, string]>([
    ['secrets are hidden', 'your key sk-secret is bad', 'your key [hidden] is bad'],
    ['unseen characters show', 'a\u001b[31mb\u202ec\r\nd', 'a�[31mb�c d'],
    ['commands of a runner are no commands', '::error::x ##[error]y', ': :error: :x # #[error]y'],
    ['long words are cut', 'x y '.repeat(100), `${'x y '.repeat(49)}x y`],
  ])('%s', async (_what, message, shown) => {
    const { asker, log } = setUp(fakeEndpoint([fails(400, { message })]));
    await ask(asker);
    expect(log.lines[0]).toBe(
      `info First failure of its kind at the model endpoint: the server rejected the request (status 400): “${shown}”`,
    );
  });

  test('what a server repeats of the question is in no log, no answer and no error', async () => {
    const text = 'How would somebody break into this house on the picture?';
    const message = `value error in ${JSON.stringify({ content: text })}`;
    const { asker, log } = setUp(fakeEndpoint([fails(400, { message })]));
    const answer = await ask(asker, { ...QUESTION, text });
    expect(answer).toMatchObject({
      kind: 'failed',
      detail: 'status 400: value error in {"content":"[…]"}',
    });
    expect(log.lines.join()).not.toContain('house');
    const refused = setUp(fakeEndpoint([fails(401, { message })]));
    await expect(ask(refused.asker, { ...QUESTION, text })).rejects.toThrow(
      '(status 401: value error in {"content":"[…]"})',
    );
  });

  test('twenty statuses are no twenty lines', async () => {
    const statuses = Array.from({ length: 20 }, (_, index) => 440 + index);
    const endpoint = fakeEndpoint([ok(), ...statuses.map((status) => fails(status))]);
    const { asker, log } = setUp(endpoint);
    while (endpoint.sent.length < statuses.length) await ask(asker);
    expect(log.lines).toHaveLength(13);
    expect(log.lines.at(-1)).toBe(
      'info First failure of its kind at the model endpoint: other causes',
    );
  });

  test('failed calls of the judge are counted once each, whatever they were tried', async () => {
    const endpoint = fakeEndpoint([fails(503), ok(), fails(400), ok(''), fails(400)], {
      role: 'judge',
    });
    const { asker } = setUp(endpoint);
    while (endpoint.sent.length < 5) await ask(asker);
    expect(asker.watch.failures()).toEqual([
      { of: 'judge', cause: 'rejected', status: 400, count: 2, example: 'status 400 it is' },
      { of: 'judge', cause: 'empty', status: null, count: 1, example: '' },
    ]);
  });
});

/** An asker whose log knows the time. */
function timed(endpoint: FakeEndpoint) {
  const clock = fakeClock();
  const log = fakeLog(clock);
  const halt = new AbortController();
  const shared = { clock, log, halt, chance: fixedChance(), budget: createBudget(0) };
  return {
    clock,
    log,
    asker: createAsker({ endpoint, lane: laneOf(clock), model: 'm', ...shared }),
  };
}

describe('the count of failures', () => {
  test('is said 15 s after the first failure and then every 15 s, while there are new ones', () => {
    const { clock, log, asker } = timed(fakeEndpoint([ok()]));
    const failure = { kind: 'failed', cause: 'server', detail: 'status 503: busy' } as const;
    const { watch } = asker;
    const secondsLater = (seconds: number): void => {
      clock.advance(1000 * seconds);
      watch.count();
    };
    watch.failed(failure);
    watch.failed(failure);
    for (const seconds of [5, 5, 4]) secondsLater(seconds);
    expect(log.lines).toHaveLength(1);
    secondsLater(1);
    expect(log.lines[1]).toBe(
      '15 s info Failed attempts at the model endpoint so far: 2 × the server is busy (status 503)',
    );
    secondsLater(60);
    expect(log.lines).toHaveLength(2);
    watch.failed({ ...failure, cause: 'timeout', detail: 'no reply in time' });
    watch.failed(failure);
    secondsLater(0);
    expect(log.lines[3]).toBe(
      '75 s info Failed attempts at the model endpoint so far: 3 × the server is busy (status 503); 1 × no reply in time',
    );
  });
});

describe('what is waited for', () => {
  test('is said while a reply is slow, and while a call waits for its next try', async () => {
    const said: string[] = [];
    const endpoint: FakeEndpoint = fakeEndpoint((_body, nth) => {
      world.clock.advance(42_000);
      said.push(world.asker.watch.waitedFor());
      return nth === 1 ? fails(503, {}, { 'retry-after': '30' }) : ok();
    });
    const world = timed(endpoint);
    const still = { ...world.clock };
    Object.assign(world.clock, {
      sleep: (durationMs: number, signal?: AbortSignal) => {
        said.push(world.asker.watch.waitedFor());
        return still.sleep(durationMs, signal);
      },
    });
    expect(world.asker.watch.waitedFor()).toBe('');
    await world.asker.ask(QUESTION, LIVE);
    expect(said).toEqual([
      'the model endpoint: 1 reply (the oldest for 42 s)',
      'the model endpoint: the next try of 1 call that failed (in 30 s)',
      'the model endpoint: 1 reply (the oldest for 42 s)',
    ]);
    expect(world.asker.watch.waitedFor()).toBe('');
  });

  test('is the first answer, for the others', async () => {
    const said: string[] = [];
    const world = timed(
      fakeEndpoint(() => {
        said.push(world.asker.watch.waitedFor());
        return ok();
      }),
    );
    await Promise.all([world.asker.ask(QUESTION, LIVE), world.asker.ask(QUESTION, LIVE)]);
    expect(said[0]).toBe(
      'the model endpoint: 1 reply (the oldest for 0 s); its first answer, for which 1 request waits',
    );
  });
});
