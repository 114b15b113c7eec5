import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheVersion, packArchive, type ArchiveMember } from '../fakes/cache/archive.js';
import { startCacheServer, type CacheServer } from '../fakes/cache/server.js';
import {
  mergeGroup,
  pullRequest,
  pullRequestTarget,
  push,
  release,
  schedule,
  workflowRun,
  type RunEvent,
} from '../fakes/events.js';
import { createMachine, type Machine } from '../fakes/runner/machine.js';
import { runAsRunner, type RunOptions, type RunResult } from '../fakes/runner.js';
import { fixture } from './fixture.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

interface Step {
  readonly do: 'save' | 'restore';
  readonly path: string;
  readonly key: string;
  readonly content?: string;
  readonly restoreKeys?: readonly string[];
}

interface Outcome {
  readonly result: unknown;
  readonly content?: string | null;
}

const path = 'kept/file.txt';
let cache: CacheServer;
let machine: Machine;

beforeAll(async () => {
  machine = await createMachine();
});

afterAll(() => machine.remove());

beforeEach(async () => {
  cache = await startCacheServer();
});

afterEach(() => cache.close());

test('a cache is saved once, and restored as it was', async () => {
  const { run, outcomes } = await client(push(), [
    save('k-1', 'one'),
    restore('k-1'),
    save('k-1', 'two'),
    restore('k-1'),
    restore('other'),
  ]);
  const [entry] = cache.entries.all();
  expect(outcomes).toEqual([
    { result: entry?.id },
    { result: 'k-1', content: 'one' },
    { result: -1 },
    { result: 'k-1', content: 'one' },
    { result: null, content: null },
  ]);
  expect(entry).toMatchObject({
    ref: 'refs/heads/main',
    key: 'k-1',
    version: cacheVersion([path]),
  });
  expect(entry!.lastAccessedAt.getTime()).toBeGreaterThan(entry!.createdAt.getTime());
  expect(run.log).toContain('Unable to reserve cache with key k-1');
  const statuses = cache.requests.map(({ path, status }) => `${path.split('/').at(-1)!} ${status}`);
  expect(statuses).toContain('CreateCacheEntry 409');
});

describe('scopes', () => {
  const base = pullRequest({ number: 7, baseBranch: 'release-1' });

  test('a pull request reads its own, its base and the default branch; nobody reads its own', async () => {
    plant('refs/heads/main', 'on-main', 'main');
    plant('refs/heads/main', 'both', 'main');
    plant('refs/heads/release-1', 'on-base', 'base');
    plant('refs/heads/release-1', 'both', 'base');
    const all = ['on-main', 'on-base', 'both', 'own'].map((key) => restore(key));
    const pull = await client(base, [save('own', 'own'), ...all]);
    expect(pull.outcomes.slice(1).map(({ content }) => content)).toEqual([
      'main',
      'base',
      'base',
      'own',
    ]);
    const other = await client(pullRequest({ number: 8 }), all);
    expect(other.outcomes.map(({ content }) => content)).toEqual(['main', null, 'main', null]);
    const main = await client(schedule(), all);
    expect(main.outcomes.map(({ content }) => content)).toEqual(['main', null, 'main', null]);
  });

  test('a pull request may hide its base by a key of its own', async () => {
    plant('refs/heads/main', 'k-1', 'true');
    const { outcomes } = await client(pullRequest(), [save('k-1', 'forged'), restore('k-1')]);
    expect(outcomes[1]).toEqual({ result: 'k-1', content: 'forged' });
    expect(cache.entries.all().map(({ ref }) => ref)).toEqual([
      'refs/heads/main',
      'refs/pull/7/merge',
    ]);
  });

  test('a merge queue and a release write where no later run reads', async () => {
    await client(mergeGroup(), [save('queued', 'x')]);
    await client(release({ tag: 'v1' }), [save('released', 'x')]);
    const later = [restore('queued'), restore('released')];
    const { outcomes } = await client(release({ tag: 'v2' }), later);
    expect(outcomes.map(({ result }) => result)).toEqual([null, null]);
  });

  test.each([
    ['pull_request_target', pullRequestTarget()],
    ["workflow_run after a fork's", workflowRun({ fork: 'contributor/octo-repo' })],
  ])('%s reads the default branch and writes nothing', async (_, event) => {
    plant('refs/heads/main', 'k-1', 'main');
    const { run, outcomes } = await client(event, [restore('k-1'), save('k-2', 'x')]);
    expect(outcomes).toEqual([{ result: 'k-1', content: 'main' }, { result: -1 }]);
    expect(run.annotations).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        message: expect.stringContaining('cache write denied: token has no writable scopes'),
      }),
    );
    expect(cache.entries.all()).toHaveLength(1);
  });
});

