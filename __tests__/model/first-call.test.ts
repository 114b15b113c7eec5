import { expect, test } from '@jest/globals';
import { createFirstCall } from '../../src/model/limits.js';
import { fakeClock } from '../fakes/ports.js';
import { LIVE, QUESTION, setUp } from './asker-world.js';
import { fails, fakeEndpoint, ok } from '../run/fake-endpoint.js';

const MANY = Array.from({ length: 40 }, (_, index) => index);
/** A clock that stands still: nothing is waited for long enough. */
const still = () => ({
  ...fakeClock(),
  sleep: (_ms: number, signal?: AbortSignal) =>
    new Promise<void>((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    }),
});

test('the first goes at once, and the others when it has ended', async () => {
  const start = createFirstCall(still(), LIVE);
  const order: string[] = [];
  await start.take();
  const others = MANY.map(() => start.take().then(() => order.push('other')));
  order.push('first');
  start.end();
  await Promise.all(others);
  expect(order).toEqual(['first', ...MANY.map(() => 'other')]);
  await start.take();
});

test('others wait for half a second together, and no longer', async () => {
  const clock = fakeClock();
  const start = createFirstCall(clock, LIVE);
  await start.take();
  await Promise.all(MANY.map(() => start.take()));
  await start.over();
  expect(clock.sleptMs).toEqual([2000]);
});

test('nobody waits in a run that stops', async () => {
  const halt = new AbortController();
  const start = createFirstCall(still(), halt.signal);
  await start.take();
  const other = start.take();
  halt.abort();
  await expect(other).resolves.toBeUndefined();
});

test.each([
  ['a key', fails(401), 1],
  ['a path', fails(404), 1],
])('%s that is refused is refused once', async (_name, refusal, requests) => {
  const { asker, endpoint } = setUp(fakeEndpoint([refusal]));
  const asked = await Promise.allSettled(MANY.map(() => asker.ask(QUESTION, LIVE)));
  expect(asked.every(({ status }) => status === 'rejected')).toBe(true);
  expect(endpoint.sent).toHaveLength(requests);
});

test('each parameter that is not taken is refused once, however many ask', async () => {
  const refused = (param: string) =>
    fails(400, { param, code: 'unsupported_parameter', message: `Unsupported: ${param}` });
  const { asker, endpoint } = setUp(
    fakeEndpoint((body) => {
      const param = ['max_tokens', 'temperature', 'seed'].find((name) => name in body);
      return param === undefined ? ok() : refused(param);
    }),
  );
  await Promise.all(MANY.map(() => asker.ask(QUESTION, LIVE)));
  expect(endpoint.sent).toHaveLength(MANY.length + 3);
});

test('a first call that cannot be made lets the others through', async () => {
  const { asker } = setUp(fakeEndpoint([ok()]));
  const broken = asker.ask(() => Promise.reject(new Error('no picture')), LIVE);
  const other = asker.ask(QUESTION, LIVE);
  await expect(broken).rejects.toThrow('no picture');
  await expect(other).resolves.toMatchObject({ kind: 'answered' });
});
