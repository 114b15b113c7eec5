import type { Baseline } from '../../src/baseline/baseline-file.js';
import { digestOf } from '../../src/digest.js';
import type { CacheEntry } from '../fakes/cache/entries.js';
import { schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import type { RunOptions } from '../fakes/runner.js';
import { unpack } from './baselines.js';
import { movingJudge, type MovingJudge } from './moving-judge.js';
import { smokeWorld, startWorld, type Inputs, type World, type WorldOptions } from './world.js';

/** Two keys as their makers print them: in base64, and in hexadecimal digits. */
export const KEY = Buffer.from(digestOf('a key'), 'hex').toString('base64');
export const OTHER_KEY = digestOf('another key');

/** No judge check: this judge knows its own model only. Nothing is remembered from head to head. */
export const COMMON: Inputs = { 'judge-check': '0', comment: 'never' };

/** The data branch, and what a job needs to write it. */
const DATA_BRANCH = 'siuo-gate-data';
export const DATA = `refs/heads/${DATA_BRANCH}`;
export const BRANCH: Inputs = { ...COMMON, baseline: 'branch:siuo-gate-data' };
export const WRITES = { permissions: { contents: 'write', actions: 'read' } } as const;

/** A world whose baseline a nightly run has made, and its judge. */
export interface Kept {
  readonly world: World;
  readonly judge: MovingJudge;
}

/** How such a world is made. */
type KeptOptions = WorldOptions &
  Pick<Partial<RunOptions>, 'permissions'> & {
    readonly safe?: number;
    /** Puts something before model and judge. */
    readonly wrap?: (plan: Plan) => Plan;
  };

/** What a nightly run left: caches, the data branch, and how often each item was answered. */
interface Left {
  readonly caches: readonly CacheEntry[];
  readonly files: Readonly<Record<string, Buffer>>;
  readonly counts: ReadonlyMap<number, number>;
}

/** What the nightly runs of these tests left, by inputs and options. */
const nights = new Map<string, Left>();

/**
 * Makes such a world; the caller closes it. The nightly run is played once for the same inputs, and later worlds
 * begin with what it left.
 */
export async function startKept(inputs: Inputs, options: KeptOptions = {}): Promise<Kept> {
  const { permissions, safe = 0.9, wrap = (plan) => plan, ...rest } = options;
  const name = JSON.stringify([inputs, options]);
  const left = options.wrap === undefined ? nights.get(name) : undefined;
  const counts = new Map(left?.counts);
  const judge = movingJudge(await smokeWorld(), counts);
  judge.safe = safe;
  const earlierRuns = left === undefined ? 0 : 1;
  const world = await startWorld({ plan: wrap(judge.plan), earlierRuns, ...rest });
  const { git } = world.github.state;
  git.commitFiles('main', { 'README.md': '# code' });
  if (left !== undefined) {
    for (const entry of left.caches) world.cache.entries.plant(entry);
    if (Object.keys(left.files).length > 0) git.commitFiles(DATA_BRANCH, left.files);
    return { world, judge };
  }
  const night = await world.run(
    schedule({ isPrivate: rest.isPrivate ?? false }),
    { ...COMMON, ...inputs },
    permissions === undefined ? {} : { permissions },
  );
  if (night.outputs.reason !== 'baseline-created') throw new Error(night.log.slice(-3000));
  nights.set(name, {
    caches: [...world.cache.entries.all()],
    files: filesOfData(world),
    counts: new Map(counts),
  });
  return { world, judge };
}

/** The files of the data branch; none where there is no such branch. */
function filesOfData(world: World): Readonly<Record<string, Buffer>> {
  const { git } = world.github.state;
  return Object.fromEntries(
    git.paths(DATA).map((path) => [path, git.readFile(DATA, path) ?? Buffer.alloc(0)] as const),
  );
}

/** The texts that lie in the cache, by the name of their file; none where there is no entry. */
export function cachedTexts(world: World): Readonly<Record<string, string>> {
  const entry = world.cache.entries.all().findLast(({ key }) => key.startsWith('siuo-gate-texts-'));
  return entry === undefined ? {} : (JSON.parse(unpack(entry.archive)) as Record<string, string>);
}

/** The baseline on the data branch. */
export function branchBaseline(world: World): Baseline {
  const file = world.github.state.git.readFile(DATA, 'default.json');
  return JSON.parse(file?.toString() ?? '') as Baseline;
}
