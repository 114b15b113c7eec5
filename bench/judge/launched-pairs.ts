import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { table } from '../markdown.js';
import { type Ended, launch } from '../runs/launch.js';
import { modelName, servePairs, writePrompts } from './pair-server.js';
import type { KnownPair } from './pair-outcomes.js';
import { judgeNamed } from './real-answers.js';
import type { RealWorld } from './real-tables.js';
import { type Policy, replay } from './replay-pair.js';

/** Who judges, and who confirms. */
const [FIRST, SECOND] = ['gemini', 'claude'] as const;

/** Pairs of real models through the packaged gate, next to what the code of the decision makes of them. */
export interface LaunchedPairs {
  readonly text: string;
  /** Every launch came to what the decision alone comes to. */
  readonly agree: boolean;
}

/**
 * Runs the packaged gate on pairs of real models: the answers come from a server that repeats them, and the labels
 * from one that repeats those of two judges. Each pair is run twice, without the second judge and with it. A model
 * whose answers were filtered in part is in none of them: the gate refuses to compare silence.
 *
 * @param world answers, and what people find
 * @param count how many of the pairs: half of those that people see drop, half of the others, each spread evenly
 */
export async function launchPairs(
  { data, known }: RealWorld,
  count: number,
): Promise<LaunchedPairs> {
  const folder = resolve('build/runs/pairs');
  rmSync(folder, { recursive: true, force: true });
  writePrompts(data, join(folder, 'set'));
  const { server, origin } = await servePairs(data);
  const [first, second] = [judgeNamed(data, FIRST), judgeNamed(data, SECOND)];
  const rows: (readonly string[])[] = [];
  let agree = true;
  try {
    for (const { pair, hasDropped } of chosenPairs(known, count)) {
      const before = data.models.indexOf(pair.baseline);
      const after = data.models.indexOf(pair.candidate);
      const cells: string[] = [];
      for (const policy of [{ first }, { first, second }] satisfies Policy[]) {
        const ended = await launchPair({ folder, origin }, before, after, policy);
        const expected = replay(data, pair, policy).result;
        agree &&= ended.verdict === expected;
        const questions = 'second' in policy ? ` + ${ended.questions}` : '';
        cells.push(expected, `${ended.verdict}, ${ended.reread}${questions}`);
      }
      const names = [before, after].map((each) => shortName(data.sources[each] ?? ''));
      rows.push([...names, hasDropped ? 'drop' : 'alike', ...cells]);
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
  return { text: table(HEAD, rows), agree };
}

const HEAD = [
  'baseline',
  'candidate',
  'people',
  `${FIRST}: decision`,
  'dist, read again',
  `and ${SECOND}: decision`,
  'dist, read again + questions',
];

/** Where the runs work, and whom they ask. */
interface Place {
  readonly folder: string;
  readonly origin: string;
}

/** Runs the gate on a pair; the baseline of a model is made once. */
async function launchPair(
  { folder, origin }: Place,
  before: number,
  after: number,
  { second }: Policy,
): Promise<Ended> {
  const baseline = join(folder, `${modelName(before)}.json`);
  const common = {
    endpoint: `${origin}/v1`,
    'judge-endpoint': `${origin}/v1`,
    'judge-model': FIRST,
    'judge-check': '0',
    'max-unscored': '0.2',
    repeats: '1',
    dataset: join(folder, 'set'),
    baseline: `file:${baseline}`,
    'answers-key': createHash('sha256').update('answers of the bench').digest('base64'),
  };
  if (!existsSync(baseline)) {
    const nightly = { profile: 'nightly', 'update-baseline': 'always', reason: 'bench' };
    await launch(folder, { ...common, ...nightly, model: modelName(before) });
  }
  return launch(folder, {
    ...common,
    model: modelName(after),
    profile: 'full',
    ...(second && { 'confirm-judge-endpoint': `${origin}/v1`, 'confirm-judge-model': SECOND }),
  });
}

/** So many pairs, half of them with a drop. */
function chosenPairs(known: readonly KnownPair[], count: number): readonly KnownPair[] {
  const of = (wanted: boolean): readonly KnownPair[] =>
    known.filter((each) => each.hasDropped === wanted && isAnswered(each));
  const half = Math.ceil(count / 2);
  return [...everyNth(of(true), half), ...everyNth(of(false), count - half)];
}

/** Whether both models of a pair answered everything. */
function isAnswered({ pair }: KnownPair): boolean {
  return [pair.baseline, pair.candidate].every((answers) =>
    [...answers.values()].every(({ isFiltered }) => !isFiltered),
  );
}

/** So many of all, evenly spread. */
function everyNth<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, all.length / count);
  return Array.from({ length: Math.min(count, all.length) }, (_, place) =>
    all.slice(Math.floor(place * step), Math.floor(place * step) + 1),
  ).flat();
}

/** A model without its maker. */
function shortName(source: string): string {
  return source.split('--').at(-1) ?? source;
}
