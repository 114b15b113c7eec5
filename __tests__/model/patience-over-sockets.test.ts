import { describe, expect, test } from '@jest/globals';
import { failing, saying, socketWorld, type Script } from './socket-world.js';

/** Twenty requests per minute, and what is said to all others. */
function perMinute(over: ReturnType<typeof failing>): Script {
  let [sinceMs, used] = [-Infinity, 0];
  return ({ nowMs }) => {
    if (nowMs - sinceMs >= 60_000) [sinceMs, used] = [nowMs, 0];
    used += 1;
    return used <= 20 ? saying('Fine.') : over;
  };
}

const answered = (results: readonly PromiseSettledResult<readonly { kind: string }[]>[]) =>
  results.filter((each) => each.status === 'fulfilled' && each.value[0]?.kind === 'answered');

describe('a limit per minute', () => {
  test.each([
    ['Retry-After: 0', { 'retry-after': '0' }],
    ['Retry-After: 1', { 'retry-after': '1' }],
    ['retry-after-ms: 200', { 'retry-after-ms': '200' }],
    ['nothing said', {}],
    [
      'a reset far beyond Retry-After',
      {
        'retry-after': '1',
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '6h',
      },
    ],
  ])('is outlasted without losing a sample, 64 in flight: %s', async (_name, headers) => {
    const world = await socketWorld(perMinute(failing(429, 'Rate limit reached', headers)));
    const results = await world.askMany(100);
    expect(answered(results)).toHaveLength(100);
    // Those that were in flight when it was met, and some probes a minute.
    expect(world.requests()).toBeLessThan(100 + 64 + 4 * 80);
    expect(world.clock.nowMs()).toBeLessThan(6 * 60_000);
  });
});

describe('a server that is away', () => {
  test.each([502, 503, 504, 520, 522, 524, 529])(
    'for 30 s with %i loses no sample',
    async (status) => {
      const world = await socketWorld(({ nowMs, nth }) =>
        nth > 10 && nowMs < 30_000 ? failing(status, 'away') : saying('Fine.'),
      );
      expect(answered(await world.askMany(80))).toHaveLength(80);
      expect(world.requests()).toBeLessThan(80 + 64 + 20);
    },
  );

  test('for 30 s with lost connections loses no sample', async () => {
    const world = await socketWorld(({ nowMs, nth }) =>
      nth > 10 && nowMs < 30_000 ? 'drop' : saying('Fine.'),
    );
    expect(answered(await world.askMany(80))).toHaveLength(80);
  });

  test.each([
    [503, 'ENDPOINT_FAILING', failing(503, 'Loading model')],
    [0, 'ENDPOINT_UNREACHABLE', 'drop' as const],
  ])('for ever (%i) ends the run after two minutes: %s', async (_status, code, behaviour) => {
    const world = await socketWorld(({ nth }) => (nth <= 10 ? saying('Fine.') : behaviour));
    const results = await world.askMany(80);
    expect(results.at(-1)).toMatchObject({
      reason: { code, message: expect.stringMatching(/has answered nothing for 2 min/) },
    });
    expect(answered(results)).toHaveLength(10);
    expect(world.clock.nowMs()).toBeLessThan(150_000);
    expect(world.requests()).toBeLessThan(10 + 64 + 30);
  });

  test('and asks for a wait of minutes is waited for', async () => {
    const world = await socketWorld(({ nowMs, nth }) =>
      nth > 10 && nowMs < 400_000
        ? failing(503, 'maintenance', { 'retry-after': '400' })
        : saying('Fine.'),
    );
    expect(answered(await world.askMany(30))).toHaveLength(30);
  });

  test('and asks for a longer one ends the run at once, which names the time', async () => {
    const world = await socketWorld(() => failing(429, 'slow', { 'retry-after': '7200' }));
    const results = await world.askMany(30);
    expect(world.requests()).toBe(1);
    expect(results.at(-1)).toMatchObject({
      reason: {
        code: 'ENDPOINT_REFUSED',
        message: expect.stringContaining('1970-01-01 02:00 UTC, in 2 h 0 min'),
      },
    });
  });

  test.each([
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '21600' }, 'Rate limit exceeded'],
    [{}, 'Rate limit exceeded: free-models-per-day'],
    [{}, 'Quota used up, it resets in 5 hours.'],
  ])('a limit of hours costs five requests: %j %s', async (headers, message) => {
    const world = await socketWorld(() => failing(429, { message }, headers));
    const results = await world.askMany(30);
    expect(world.requests()).toBeLessThanOrEqual(5);
    expect(results.at(-1)).toMatchObject({ reason: { code: 'ENDPOINT_REFUSED' } });
  });

  test.each([
    [500, 4],
    [502, 25],
  ])('for one item alone (%i) fails that sample', async (status, most) => {
    const world = await socketWorld(
      ({ body }) =>
        JSON.stringify(body).includes('number 3,') ? failing(status, 'odd') : saying('Fine.'),
      { concurrency: 2 },
    );
    const results = await world.askMany(60);
    expect(answered(results)).toHaveLength(59);
    expect(results[3]).toMatchObject({ value: [{ kind: 'failed', cause: 'server' }] });
    expect(world.requests()).toBeLessThanOrEqual(59 + most);
  });
});

describe('what others wait for', () => {
  test('is one request, until the first answer, 64 in flight', async () => {
    const world = await socketWorld(({ nth }) =>
      nth <= 3 ? failing(503, 'loading') : saying('Fine.'),
    );
    expect(answered(await world.askMany(64))).toHaveLength(64);
    expect(world.requests()).toBe(64 + 3);
  });

  test('is said with its reason and how long', async () => {
    const said: string[] = [];
    const world = await socketWorld(({ nowMs, nth }) => {
      said.push(world.asker.watch.waitedFor());
      return nth > 4 && nowMs < 20_000 ? failing(503, 'Loading model') : saying('Fine.');
    });
    await world.askMany(40);
    expect(said.join('\n')).toMatch(
      /the end of an outage that has lasted \d+ s.*the latest reply: the server is busy \(status 503\): “Loading model”, for which \d+ requests wait/,
    );
  });
});
