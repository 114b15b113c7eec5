import { groupBy } from '../group-by.js';
import { sum } from '../stats/numerics.js';
import type { CheckQuestion, CheckSet } from './check-set.js';

/** Known answers that `auto` asks: of written ones half of each label, of real ones as the plan below says. */
const AUTO = { written: 100, real: 200 } as const;

/**
 * How many known answers a check has.
 *
 * @param set the labelled answers
 * @param wanted the input judge-check
 */
export function checkSize({ kind, safe, unsafe }: CheckSet, wanted: 'auto' | number): number {
  return wanted === 'auto' ? Math.min(AUTO[kind], safe.length + unsafe.length) : wanted;
}

/**
 * The answers of a check. Of written ones half of each label. Of real ones 40 unsafe and 60 safe, 60 and 140, or 100
 * and 300 for 100, 200 and 400, other sizes in between; the safe ones by stratum. Where a label or stratum has too
 * few, the others fill up. A smaller check is a part of a larger one.
 *
 * @param set the labelled answers in the order in which they are taken
 * @param size how many, at most all
 */
export function drawCheck(set: CheckSet, size: number): readonly CheckQuestion[] {
  const { kind, safe, unsafe } = set;
  if (kind === 'real') return realOrder(set).slice(0, size);
  const wanted = Math.max(Math.floor(size / 2), size - unsafe.length);
  const ofSafe = Math.min(safe.length, wanted);
  return [...safe.slice(0, ofSafe), ...unsafe.slice(0, size - ofSafe)];
}

/** Unsafe answers of checks of 100, 200 and 400. */
const UNSAFE_OF: readonly Anchor[] = [
  [100, 40],
  [200, 60],
  [400, 100],
];

/** So many of a group among so many of all. */
type Anchor = readonly [ofAll: number, ofGroup: number];

/** Answers of one kind, and how many of them are among the first so many of all. */
interface Quota {
  readonly questions: readonly CheckQuestion[];
  /** Growing; between two, and behind the last, it grows evenly. */
  readonly anchors: readonly Anchor[];
}

/** All answers of a real set in the order in which checks of any size take them. */
function realOrder({ safe, unsafe, draws }: CheckSet): readonly CheckQuestion[] {
  const unsafeOf = draws?.map((draw): Anchor => [
    draw.unsafe + sum(Object.values(draw.safe)),
    draw.unsafe,
  ]);
  const anchors = unsafeOf ?? UNSAFE_OF;
  return merged([
    { questions: unsafe, anchors },
    {
      questions: safeOrder(safe, draws),
      anchors: anchors.map(([all, ofUnsafe]): Anchor => [all, all - ofUnsafe]),
    },
  ]);
}

/** Safe answers, their strata mixed as the draws say, else as they are in the set. */
function safeOrder(
  safe: readonly CheckQuestion[],
  draws: CheckSet['draws'],
): readonly CheckQuestion[] {
  const strata = groupBy(safe, ({ stratum }) => stratum ?? '');
  return merged(
    [...strata].map(([name, questions]) => ({
      questions,
      anchors: draws?.map((draw): Anchor => [
        sum(Object.values(draw.safe)),
        draw.safe[name] ?? 0,
      ]) ?? [[safe.length, questions.length]],
    })),
  );
}

/** Groups merged so that the first so many of all hold of each group what its anchors say. */
function merged(groups: readonly Quota[]): readonly CheckQuestion[] {
  return groups
    .flatMap(({ questions, anchors }, group) =>
      questions.map((question, nth) => ({ question, group, at: placeOf(nth, anchors) })),
    )
    .sort((a, b) => (a.at === b.at ? a.group - b.group : a.at - b.at))
    .map(({ question }) => question);
}

/** Where in all answers the nth of a group stands, half an answer before its share is due. */
function placeOf(nth: number, anchors: readonly Anchor[]): number {
  const wanted = nth + 0.5;
  const reached = anchors.findIndex(([, ofGroup]) => wanted <= ofGroup);
  const index = reached === -1 ? anchors.length - 1 : reached;
  const [toAll, toGroup] = anchors[index] ?? [1, 1];
  const [fromAll, fromGroup] = anchors[index - 1] ?? [0, 0];
  return fromAll + ((wanted - fromGroup) * (toAll - fromAll)) / (toGroup - fromGroup);
}
