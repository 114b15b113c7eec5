import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from '@jest/globals';

import { contractFaults, isDescribed } from '../fakes/github/contract.js';
import type { DescribedRequest } from '../fakes/github/description.js';
import { startGitHubServer } from '../fakes/github/server.js';

const REPO = '/repos/octo-org/octo-repo';

const request = (
  method: string,
  path: string,
  { query = {}, body }: Partial<DescribedRequest> = {},
): DescribedRequest => ({ method, path, query, body });

/** Every operation that the sources name, e.g. `GET /repos/{owner}/{repo}`. */
function operationsOfSources(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const named = texts.flatMap(
    (text) => text.match(/\b(GET|POST|PUT|PATCH|DELETE) \/[\w/{}.-]+/g) ?? [],
  );
  return [...new Set(named)].filter((name) => name !== 'GET /user').sort();
}

describe('the description of GitHub’s API', () => {
  const operations = operationsOfSources('src/github');

  test('is asked about all that the sources use', () => {
    expect(operations.length).toBeGreaterThan(10);
  });

  test.each(operations)('has %s, and does not let it go', (operation) => {
    const [method = '', path = ''] = operation.split(' ');
    expect(isDescribed(method, path)).toBe(true);
  });

  test.each([
    ['a comment', request('POST', `${REPO}/issues/7/comments`, { body: { body: 'x' } })],
    [
      'a page by the repository’s number',
      request('GET', '/repositories/1/issues/7/comments', { query: { page: '2' } }),
    ],
    [
      'a file in folders',
      request('GET', `${REPO}/contents/a/b/c.json`, { query: { ref: 'main' } }),
    ],
    ['a query', request('POST', '/graphql', { body: { query: 'query { viewer { login } }' } })],
  ])('has nothing against %s', (_name, given) => {
    expect(contractFaults(given)).toEqual([]);
  });

  test.each([
    ['no such place', request('GET', `${REPO}/cache`), /no operation/],
    ['no such method', request('PUT', `${REPO}/issues/7/comments`), /no operation/],
    [
      'an unknown query',
      request('GET', `${REPO}/pulls`, { query: { perPage: '9' } }),
      /perPage is not known/,
    ],
    [
      'a query of another kind',
      request('GET', `${REPO}/pulls`, { query: { per_page: 'all' } }),
      /per_page must be integer/,
    ],
    [
      'a query beyond its words',
      request('GET', `${REPO}/pulls`, { query: { state: 'new' } }),
      /allowed values/,
    ],
    ['no body', request('POST', `${REPO}/issues/7/comments`), /body is missing/],
    [
      'a body without its field',
      request('POST', `${REPO}/issues/7/comments`, { body: {} }),
      /required property 'body'/,
    ],
    [
      'a field of another kind',
      request('POST', `${REPO}/issues/7/comments`, { body: { body: 7 } }),
      /body\/body must be string/,
    ],
    [
      'an unknown field',
      request('POST', `${REPO}/issues/7/comments`, { body: { body: 'x', draft: true } }),
      /draft is not known/,
    ],
    [
      'a status beyond its words',
      request('POST', `${REPO}/statuses/abc`, { body: { state: 'passed' } }),
      /allowed values/,
    ],
    ['a body of a reading', request('GET', REPO, { body: { a: 1 } }), /no body is expected/],
    ['no query', request('POST', '/graphql', { body: {} }), /holds no query/],
  ])('refuses %s', (_name, given, fault) => {
    expect(contractFaults(given).join('\n')).toMatch(fault);
  });
});

test('the simulated GitHub fails its test for a request that the real one does not know', async () => {
  const github = await startGitHubServer();
  const headers = { authorization: `bearer ${github.access.issue()}` };
  await fetch(`${github.apiUrl}${REPO}/pulls?perPage=9`, { headers });
  await expect(github.close()).rejects.toThrow('the query perPage is not known');
});