test('a restore key finds the newest of its prefix, of the same version', async () => {
  for (const key of ['k-1', 'k-2', 'l-1']) plant('refs/heads/main', key, key);
  cache.entries.plant({
    ref: 'refs/heads/main',
    key: 'k-3',
    version: 'x',
    archive: Buffer.alloc(9),
  });
  const { outcomes } = await client(schedule(), [
    restore('k-9', 'k-'),
    restore('k-1', 'k-'),
    restore('k-9', 'm-', 'l-'),
    restore('k-'),
  ]);
  expect(outcomes.map(({ result }) => result)).toEqual(['k-2', 'k-1', 'l-1', 'k-2']);
});

test('a cache mode is obeyed by the toolkit itself', async () => {
  plant('refs/heads/main', 'k-1', 'one');
  const before = cache.requests.length;
  const { outcomes } = await client(push(), [restore('k-1'), save('k-2', 'x')], {
    cacheMode: 'none',
  });
  expect(outcomes.map(({ result }) => result)).toEqual([null, -1]);
  expect(cache.requests).toHaveLength(before);
});

test('a planted archive is unpacked wherever its members point', async () => {
  plant('refs/pull/7/merge', 'k-1', 'planted', { path: '../escaped.txt', content: 'outside' });
  const { run, outcomes } = await client(pullRequest(), [restore('k-1')]);
  expect(outcomes[0]).toEqual({ result: 'k-1', content: 'planted' });
  const escaped = join(run.workspace, '../escaped.txt');
  await expect(readFile(escaped, 'utf8')).resolves.toBe('outside');
});

test('an evicted cache is as if it had never been', async () => {
  plant('refs/heads/main', 'k-1', 'one');
  cache.entries.evict(({ key }) => key === 'k-1');
  const { outcomes } = await client(push(), [restore('k-1'), save('k-1', 'again')]);
  expect(outcomes.map(({ result }) => result)).toEqual([null, 1002]);
});

test('another token, a token without scopes, and no service at all are warnings', async () => {
  const steps = [restore('k-1'), save('k-1', 'x')];
  const ACTIONS_RUNTIME_TOKEN = cache.issueToken([]);
  const without = await client(push(), steps, { env: { ACTIONS_RUNTIME_TOKEN } });
  expect(without.outcomes.map(({ result }) => result)).toEqual([null, -1]);
  expect(without.run.log).toContain('cache read denied: token has no readable scopes');
  const foreign = await client(push(), steps, { env: { ACTIONS_RUNTIME_TOKEN: 'a.b.c' } });
  expect(foreign.outcomes.map(({ result }) => result)).toEqual([null, -1]);
  expect(foreign.run.log).toContain('(401) Unauthorized');
  await cache.close();
  const gone = await client(push(), steps);
  expect(gone.outcomes.map(({ result }) => result)).toEqual([null, -1]);
  expect(gone.run.log).toContain('ECONNREFUSED');
});

test('the toolkit talks to no other server than github.com in this way', async () => {
  const serverUrl = 'https://github.example.com';
  const { outcomes } = await client(push(), [save('k-1', 'x')], { serverUrl });
  expect(outcomes).toEqual([{ result: -1 }]);
  expect(cache.requests.map((request) => request.path)).toEqual(['/_apis/artifactcache/caches']);
});

