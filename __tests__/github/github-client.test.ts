import { describe, expect, test } from '@jest/globals';
import { fetch } from 'undici';
import { fetchDefaultBranch, fetchPrivacy } from '../../src/github/event-context.io.js';
import { viewerLogin } from '../../src/github/comments.io.js';
import { systemClock } from '../../src/clock.io.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import { fakeClock } from '../fakes/ports.js';
import { startWorld } from './world.js';
import { createGithubClient, createResilientFetch } from '../../src/github/github-client.io.js';

const REPO = 'octo-org/octo-repo';
const PATH = `/repos/${REPO}`;
const COMMENTS = `${PATH}/issues/7/comments`;
const FAILING = { status: 502, body: { message: 'Server Error' } };

describe('the client', () => {
  test('needs a token', () => {
    const options = { token: '', apiUrl: 'http://127.0.0.1', fetch, clock: fakeClock() };
    expect(() => createGithubClient(options)).toThrow(
      expect.objectContaining({ code: 'CONFIG_MISSING' }),
    );
  });

  test('names itself and the version of the API', async () => {
    const { client, github } = await startWorld();
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    expect(github.requests[0]?.headers).toMatchObject({
      'x-github-api-version': '2022-11-28',
      'user-agent': expect.stringContaining('siuo-gate'),
    });
  });

  test('reaches an Enterprise server below its prefix', async () => {
    const { client } = await startWorld({}, { isEnterprise: true, defaultBranch: 'trunk' });
    expect(await fetchDefaultBranch(client, REPO)).toBe('trunk');
  });

  test.each([true, false])('tells whether a repository is private: %s', async (isPrivate) => {
    const { client } = await startWorld({ metadata: 'read' }, { isPrivate });
    expect(await fetchPrivacy(client, REPO)).toBe(isPrivate);
    expect(await fetchPrivacy(client, 'octo-org/other')).toBeUndefined();
  });

  test('says what it takes to read the default branch', async () => {
    const { client } = await startWorld();
    await expect(fetchDefaultBranch(client, 'octo-org/other')).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      message:
        'The default branch of octo-org/other cannot be read (GitHub answered 404: Not Found).',
    });
  });
});

