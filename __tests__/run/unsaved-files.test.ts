import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { redactorOf } from '../../src/redact/redactor.js';
import { pendingFile, type Folders } from '../../src/folders.io.js';
import type { EventName, RunContext } from '../../src/config/run-context.js';
import type { StartedRun } from '../../src/run/read-run.io.js';
import { fakeLog } from '../fakes/ports.js';
import { parseKeyValueFile } from '../fakes/runner/commands.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';
import {
  beginHandOver,
  readHandedOver,
  saveAnswers,
  saveUnsavedFiles,
} from '../../src/run/unsaved-files.io.js';

let folders: Folders;
beforeEach(async () => {
  const root = await mkdtemp(join(tmpdir(), 'leftovers-'));
  folders = { workspace: join(root, 'workspace'), temp: join(root, 'temp'), cache: root };
  await mkdir(folders.workspace);
  await mkdir(folders.temp);
});

afterEach(async () => {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('STATE_')) Reflect.deleteProperty(process.env, name);
  }
  Reflect.deleteProperty(process.env, 'GITHUB_STATE');
  await rm(folders.cache, { recursive: true, force: true });
});

const BASELINE = JSON.stringify(baselineOf([baselineRunOf()]));
const PATH = 'baseline.json';

/** The post step of a run on an event. */
function stepOf(event: EventName, change: Partial<RunContext> = {}): StartedRun {
  const context = contextOf(event, change);
  const config = configOf({ baseline: `file:${PATH}` }, context);
  const world = {
    environment: {},
    folders,
    smokeFolder: '',
    log: fakeLog(),
    redact: redactorOf([]),
  };
  return { config, context, world };
}

/** Puts a file where a main step leaves its baseline. */
async function plant(text: string): Promise<void> {
  const path = pendingFile(folders, 'default');
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Whether the store has a baseline now. */
const stored = (): Promise<string | undefined> =>
  readFile(join(folders.workspace, PATH), 'utf8').catch(() => undefined);

const of = (text: string) => ({
  isBaseline: (bytes: Uint8Array): boolean =>
    createHash('sha256').update(bytes).digest('hex') ===
    createHash('sha256').update(text).digest('hex'),
});

describe('a baseline that lies in the temporary folder', () => {
  test('is saved where the main step left just these bytes', async () => {
    await plant(BASELINE);
    expect(await saveUnsavedFiles(of(BASELINE), stepOf('schedule'))).toMatchObject({ saved: true });
    expect(JSON.parse((await stored()) ?? '')).toMatchObject({ name: 'default' });
  });

  test('is not saved where the main step left none, or another', async () => {
    await plant(BASELINE);
    const nothing = { isBaseline: () => false };
    expect(await saveUnsavedFiles(nothing, stepOf('schedule'))).toBeUndefined();
    expect(await saveUnsavedFiles(of(`${BASELINE} `), stepOf('schedule'))).toBeUndefined();
    expect(await stored()).toBeUndefined();
  });

  test.each<[string, EventName, Partial<RunContext>]>([
    ['a pull request', 'pull_request', {}],
    ['pull_request_target', 'pull_request_target', {}],
    ['a merge group', 'merge_group', {}],
    ['a run that follows another', 'workflow_run', {}],
    ['a push of Dependabot', 'push', { isDependabot: true }],
    ['a push of a tag', 'push', { ref: 'refs/tags/v1' }],
  ])('is never saved on an event that writes none: %s', async (_name, event, change) => {
    await plant(BASELINE);
    expect(await saveUnsavedFiles(of(BASELINE), stepOf(event, change))).toBeUndefined();
    expect(await stored()).toBeUndefined();
  });
});

describe('answers that a main step left', () => {
  const mark = { fingerprint: 'f1', digest: '0'.repeat(64) };
  const following = {
    id: '5001',
    event: 'pull_request',
    headSha: 'a'.repeat(40),
    headBranch: 'feature',
    headRepository: 'stranger/octo-repo',
    isDependabot: false,
  };

  test.each<[string, RunContext, boolean]>([
    ['a baseline run', contextOf('schedule'), true],
    ['a run after one of a fork', contextOf('workflow_run', { workflowRun: following }), false],
    [
      'a run after one of the repository',
      contextOf('workflow_run', {
        workflowRun: { ...following, headRepository: 'octo-org/octo-repo' },
      }),
      true,
    ],
  ])('are looked at by the rule of heads: %s', async (_name, context, isLookedAt) => {
    const step = { ...stepOf('schedule'), context };
    const path = join(folders.temp, 'journals', 'default-f1.jsonl');
    await mkdir(dirname(path));
    await writeFile(path, '{"type":"finished"}\n');
    await saveAnswers(mark, step);
    const { lines } = step.world.log as ReturnType<typeof fakeLog>;
    expect(lines.join().includes('not as this step wrote it')).toBe(isLookedAt);
  });
});

describe('the hand-over', () => {
  /** The state after some work, as the runner gives it to the post step. */
  async function stateAfter(work: (hand: ReturnType<typeof beginHandOver>) => void): Promise<void> {
    const file = join(folders.temp, 'state');
    await writeFile(file, '');
    process.env.GITHUB_STATE = file;
    work(beginHandOver());
    for (const [name, value] of parseKeyValueFile(await readFile(file, 'utf8'))) {
      process.env[`STATE_${name}`] = value;
    }
  }

  const mark = { fingerprint: 'f1', digest: 'd1' };
  const bytes = new TextEncoder().encode(BASELINE);

  test('is what the main step said last', async () => {
    await stateAfter((hand) => {
      hand.journal({ ...mark, digest: 'd0' });
      hand.journal(mark);
      hand.baseline(BASELINE);
      hand.pictures('p1');
    });
    const handed = readHandedOver();
    expect(handed.journal).toEqual(mark);
    expect(handed.pictures).toBe('p1');
    expect(handed.isBaseline(bytes)).toBe(true);
    expect(handed.isBaseline(new TextEncoder().encode('{}'))).toBe(false);
  });

  test('is nothing once all is saved', async () => {
    await stateAfter((hand) => {
      hand.journal(mark);
      hand.journal(undefined);
      hand.baseline(BASELINE);
      hand.baseline(undefined);
    });
    expect(readHandedOver().journal).toBeUndefined();
    expect(readHandedOver().isBaseline(bytes)).toBe(false);
  });

  test('is nothing where variables of the workflow stand for a state that was not set', async () => {
    process.env.STATE_journal = 'f1';
    process.env.STATE_journalDigest = 'd1';
    process.env.STATE_pictures = 'p1';
    process.env.STATE_baseline = createHash('sha256').update(BASELINE).digest('hex');
    await stateAfter(() => undefined);
    expect(readHandedOver().pictures).toBeUndefined();
    expect(readHandedOver().journal).toBeUndefined();
    expect(readHandedOver().isBaseline(bytes)).toBe(false);
  });
});
