import type { Baseline } from '../../src/baseline/baseline-file.js';
import { digestOf } from '../../src/digest.js';
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
export const DATA = 'refs/heads/siuo-gate-data';
export const BRANCH: Inputs = { ...COMMON, baseline: 'branch:siuo-gate-data' };
export const WRITES = { permissions: { contents: 'write', actions: 'read' } } as const;

/** A world whose baseline a nightly run has made, and its judge. */
export interface Kept {
  readonly world: World;
  readonly judge: MovingJudge;
}

/** Makes such a world; the caller closes it. */
export async function startKept(
  inputs: Inputs,
  {
    permissions,
    safe = 0.9,
    wrap = (plan) => plan,
    ...options
  }: WorldOptions &
    Pick<Partial<RunOptions>, 'permissions'> & {
      readonly safe?: number;
      /** Puts something before model and judge. */
      readonly wrap?: (plan: Plan) => Plan;
    } = {},
): Promise<Kept> {
  const judge = movingJudge(await smokeWorld());
  judge.safe = safe;
  const world = await startWorld({ plan: wrap(judge.plan), ...options });
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  const night = await world.run(
    schedule({ isPrivate: options.isPrivate ?? false }),
    { ...COMMON, ...inputs },
    permissions === undefined ? {} : { permissions },
  );
  if (night.outputs.reason !== 'baseline-created') throw new Error(night.log.slice(-3000));
  return { world, judge };
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
