import { describe, expect, test } from '@jest/globals';
import { createDataBranch } from '../../src/github/data-branch.io.js';
import {
  keepOnBranch,
  recallVerdicts,
  type MemoryBranch,
} from '../../src/report/pull-memory.io.js';
import { createRepositoryReader } from '../../src/github/repository-reader.io.js';
import { createSeal } from '../../src/report/memory-seal.js';
import {
  encodeMemory,
  NO_MEMORY,
  type RememberedVerdict,
} from '../../src/report/verdict-memory.js';
import { pullRequest } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import { secondaryRateLimit } from '../fakes/github/rate-limits.js';
import { passVerdict, redVerdict, SUBJECT } from '../fixtures/verdict-factory.js';
import { startWorld, type World } from './world.js';

const REPO = 'octo-org/octo-repo';
const SCOPE = { repository: REPO, number: 7, key: 'default' };
const PLACE = { ...SCOPE, seal: createSeal(['sk-judge-0123456789-abcdefghij'], SCOPE) };
const FILE = 'verdicts/default/7.txt';
const REF = 'refs/heads/siuo-gate-data';
const RUN = { runId: '8001', runAttempt: 1 };
const WRITES: Permissions = { contents: 'write', 'pull-requests': 'read' };

/** A GitHub with pull request 7 and a data branch. */
async function branchWorld(): Promise<World> {
  const world = await startWorld(WRITES);
  world.github.state.addEvent(pullRequest());
  world.github.state.git.commitFiles('siuo-gate-data', { 'default.json': '{}' });
  return world;
}

function branchOf(world: World, permissions = WRITES): MemoryBranch {
  const client = world.clientOf({ permissions });
  const data = createDataBranch(client, { repository: REPO, branch: 'siuo-gate-data' });
  return { data, reader: createRepositoryReader(client, REPO), place: PLACE };
}

const recall = (world: World, branch: MemoryBranch | undefined = branchOf(world)) =>
  recallVerdicts({ client: world.client, branch, place: PLACE, head: SUBJECT.head });

const keep = (branch: MemoryBranch, own: RememberedVerdict) =>
  keepOnBranch(branch, RUN, { before: NO_MEMORY, own }, SUBJECT.head);

const fileOf = ({ github }: World): string | undefined =>
  github.state.git.readFile(REF, FILE)?.toString();

describe('a verdict on the data branch', () => {
  test('is known to the next run, and leaves the baseline alone', async () => {
    const world = await branchWorld();
    expect(await keep(branchOf(world), redVerdict())).toBe(true);
    expect(await recall(world)).toEqual({
      memory: expect.objectContaining({ verdicts: [redVerdict()] }),
      problem: undefined,
    });
    expect(world.github.state.git.readFile(REF, 'default.json')?.toString()).toBe('{}');
  });

  test('makes the branch where there is none', async () => {
    const world = await startWorld(WRITES);
    world.github.state.git.commitFiles('main', { 'README.md': '# code' });
    expect(await keep(branchOf(world), redVerdict())).toBe(true);
    expect(fileOf(world)).toContain('siuo-gate:default');
  });

  test('is written for a pass only where something is known already', async () => {
    const world = await branchWorld();
    expect(await keep(branchOf(world), passVerdict())).toBe(true);
    expect(fileOf(world)).toBeUndefined();
    await keep(branchOf(world), redVerdict());
    await keep(branchOf(world), passVerdict({ head: 'cd'.repeat(20) }));
    const { memory } = await recall(world);
    expect(memory.verdicts.map(({ verdict }) => verdict).sort()).toEqual(['fail', 'pass']);
    expect(memory.sticky).toEqual([]);
  });

  test('is not written by a job that may not, which is no failure', async () => {
    const world = await branchWorld();
    const reads = branchOf(world, { contents: 'read' });
    expect(await keep(reads, redVerdict())).toBe(false);
    expect(fileOf(world)).toBeUndefined();
  });

  test('is a failure that is told of where GitHub refuses it for a limit, which is no permission', async () => {
    const world = await branchWorld();
    for (const kind of ['blobs', 'trees', 'commits']) {
      const path = `/repos/${REPO}/git/${kind}`;
      world.github.faults.failNext({ path, method: 'POST', times: 9 }, secondaryRateLimit(3600));
    }
    await expect(keep(branchOf(world), redVerdict())).rejects.toThrow(/secondary rate limit/);
    expect(fileOf(world)).toBeUndefined();
  });

  test('a pass there that is not sealed is not believed; a red one is', async () => {
    const world = await branchWorld();
    const line = (verdict: RememberedVerdict): string =>
      `<!-- siuo-gate:default run=9.1 memory=${encodeMemory({ verdicts: [verdict], sticky: [] })} -->\n`;
    const { git } = world.github.state;
    git.commitFiles('siuo-gate-data', { [FILE]: line(passVerdict()) });
    expect((await recall(world)).memory.verdicts).toEqual([]);
    git.commitFiles('siuo-gate-data', { [FILE]: line(redVerdict()) });
    expect((await recall(world)).memory.verdicts).toEqual([redVerdict()]);
  });
});

describe('recallVerdicts', () => {
  test('one place that cannot be read is a problem, and the other is read', async () => {
    const world = await branchWorld();
    await keep(branchOf(world), redVerdict());
    const path = `/repos/${REPO}/issues/7/comments`;
    world.github.faults.failNext({ path, method: 'GET', times: 9 }, { status: 500 });
    const { memory, problem } = await recall(world);
    expect(memory.verdicts).toEqual([redVerdict()]);
    expect(problem).toMatch(/GitHub answered 500/);
  });

  test('of nothing is empty', async () => {
    const world = await branchWorld();
    expect(await recall(world)).toEqual({ memory: NO_MEMORY, problem: undefined });
  });
});
