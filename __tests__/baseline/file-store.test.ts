import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createFileStore, noneStore } from '../../src/baseline/file-store.io.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { createWorkspaceFiles } from '../../src/files.io.js';
import { readRunContext } from '../../src/config/read-run-context.js';
import type { BaselineStore } from '../../src/baseline/baseline-file.js';
import { describeBaselineStore } from '../contracts/baseline-store.js';
import * as events from '../fakes/events.js';
import { githubContext } from '../fakes/runner/environment.js';
import { startWorld, type World } from '../github/world.js';
import { sampleBaseline } from './baseline-samples.js';

const PATH = '.siuo-gate/baseline.json';
const RUN = { id: 9001, attempt: 1, number: 1, workflow: 'gate', job: 'gate' };
const URLS = { server: 'https://github.com', api: '', graphql: '' };

/** A GitHub and a workspace. */
interface FileWorld extends World {
  readonly workspace: string;
  storeOf(event: events.RunEvent, path?: string): BaselineStore;
}

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

async function startFileWorld(isPrivate = false): Promise<FileWorld> {
  const world = await startWorld({ contents: 'read' }, { isPrivate });
  const workspace = await mkdtemp(join(tmpdir(), 'workspace-'));
  folders.push(workspace);
  const storeOf = (event: events.RunEvent, path = PATH): BaselineStore => {
    const named = Object.entries(githubContext(event, RUN, URLS, workspace)).map(
      ([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const,
    );
    const variables = { GITHUB_ACTIONS: 'true', ...Object.fromEntries(named) };
    return createFileStore({
      path,
      name: 'default',
      context: readRunContext(variables, event.payload),
      files: createWorkspaceFiles(workspace),
      reader: createRepositoryReader(world.client, event.repository),
    });
  };
  return { ...world, workspace, storeOf };
}

/** A pull request whose base is what is committed on main now. */
function pullOn({ github }: World): events.RunEvent {
  const baseSha = github.state.git.commitFiles('main', {});
  const event = events.pullRequest({ baseSha });
  github.state.addEvent(event);
  return event;
}

describeBaselineStore('file', async () => {
  const world = await startFileWorld();
  const file = join(world.workspace, PATH);
  return {
    nightly: async () => world.storeOf(events.schedule()),
    pullRequest: async () => world.storeOf(pullOn(world)),
    publish: async () => {
      const folder = dirname(file);
      const files = await Promise.all(
        (await readdir(folder)).map(
          async (name) =>
            [`${dirname(PATH)}/${name}`, await readFile(join(folder, name), 'utf8')] as const,
        ),
      );
      world.github.state.git.commitFiles('main', Object.fromEntries(files));
    },
    plant: async (text) => {
      await mkdir(join(world.workspace, '.siuo-gate'), { recursive: true });
      await writeFile(file, text);
    },
  };
});

const text = (runId: string): string => JSON.stringify(sampleBaseline('default', runId));
const found = (runId: string) => ({
  kind: 'found',
  baseline: { records: [{ provenance: { runId } }] },
});

describe('where the file is read', () => {
  /** Main has 1, its base commit; then 2 at its tip; the workspace, which others filled, has 666. */
  async function threeVersions() {
    const world = await startFileWorld();
    const { git } = world.github.state;
    const baseSha = git.commitFiles('main', { [PATH]: text('1') });
    git.commitFiles('main', { [PATH]: text('2') });
    await createWorkspaceFiles(world.workspace).write(PATH, text('666'));
    return { world, baseSha };
  }

  test.each([
    ['pull_request', events.pullRequest],
    ['pull_request_target', events.pullRequestTarget],
  ])('%s: at the base commit, never from the workspace', async (_name, make) => {
    const { world, baseSha } = await threeVersions();
    const lookup = await world.storeOf(make({ baseSha })).find();
    expect(lookup).toMatchObject(found('1'));
    expect(lookup.where).toBe(`file ${PATH} at ${baseSha} of octo-org/octo-repo`);
  });

  test.each([
    ['merge_group, whose base may hold other queued changes', events.mergeGroup()],
    ['workflow_run', events.workflowRun({ fork: 'someone/octo-repo' })],
    ['an unknown event', events.otherEvent('issue_comment', {})],
  ])('%s: at the tip of the base branch', async (_name, event) => {
    const { world } = await threeVersions();
    expect(await world.storeOf(event).find()).toMatchObject(found('2'));
  });

  test.each([
    ['push', events.push()],
    ['schedule', events.schedule()],
    ['workflow_dispatch', events.workflowDispatch()],
    ['release', events.release()],
  ])('%s: in the workspace', async (_name, event) => {
    const { world } = await threeVersions();
    expect(await world.storeOf(event).find()).toMatchObject(found('666'));
    expect(world.github.requests).toEqual([]);
  });

  test('the command line: in the workspace, without a token', async () => {
    const { world } = await threeVersions();
    const files = createWorkspaceFiles(world.workspace);
    const context = readRunContext({}, undefined);
    const options = { path: PATH, name: 'default', context, files, reader: undefined };
    expect(await createFileStore(options).find()).toMatchObject(found('666'));
  });
});

describe('what may go wrong', () => {
  test('a pull request without a token', async () => {
    const world = await startFileWorld();
    const files = createWorkspaceFiles(world.workspace);
    const context = { ...readRunContext({}, undefined), event: 'pull_request' as const };
    const store = createFileStore({
      path: PATH,
      name: 'default',
      context,
      files,
      reader: undefined,
    });
    await expect(store.find()).rejects.toMatchObject({ code: 'CONFIG_MISSING' });
  });

  test.each(['/etc/passwd', '../x.json', 'a/../../x.json', '.'])('the path %s', async (path) => {
    const world = await startFileWorld();
    for (const event of [events.pullRequest(), events.push()]) {
      const store = world.storeOf(event, path);
      await expect(store.find()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      expect(await store.save(sampleBaseline())).toEqual({
        saved: false,
        problem: expect.stringContaining('outside'),
      });
    }
  });

  test('a path that goes round inside is one', async () => {
    const world = await startFileWorld();
    const baseSha = world.github.state.git.commitFiles('main', { 'b/c.json': text('1') });
    const store = world.storeOf(events.pullRequest({ baseSha }), './a/../b/./c.json');
    expect(await store.find()).toMatchObject(found('1'));
  });

  test('a folder', async () => {
    const world = await startFileWorld();
    const baseSha = world.github.state.git.commitFiles('main', { 'b/c.json': text('1') });
    await mkdir(join(world.workspace, 'b'));
    const atBase = await world.storeOf(events.pullRequest({ baseSha }), 'b').find();
    expect(atBase).toMatchObject({ kind: 'unusable' });
    await expect(world.storeOf(events.push(), 'b').find()).rejects.toMatchObject({
      code: 'BASELINE_UNREADABLE',
    });
  });

  test('a private repository without contents: read', async () => {
    const world = await startFileWorld(true);
    const client = world.clientOf({ permissions: { actions: 'read' } });
    const event = pullOn(world);
    const store = createFileStore({
      path: PATH,
      name: 'default',
      context: { ...readRunContext({}, undefined), event: 'pull_request' },
      files: createWorkspaceFiles(world.workspace),
      reader: createRepositoryReader(client, event.repository),
    });
    await expect(store.find()).rejects.toMatchObject({ code: 'CONFIG_PERMISSION' });
  });

  test.each([
    ['a folder at its path', 'taken', 'there is a folder at'],
    ['a file in the way of its folder', 'file/b.json', 'EEXIST|ENOTDIR'],
    ['a path that leads outside', '../b.json', 'leads outside the workspace'],
  ])('%s: told before anything is spent', async (_name, path, why) => {
    const world = await startFileWorld();
    await mkdir(join(world.workspace, 'taken'));
    await writeFile(join(world.workspace, 'file'), 'x');
    await expect(world.storeOf(events.push(), path).requireWrite()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(`^Input baseline is "file:${path}", .*(${why})`),
    });
  });

  test('a file that can be written is left as it is', async () => {
    const world = await startFileWorld();
    const store = world.storeOf(events.push());
    await store.save(sampleBaseline());
    await store.requireWrite();
    expect(await readdir(join(world.workspace, '.siuo-gate'))).toEqual(['baseline.json']);
    expect(await store.find()).toMatchObject({ kind: 'found' });
  });

  test('saving replaces the file as a whole', async () => {
    const world = await startFileWorld();
    const store = world.storeOf(events.push());
    const saved = await store.save(sampleBaseline());
    expect(saved).toEqual({ saved: true, where: `file ${PATH}` });
    await store.save(sampleBaseline('default', '2'));
    const stored = await readFile(join(world.workspace, PATH), 'utf8');
    expect(JSON.parse(stored)).toEqual(sampleBaseline('default', '2'));
  });
});

test('none finds nothing and keeps nothing', async () => {
  expect(await noneStore.find()).toMatchObject({ kind: 'absent' });
  expect(await noneStore.save(sampleBaseline())).toMatchObject({ saved: false });
});
