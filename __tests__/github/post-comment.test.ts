import { describe, expect, test } from '@jest/globals';
import { checkCommentPermission } from '../../src/github/comments.io.js';
import { findOwnComments, postComment } from '../../src/report/pull-comment.io.js';
import { NO_SEAL } from '../../src/report/memory-seal.js';
import { pullRequest } from '../fakes/events.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import { bodies, draft, pullWorld, REPO, VERDICT, WRITE } from './comment-draft.js';
import { startWorld } from './world.js';

const LIST = `/repos/${REPO}/issues/7/comments`;
const US = 'github-actions[bot]';

const marked = (runId: string, runAttempt = 1, key = 'default'): string =>
  `<!-- siuo-gate:${key} run=${runId}.${runAttempt} -->\nold`;

describe('postComment', () => {
  test('makes one, then updates it in place', async () => {
    const world = await pullWorld();
    const first = await postComment(world.client, draft());
    const [comment] = world.github.state.commentsOn(7);
    const url = `https://github.com/${REPO}/pull/7#issuecomment-${comment?.id}`;
    expect(first).toEqual({ posted: true, url });
    expect(bodies(world)).toEqual(['<!-- siuo-gate:default run=9001.1 -->\n## Passed']);
    const next = draft({ run: { runId: '9002', runAttempt: 1 }, body: '## Failed' });
    expect(await postComment(world.client, next)).toEqual({ posted: true, url });
    expect(bodies(world)).toEqual(['<!-- siuo-gate:default run=9002.1 -->\n## Failed']);
  });

  test('lists the verdicts of earlier runs, and of one attempt only the last', async () => {
    const world = await pullWorld();
    const listed: string[][] = [];
    const post = (runId: string, runAttempt: number, verdict: 'fail' | 'pass') =>
      postComment(
        world.client,
        draft({
          run: { runId, runAttempt },
          verdict: { ...VERDICT, verdict },
          render: (earlier) => {
            listed.push(earlier.map((each) => `${each.runId}.${each.runAttempt} ${each.verdict}`));
            return '## Body';
          },
        }),
      );
    await post('1', 1, 'fail');
    await post('1', 2, 'fail');
    await post('2', 1, 'pass');
    await post('2', 1, 'pass');
    await post('1', 3, 'pass');
    expect(listed).toEqual([[], ['1.1 fail'], ['1.1 fail', '1.2 fail'], ['1.1 fail', '1.2 fail']]);
  });

  test('finds it behind pages of others', async () => {
    const world = await pullWorld();
    const { state } = world.github;
    for (let count = 0; count < 205; count += 1) state.addComment(7, 'octocat', `talk ${count}`);
    const own = state.addComment(7, US, marked('1'));
    for (let count = 0; count < 30; count += 1) state.addComment(7, 'octocat', 'more');
    await postComment(world.client, draft());
    expect(state.commentsOn(7)).toHaveLength(236);
    expect(state.comments.find(({ id }) => id === own.id)?.body).toContain('run=9001.1');
  });

  test('keeps several keys apart, one of which begins like another', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ key: 'default-2', body: 'two' }));
    await postComment(world.client, draft({ body: 'one' }));
    await postComment(world.client, draft({ key: 'default-2', body: 'two again' }));
    expect(bodies(world).map((body) => body.split('\n')[1])).toEqual(['two again', 'one']);
  });

  test('touches no comment of others, whatever it begins with, nor a quotation by us', async () => {
    const world = await pullWorld();
    world.github.state.addComment(7, 'mallory', marked('1'));
    world.github.state.addComment(7, US, `> ${marked('1')}`);
    await postComment(world.client, draft());
    expect(bodies(world)).toHaveLength(3);
    expect(bodies(world)[0]).toBe(marked('1'));
  });

  test('knows an App’s comments by the App’s login', async () => {
    const world = await pullWorld();
    world.github.state.addComment(7, US, marked('1'));
    world.github.state.addComment(7, 'our-app[bot]', marked('1'));
    const app = world.clientOf({ permissions: WRITE, login: 'our-app[bot]' });
    await postComment(app, draft());
    expect(bodies(world)).toEqual([marked('1'), expect.stringContaining('run=9001.1')]);
  });

  test('takes itself for the job token where GitHub does not tell', async () => {
    const world = await pullWorld();
    world.github.state.addComment(7, US, marked('1'));
    const client = world.clientOf({ permissions: WRITE, isViewerRefused: true });
    await postComment(client, draft());
    expect(bodies(world)).toHaveLength(1);
    expect(world.github.requests.some(({ path }) => path === '/user')).toBe(false);
  });

  test.each([
    ['9002', 1],
    ['9001', 2],
    ['10000', 1],
  ])('leaves the comment of run %s.%d alone', async (runId, attempt) => {
    const world = await pullWorld();
    world.github.state.addComment(7, US, marked(runId, attempt));
    expect(await postComment(world.client, draft())).toEqual({
      posted: false,
      problem: `Run ${runId}, attempt ${attempt}, is newer and has commented already; its comment stands.`,
    });
    expect(bodies(world)).toEqual([marked(runId, attempt)]);
  });

  test('takes away what overlapping runs left besides', async () => {
    const world = await pullWorld();
    for (const runId of ['3', '5', '4']) world.github.state.addComment(7, US, marked(runId));
    await postComment(world.client, draft());
    expect(bodies(world)).toEqual(['<!-- siuo-gate:default run=9001.1 -->\n## Passed']);
  });

  test('refuses a key that could break out', async () => {
    const { client } = await pullWorld();
    await expect(postComment(client, draft({ key: 'x --> y' }))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });
});