describe('the storage', () => {
  test('takes an upload in blocks, and gives it in ranges', async () => {
    const { upload, call } = await reserve('big');
    const block = (id: string, body: string): Promise<Response> =>
      fetch(`${upload}&comp=block&blockid=${btoa(id)}`, { method: 'PUT', body });
    await Promise.all([block('2', 'world'), block('1', 'hello ')]);
    const list = ['1', '2'].map((id) => `<Latest>${btoa(id)}</Latest>`).join('');
    const body = `<BlockList>${list}</BlockList>`;
    const listed = await fetch(`${upload}&comp=blocklist`, { method: 'PUT', body });
    expect(listed.status).toBe(201);
    expect(await call('FinalizeCacheEntryUpload', { size_bytes: '11' })).toMatchObject({
      ok: true,
    });
    const found = (await call('GetCacheEntryDownloadURL')) as { signed_download_url: string };
    const part = await fetch(found.signed_download_url, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 4-7/11',
      'o wo',
    ]);
    const head = await fetch(found.signed_download_url, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('11');
  });

  test('refuses a changed signature, a wrong use of one, and an unknown block', async () => {
    const { upload } = await reserve('k');
    const put = { method: 'PUT', body: 'x', headers: { 'x-ms-blob-type': 'BlockBlob' } };
    expect((await fetch(upload.replace('sig=', 'sig=x'), put)).status).toBe(403);
    expect((await fetch(upload)).status).toBe(403);
    const body = '<BlockList><Latest>eA==</Latest></BlockList>';
    const listed = await fetch(`${upload}&comp=blocklist`, { method: 'PUT', body });
    expect(listed.headers.get('x-ms-error-code')).toBe('InvalidBlockList');
  });

  test('keeps a key from its reservation on, and only whole uploads', async () => {
    const { call } = await reserve('k');
    expect(await call('CreateCacheEntry')).toMatchObject({ code: 'already_exists' });
    expect(await call('FinalizeCacheEntryUpload', { size_bytes: '5' })).toMatchObject({
      ok: false,
    });
    expect(await call('GetCacheEntryDownloadURL')).toMatchObject({ ok: false });
  });
});

/** Reserves a key on main by hand. */
async function reserve(key: string): Promise<{
  upload: string;
  call: (name: string, more?: object) => Promise<unknown>;
}> {
  const scope = { ref: 'refs/heads/main', canRead: true, canWrite: true };
  const headers = { authorization: `Bearer ${cache.issueToken([scope])}` };
  const call = async (name: string, more: object = {}): Promise<unknown> => {
    const url = `${cache.url}/twirp/github.actions.results.api.v1.CacheService/${name}`;
    const body = JSON.stringify({ key, version: 'v', ...more });
    return (await fetch(url, { method: 'POST', headers, body })).json();
  };
  const created = (await call('CreateCacheEntry')) as { signed_upload_url: string };
  return { upload: created.signed_upload_url, call };
}

async function client(
  event: RunEvent,
  steps: readonly Step[],
  more: Partial<RunOptions> = {},
): Promise<{ run: RunResult; outcomes: readonly Outcome[] }> {
  const action = fixture('cache-client/action.yml');
  const inputs = { steps: JSON.stringify(steps) };
  const run = await runAsRunner({ action, event, inputs, cache, machine, ...more });
  const results = run.outputs.results;
  if (results === undefined) throw new Error(run.log + run.stderr);
  return { run, outcomes: JSON.parse(results) as Outcome[] };
}

/** Puts a cache there without a run that saves it. */
function plant(ref: string, key: string, content: string, ...more: ArchiveMember[]): void {
  const archive = packArchive([{ path, content }, ...more]);
  cache.entries.plant({ ref, key, version: cacheVersion([path]), archive });
}

function save(key: string, content: string): Step {
  return { do: 'save', path, key, content };
}

function restore(key: string, ...restoreKeys: string[]): Step {
  return { do: 'restore', path, key, restoreKeys };
}