describe('repeated requests', () => {
  test('a failing server is asked again, four times in all', async () => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH, times: 3 }, FAILING);
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    expect(clock.sleptMs).toEqual([1000, 3000, 9000]);
    github.faults.failNext({ path: PATH, times: 4 }, FAILING);
    await expect(fetchDefaultBranch(client, REPO)).rejects.toMatchObject({
      code: 'GITHUB_UNAVAILABLE',
      message: expect.stringContaining('GitHub answered 502: Server Error'),
    });
    expect(github.requests).toHaveLength(8);
  });

  test('what failed to the last is not asked again for another purpose, until a minute is over', async () => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH, times: 9 }, FAILING);
    const failures = [1, 2, 3].map(() => fetchDefaultBranch(client, REPO));
    const settled = await Promise.allSettled(failures);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await expect(fetchDefaultBranch(client, REPO)).rejects.toThrow('502: Server Error');
    // One of the three repeated; the others had asked once by then.
    expect(github.requests).toHaveLength(6);
    expect(clock.sleptMs).toEqual([1000, 3000, 9000]);
    github.faults.clear();
    clock.advance(60_000);
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
  });

  test('what failed to the last is known to fail, whatever part of it is asked for', async () => {
    const { client, github } = await startWorld({ issues: 'write' });
    const page = (number: number): Promise<unknown> =>
      client.request(`GET ${COMMENTS}`, { page: number });
    github.faults.failNext({ path: COMMENTS, times: 9 }, FAILING);
    await expect(page(1)).rejects.toMatchObject({ status: 502 });
    await expect(page(2)).rejects.toMatchObject({ status: 502 });
    expect(github.requests).toHaveLength(4);
  });

  test('readers of what recovers are all answered, each by its own request', async () => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH, times: 3 }, FAILING);
    const read = [1, 2].map(() => fetchDefaultBranch(client, REPO));
    expect(await Promise.all(read)).toEqual(['main', 'main']);
    expect(clock.sleptMs).toEqual([1000, 3000]);
    expect(github.requests).toHaveLength(5);
  });

  test('a lost connection is tried again', async () => {
    const { client, github } = await startWorld();
    github.faults.dropNext({ path: PATH, times: 2 });
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    github.faults.dropNext({ path: PATH, times: 4 });
    await expect(fetchDefaultBranch(client, REPO)).rejects.toThrow('GitHub did not answer: ');
  });

  test('a secondary rate limit is waited for', async () => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH }, secondaryRateLimit(17));
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    expect(clock.sleptMs).toEqual([17_000]);
  });

  test.each([
    ['a date', (nowMs: number) => new Date(nowMs + 17_000).toUTCString(), [16_000, 17_000]],
    ['no seconds at all', () => '0', [1000, 1000]],
  ])('a limit that ends at %s is waited for', async (_, after, [leastMs = 0, mostMs = 0]) => {
    const { client, github, clock } = await startWorld();
    const limit = secondaryRateLimit('untold');
    const headers = { 'retry-after': after(clock.nowMs()) };
    github.faults.failNext({ path: PATH }, { ...limit, headers });
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    expect(clock.sleptMs).toHaveLength(1);
    expect(clock.sleptMs[0]).toBeGreaterThanOrEqual(leastMs);
    expect(clock.sleptMs[0]).toBeLessThanOrEqual(mostMs);
  });

  test.each([403, 429] as const)(
    'a secondary limit of untold length is waited for a minute, then two, and no more: %s',
    async (status) => {
      const { client, github, clock } = await startWorld();
      github.faults.failNext({ path: PATH, times: 2 }, secondaryRateLimit('untold', status));
      expect(await fetchDefaultBranch(client, REPO)).toBe('main');
      expect(clock.sleptMs).toEqual([60_000, 120_000]);
      github.faults.failNext({ path: PATH, times: 9 }, secondaryRateLimit('untold', status));
      await expect(fetchDefaultBranch(client, REPO)).rejects.toThrow('secondary rate limit');
      expect(clock.sleptMs).toEqual([60_000, 120_000, 60_000, 120_000]);
    },
  );

  test('GraphQL says in a 200 that its hour is used up', async () => {
    const { client, github, clock } = await startWorld();
    const limit = primaryRateLimit(20);
    github.faults.failNext(
      { path: '/graphql' },
      {
        status: 200,
        headers: { ...limit.headers, 'x-ratelimit-resource': 'graphql' },
        body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
      },
    );
    expect(await viewerLogin(client)).toBe('github-actions[bot]');
    expect(github.requests).toHaveLength(2);
    expect(clock.sleptMs).toHaveLength(1);
  });

  test('a used-up hour is waited for when it is nearly over', async () => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH }, primaryRateLimit(20, 429));
    expect(await fetchDefaultBranch(client, REPO)).toBe('main');
    expect(clock.sleptMs[0]).toBeGreaterThan(18_000);
    expect(clock.sleptMs[0]).toBeLessThan(22_000);
  });

  test.each([
    ['a used-up hour that is long', primaryRateLimit(1800)],
    ['a used-up hour that is long, as 429', primaryRateLimit(1800, 429)],
    ['a long secondary limit', secondaryRateLimit(3600)],
  ])('%s is not waited for', async (_name, refusal) => {
    const { client, github, clock } = await startWorld();
    github.faults.failNext({ path: PATH }, refusal);
    await expect(fetchDefaultBranch(client, REPO)).rejects.toMatchObject({
      code: 'GITHUB_UNAVAILABLE',
      message: expect.stringMatching(/GitHub answered 4(03|29): .*rate limit/),
    });
    expect(clock.sleptMs).toEqual([]);
  });

  test('a refusal is no reason to ask again', async () => {
    const { client, github } = await startWorld({}, { isPrivate: true });
    await expect(fetchDefaultBranch(client, REPO)).rejects.toThrow('403');
    expect(github.requests).toHaveLength(1);
  });

  test('what may have changed something is not repeated, unless it was refused for its rate', async () => {
    const { client, github } = await startWorld({ issues: 'write' });
    github.state.issues.add(7);
    const post = (): Promise<unknown> => client.request(`POST ${COMMENTS}`, { body: 'x' });
    github.faults.failNext({ path: COMMENTS }, FAILING);
    await expect(post()).rejects.toMatchObject({ status: 502 });
    github.faults.dropNext({ path: COMMENTS });
    await expect(post()).rejects.toMatchObject({ status: 500 });
    github.faults.failNext({ path: COMMENTS }, secondaryRateLimit(1, 429));
    await post();
    expect(github.state.comments).toHaveLength(1);
  });

  test('an attempt that gets no answer is given up', async () => {
    const { github } = await startWorld();
    github.faults.hangNext({ path: PATH, times: 4 });
    const clock = fakeClock();
    const patient = createResilientFetch({ fetch, clock, timeoutMs: 30 });
    await expect(patient(`${github.url}${PATH}`)).rejects.toThrow(/timeout/i);
    expect(clock.sleptMs).toHaveLength(3);
  });

  test('a caller who gives up does not wait', async () => {
    const { github } = await startWorld();
    github.faults.hangNext({ path: PATH });
    const controller = new AbortController();
    const patient = createResilientFetch({ fetch, clock: systemClock, timeoutMs: 60_000 });
    const asked = patient(`${github.url}${PATH}`, { signal: controller.signal });
    const reason = new Error('cancelled');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });
});
