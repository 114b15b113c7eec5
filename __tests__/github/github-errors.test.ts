import { describe, expect, test } from '@jest/globals';
import { fetchDefaultBranch } from '../../src/github/event-context.io.js';
import {
  commentProblem,
  isLasting,
  refusalOf,
  type Refusal,
} from '../../src/github/github-errors.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { primaryRateLimit, secondaryRateLimit } from '../fakes/github/rate-limits.js';
import type { FaultReply } from '../fakes/http-faults.js';
import { startWorld } from './world.js';

const REPO = 'octo-org/octo-repo';
const PATH = `/repos/${REPO}`;
const HTML = { 'content-type': 'text/html; charset=utf-8' };
const LOGIN = '<!doctype html><html><title>Log in</title></html>';

const says = (status: number, message: string, headers = {}): FaultReply => ({
  status,
  headers,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

/** What a request that was answered so rejects with. */
async function thrownBy(reply: FaultReply | 'drop'): Promise<unknown> {
  const { client, github } = await startWorld();
  const target = { path: PATH, times: 4 };
  if (reply === 'drop') github.faults.dropNext(target);
  else github.faults.failNext(target, reply);
  return client.request(`GET ${PATH}`).then(
    () => 'nothing',
    (error: unknown) => error,
  );
}

const archived = 'Repository was archived so is read-only';
const locked = 'unable to create comment because issue is locked';

const CASES: readonly (readonly [string, FaultReply | 'drop', Refusal, RegExp])[] = [
  ['an unknown token', says(401, 'Bad credentials'), 'token', /still valid/],
  [
    'a missing permission',
    says(403, 'Resource not accessible by integration'),
    'permission',
    /Give the job `pull-requests: write`/,
  ],
  [
    'a token without single sign-on',
    says(403, 'Resource protected by organization SAML enforcement.'),
    'permission',
    /SAML enforcement/,
  ],
  ['a locked conversation', says(403, `${locked}.`), 'locked', /Unlock/],
  ['an archived repository', says(403, `${archived}.`), 'archived', /restore/],
  ['both', says(403, `${archived} and ${locked}`), 'archived', /restore/],
  ['nothing there', says(404, 'Not Found'), 'not-found', /sees this repository/],
  [
    'comments switched off',
    says(410, 'Issues are disabled for this repo'),
    'gone',
    /comment: never/,
  ],
  ['an invalid text', says(422, 'Validation Failed'), 'invalid', /does not take/],
  [
    'a used-up hour',
    primaryRateLimit(1800),
    'primary-limit',
    /used up until \d\d:\d\d UTC; run it again/,
  ],
  ['a used-up hour as 429', primaryRateLimit(1800, 429), 'primary-limit', /used up until/],
  [
    'a used-up hour without its headers',
    says(403, 'API rate limit exceeded for user ID 1.'),
    'primary-limit',
    /used up until/,
  ],
  ['too much at once', secondaryRateLimit(3600), 'secondary-limit', /in some minutes/],
  ['too much at once as 429', secondaryRateLimit(3600, 429), 'secondary-limit', /in some minutes/],
  [
    'too much at once, until when is not told',
    secondaryRateLimit('untold'),
    'secondary-limit',
    /in some minutes/,
  ],
  [
    'the older words for it',
    says(403, 'You have triggered an abuse detection mechanism.'),
    'secondary-limit',
    /in some minutes/,
  ],
  [
    'a limit in words of its own',
    says(403, 'Slow down', { 'retry-after': '3600' }),
    'secondary-limit',
    /in some minutes/,
  ],
  [
    'a page that blocks',
    { status: 403, headers: HTML, body: LOGIN },
    'web-page',
    /403: a web page/,
  ],
  [
    'a login page as success',
    { status: 200, headers: HTML, body: LOGIN },
    'web-page',
    /answered 200 with a web page.*without the page of a proxy/,
  ],
  ['an outage', says(500, 'Server Error'), 'failing', /githubstatus/],
  [
    'a page of an outage',
    { status: 502, headers: HTML, body: LOGIN },
    'failing',
    /502: a web page/,
  ],
  ['no answer', 'drop', 'no-answer', /GitHub did not answer: .*GITHUB_API_URL/],
  ['a status nobody expects', says(418, 'Teapot'), 'other', /418: Teapot/],
];

const LASTING = ['token', 'permission', 'locked', 'archived', 'not-found', 'gone'];

describe('a refusal is told by status, headers and words', () => {
  test.each(CASES)('%s', async (_name, reply, refusal, problem) => {
    const thrown = await thrownBy(reply);
    expect(refusalOf(thrown)).toBe(refusal);
    expect(commentProblem(thrown)).toMatch(problem);
    expect(commentProblem(thrown)).not.toMatch(/<html|undefined/);
    expect(isLasting(thrown)).toBe(LASTING.includes(refusal));
  });
});

describe('what a reader is told', () => {
  const page: FaultReply = { status: 200, headers: HTML, body: LOGIN };
  test.each([
    [
      'a missing permission',
      says(403, 'Resource not accessible'),
      'CONFIG_PERMISSION',
      /actions: read/,
    ],
    ['a limit', secondaryRateLimit(3600), 'BASELINE_UNREADABLE', /in some minutes/],
    ['a login page', page, 'BASELINE_UNREADABLE', /without the page of a proxy/],
    ['another shape', says(200, 'Hello'), 'BASELINE_UNREADABLE', /GITHUB_API_URL/],
  ])('of %s', async (_name, reply, code, remedy) => {
    const { client, github } = await startWorld();
    github.faults.failNext({ path: `${PATH}/actions/caches` }, reply);
    const asked = createRepositoryReader(client, REPO).listCaches({ prefix: 'a', ref: 'b' });
    await expect(asked).rejects.toMatchObject({ code, remedy: expect.stringMatching(remedy) });
  });

  test('a login page is no default branch', async () => {
    const { client, github } = await startWorld();
    github.faults.failNext({ path: PATH }, page);
    await expect(fetchDefaultBranch(client, REPO)).rejects.toMatchObject({
      code: 'GITHUB_UNAVAILABLE',
    });
  });
});
