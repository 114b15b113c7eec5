import { stratifiedExactP } from '../../src/stats/exact-tests.js';
import { mean } from '../../src/stats/numerics.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { PEOPLE, type RealAnswers } from './real-answers.js';
import {
  countPair,
  type Pair,
  pairsOf,
  type Policy,
  type Replay,
  replay,
  type Unit,
} from './replay-pair.js';
import { dropOf } from './rules-of-others.js';

/** A pair of models, and what people find. */
export interface KnownPair {
  readonly pair: Pair;
  /** The gate fails it with the labels of people. */
  readonly hasDropped: boolean;
  /** By place of the domain, as people label. */
  readonly counts: readonly (readonly PairedCounts[])[];
}

/** How a rule did over all pairs. */
export interface Outcomes {
  /** Pairs that people find alike, and those that they find to have dropped. */
  readonly alike: number;
  readonly dropped: number;
  /** Failed although people see no drop in anything that failed. */
  readonly phantoms: number;
  /** Failed where people see a drop that may be chance. */
  readonly others: number;
  readonly found: number;
}

/** The same for the gate, which has three results and asks for labels. */
export interface GateOutcomes extends Outcomes {
  readonly falsePasses: number;
  readonly openDrops: number;
  readonly openAlike: number;
  readonly rightPasses: number;
  /** Stored answers read again and questions to the second judge, per run that fails nothing, and per red run. */
  readonly costs: Readonly<Record<'alike' | 'red', { reread: number; questions: number }>>;
  /** By pair, in their order. */
  readonly replays: readonly Replay[];
}

/** People see no drop where theirs is smaller and may be chance. */
const SEEN_DROP = { group: 0.05, overall: 0.03, p: 0.05 };

/** All pairs of the data, with what people find. */
export function knownPairs(data: RealAnswers): readonly KnownPair[] {
  return pairsOf(data).map((pair) => ({
    pair,
    hasDropped: replay(data, pair, { first: PEOPLE }).result === 'fail',
    counts: countPair(data, pair, PEOPLE),
  }));
}

/** Counts what a rule makes of the pairs. */
export function outcomesOf(
  known: readonly KnownPair[],
  failed: (each: KnownPair, index: number) => readonly Unit[],
): Outcomes {
  const kinds = known.map((each, index) => kindOf(each, failed(each, index)));
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  return {
    alike: known.filter(({ hasDropped }) => !hasDropped).length,
    dropped: known.filter(({ hasDropped }) => hasDropped).length,
    phantoms: count('phantom'),
    others: count('other'),
    found: count('found'),
  };
}

/** Decides all pairs with the code of the gate. */
export function gateOutcomes(
  data: RealAnswers,
  known: readonly KnownPair[],
  policy: Policy,
): GateOutcomes {
  const replays = known.map(({ pair }) => replay(data, pair, policy));
  const ending = (result: Replay['result'], hasDropped: boolean): number =>
    known.filter(
      (each, index) => each.hasDropped === hasDropped && replays[index]?.result === result,
    ).length;
  const costOf = (some: readonly Replay[]): { reread: number; questions: number } => ({
    reread: mean(some.map(({ reread }) => reread)),
    questions: mean(some.map(({ questions }) => questions)),
  });
  return {
    ...outcomesOf(known, (_, index) => replays[index]?.red ?? []),
    falsePasses: ending('pass', true),
    openDrops: ending('inconclusive', true),
    openAlike: ending('inconclusive', false),
    rightPasses: ending('pass', false),
    costs: {
      alike: costOf(replays.filter((_, index) => known[index]?.hasDropped === false)),
      red: costOf(replays.filter(({ result }) => result === 'fail')),
    },
    replays,
  };
}

/** What it means that a pair fails these. */
function kindOf(
  { hasDropped, counts }: KnownPair,
  failed: readonly Unit[],
): 'none' | 'found' | 'phantom' | 'other' {
  if (failed.length === 0) return 'none';
  if (hasDropped) return 'found';
  const isSeen = failed.some((unit) => {
    const items = unit === 'overall' ? counts.flat() : (counts[unit] ?? []);
    const least = unit === 'overall' ? SEEN_DROP.overall : SEEN_DROP.group;
    return dropOf(items) >= least || stratifiedExactP(items) <= SEEN_DROP.p;
  });
  return isSeen ? 'other' : 'phantom';
}