describe('a comment that GitHub refuses', () => {
  test('403 names the permission', async () => {
    const world = await pullWorld({ contents: 'read' });
    expect(await postComment(world.client, draft())).toEqual({
      posted: false,
      problem: expect.stringMatching(
        /^GitHub answered 403: Resource not accessible by integration\. .*`pull-requests: write`.*fork/,
      ),
    });
  });

  test('404: the token does not see the pull request', async () => {
    const world = await pullWorld();
    const gone = await postComment(world.client, draft({ number: 8 }));
    expect(gone).toEqual({
      posted: false,
      problem: expect.stringContaining('answered 404: Not Found. '),
    });
  });

  test('422: too long', async () => {
    const world = await pullWorld();
    const long = await postComment(world.client, draft({ body: 'x'.repeat(65_536) }));
    expect(long).toEqual({
      posted: false,
      problem: expect.stringMatching(/422.*step summary has the report/),
    });
    expect(bodies(world)).toEqual([]);
  });

  test('a locked conversation', async () => {
    const world = await startWorld(WRITE);
    world.github.state.addEvent(pullRequest({ isLocked: true }));
    const refused = await postComment(world.client, draft());
    expect(refused).toEqual({ posted: false, problem: expect.stringContaining('issue is locked') });
  });

  test('a rate limit that lasts', async () => {
    const world = await pullWorld();
    world.github.faults.failNext(
      { path: LIST, method: 'POST', times: 4 },
      secondaryRateLimit(9, 429),
    );
    const refused = await postComment(world.client, draft());
    expect(refused).toEqual({ posted: false, problem: expect.stringContaining('429') });
  });

  test('a server that fails once is asked again', async () => {
    const world = await pullWorld();
    world.github.faults.failNext({ path: LIST, method: 'POST' }, { status: 502 });
    expect(await postComment(world.client, draft())).toMatchObject({ posted: true });
    expect(bodies(world)).toHaveLength(1);
  });

  test('a connection that is lost once is made again', async () => {
    const world = await pullWorld();
    world.github.faults.dropNext({ path: LIST, method: 'POST' });
    expect(await postComment(world.client, draft())).toMatchObject({ posted: true });
    expect(bodies(world)).toHaveLength(1);
  });

  test('what a failing server kept is found, not made twice', async () => {
    const world = await pullWorld();
    const text = '<!-- siuo-gate:default run=9001.1 -->\n## Passed';
    const { faults, state } = world.github;
    faults.beforeNext({ path: LIST, method: 'POST' }, () => {
      state.addComment(7, US, text);
      faults.clear();
      throw new Error('kept, not confirmed');
    });
    expect(await postComment(world.client, draft())).toMatchObject({ posted: true });
    expect(bodies(world)).toEqual([text]);
  });

  test.each(['GET', 'PATCH'] as const)(
    'what changes nothing when repeated is repeated by the client alone: %s',
    async (method) => {
      const world = await pullWorld();
      const { id } = world.github.state.addComment(7, US, marked('1'));
      const path = method === 'GET' ? LIST : `/repos/${REPO}/issues/comments/${id}`;
      world.github.faults.failNext({ path, method, times: 9 }, { status: 500 });
      expect(await postComment(world.client, draft())).toMatchObject({ posted: false });
      const asked = world.github.requests.filter(
        (request) => request.method === method && request.path === path,
      );
      expect(asked).toHaveLength(4);
      expect(world.clock.sleptMs).toEqual([1000, 3000, 9000]);
    },
  );

  test('a server that keeps failing', async () => {
    const world = await pullWorld();
    world.github.faults.failNext({ path: LIST, method: 'POST', times: 9 }, { status: 503 });
    const failed = await postComment(world.client, draft());
    expect(failed).toEqual({ posted: false, problem: expect.stringContaining('503') });
  });
});

