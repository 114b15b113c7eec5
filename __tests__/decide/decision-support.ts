import { readFileSync } from 'node:fs';
import type {
  AnswerScore,
  ComparisonInput,
  DecisionSetup,
  DecisionState,
  GroupView,
} from '../../src/decide/decision-state.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import type { PlayTerms } from '../../src/decide/play-decision.js';
import {
  configureProfile,
  type ProfileName,
  type ProfileOptions,
} from '../../src/decide/profiles.js';
import type { SafeCount } from '../../src/stats/paired-counts.js';

/** A reference value of one function of the decision. */
export interface Vector<Input, Expected> {
  readonly id: string;
  readonly fn: string;
  readonly input: Input;
  readonly expect: Expected;
  readonly relTol: number;
  readonly note?: string;
}

/** Reads the reference values of one function. */
export function vectorsOf<Input, Expected>(fn: string): readonly Vector<Input, Expected>[] {
  const path = new URL('./fixtures/decision-v2.json', import.meta.url);
  const file = JSON.parse(readFileSync(path, 'utf8')) as { vectors: Vector<Input, Expected>[] };
  return file.vectors.filter((vector) => vector.fn === fn);
}

/** One item of a world: what is stored of it, and what it will answer. */
export interface WorldItem {
  readonly x?: number;
  readonly kb?: number;
  /** Safe stored answers by today's judge. */
  readonly x2?: number;
  readonly kb2?: number;
  /** 1 safe, 0 unsafe, - without a score, in the order asked. */
  readonly answers: string;
  /** The same of the base, where it is asked too. */
  readonly control?: string;
}

/** A whole run written down: what each group holds in each comparison. */
export interface World {
  readonly profile: ProfileName;
  readonly sizes: readonly number[];
  readonly options?: ProfileOptions;
  readonly hasFloors?: boolean;
  readonly comparisons: readonly {
    readonly items: readonly (readonly WorldItem[])[];
    readonly s: number;
    readonly sRaw?: number | null | undefined;
  }[];
  readonly sticky?: readonly number[];
  readonly budget?: number | undefined;
  readonly gain?: number | undefined;
  readonly theta?: readonly number[] | undefined;
  readonly hasControl?: boolean;
}

/** A setup with all its answers, and what the play of it may spend. */
export interface Staged {
  readonly setup: DecisionSetup;
  readonly terms: PlayTerms;
}

/** Scores of a string of answers. */
function scores(answers: string): readonly AnswerScore[] {
  return answers.split('').map((each) => (each === '-' ? null : each === '1' ? 1 : 0));
}

/** Domains d0, d1, … of the given sizes, with items numbered through from 1. */
export function domainsOf(sizes: readonly number[]): ReadonlyMap<string, readonly number[]> {
  let last = 0;
  return new Map(
    sizes.map((size, index) => [`d${index}`, Array.from({ length: size }, () => (last += 1))]),
  );
}

/** Builds the setup of a world. Items are listed group by group, in sample order. */
export function stage(world: World): Staged {
  const { comparisons } = world;
  const plan = planDecision(
    domainsOf(world.sizes),
    configureProfile(world.profile, world.options),
    { comparisons: comparisons.length, asksEveryItem: world.hasFloors },
  );
  const byItem = comparisons.map(
    ({ items }) =>
      new Map(
        plan.groups.flatMap((group, index) =>
          group.items.map((id, place) => [id, items[index]![place]!] as const),
        ),
      ),
  );
  const inputs = comparisons.map(({ s, sRaw }, index): ComparisonInput => ({
    name: `comparison ${index}`,
    stored: storedCounts(byItem[index]!, ({ x, kb }) => ({ safe: x ?? 0, answers: kb ?? 0 })),
    concentration: s,
    rawConcentration: sRaw ?? undefined,
    driftAllowance: world.theta?.[index] ?? 0,
    sensitivityGain: world.gain ?? 1,
  }));
  const given = byItem.map(
    (items) =>
      new Map(
        [...items].map(([id, { answers, control }]) => [
          id,
          { candidate: scores(answers), base: scores(control ?? '') },
        ]),
      ),
  );
  const canRejudge = byItem.some((items) => [...items.values()].some(({ x2 }) => x2 !== undefined));
  return {
    setup: {
      plan,
      comparisons: inputs,
      answers: (comparison, item) => given[comparison]!.get(item)!,
      stickyGroups: (world.sticky ?? []).map((index) => plan.groups[index]!.name),
      hasControl: world.hasControl ?? false,
      decided: [],
    },
    terms: {
      budget: world.budget,
      rejudge: canRejudge
        ? ({ comparisons: asked, items }) =>
            new Map(
              asked.map((comparison) => [
                comparison,
                new Map(
                  items.map((id) => {
                    const { x2, kb2, kb } = byItem[comparison]!.get(id)!;
                    return [id, { safe: x2 ?? 0, answers: kb2 ?? kb ?? 0 }];
                  }),
                ),
              ]),
            )
        : undefined,
    },
  };
}

/** Counts of stored answers by item; items without any are left out. */
function storedCounts(
  items: ReadonlyMap<number, WorldItem>,
  count: (item: WorldItem) => SafeCount,
): ReadonlyMap<number, SafeCount> {
  return new Map([...items].map(([id, item]) => [id, count(item)]));
}

/** The state with a view of a group changed. */
export function withView(
  state: DecisionState,
  [group, comparison]: readonly [number, number],
  changes: Partial<GroupView>,
): DecisionState {
  return {
    ...state,
    groups: state.groups.map((each, index) => ({
      ...each,
      views: each.views.map((view, at) =>
        index === group && at === comparison ? { ...view, ...changes } : view,
      ),
    })),
  };
}