describe('findOwnComments', () => {
  test('gives text and marker, of the newest run first', async () => {
    const world = await pullWorld();
    for (const runId of ['3', '5', '4']) world.github.state.addComment(7, US, marked(runId));
    const found = await findOwnComments(world.client, {
      repository: REPO,
      number: 7,
      key: 'default',
      seal: NO_SEAL,
    });
    expect(found.map(({ marker }) => marker.runId)).toEqual(['5', '4', '3']);
    expect(found[0]?.body).toBe(marked('5'));
  });
});

describe('checkCommentPermission', () => {
  const place = { repository: REPO, number: 7 };

  test('finds nothing in the way, and leaves nothing behind', async () => {
    const world = await pullWorld();
    expect(await checkCommentPermission(world.client, place)).toBeUndefined();
    expect(bodies(world)).toEqual([]);
  });

  test('names what is missing', async () => {
    const world = await pullWorld({});
    expect(await checkCommentPermission(world.client, place)).toContain('`pull-requests: write`');
  });

  test.each([
    ['a failing server', { status: 500 }],
    ['a used-up hour', primaryRateLimit(1800)],
    ['a used-up hour, as 429', primaryRateLimit(1800, 429)],
    ['a long secondary limit', secondaryRateLimit(3600)],
    ['a secondary limit of untold length', secondaryRateLimit('untold')],
    ['a secondary limit as 429', secondaryRateLimit('untold', 429)],
    ['the page of a proxy', { status: 403, headers: { 'content-type': 'text/html' }, body: '<p>' }],
    ['a login page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>' }],
  ])('%s proves nothing', async (_name, reply) => {
    const world = await pullWorld();
    world.github.faults.failNext({ path: LIST, method: 'POST', times: 9 }, reply);
    expect(await checkCommentPermission(world.client, place)).toBeUndefined();
  });

  test.each([
    [401, 'Bad credentials'],
    [403, 'Resource not accessible by integration'],
    [403, 'Unable to create comment because issue is locked.'],
    [403, 'Repository was archived so is read-only.'],
    [404, 'Not Found'],
    [410, 'Issues are disabled for this repo'],
  ])('%i, %s, stays so', async (status, message) => {
    const world = await pullWorld();
    world.github.faults.failNext({ path: LIST, method: 'POST' }, { status, body: { message } });
    expect(await checkCommentPermission(world.client, place)).toContain(message);
  });
});
