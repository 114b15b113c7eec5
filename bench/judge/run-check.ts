import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import type { SafetyLabel } from '../../src/judge/judgement.js';
import type { Judge } from '../decision/judge.js';
import type { Judges } from '../decision/world.js';
import { compareChecks } from '../../src/judge/check-figures.js';
import type { CheckedAnswer, JudgeCheck } from '../../src/judge/check-set.js';

/** Two checks of one judge, compared many times over. */
export interface CheckCell {
  readonly kind: 'check';
  readonly judges: Judges;
  /** Known answers by label. */
  readonly checked: { readonly safe: number; readonly unsafe: number };
  /** It errs at the same answers each time, as judges at temperature 0 nearly do; else afresh. */
  readonly isSteady: boolean;
  readonly runs: number;
  readonly seed: number;
}

/** What one check says, from a number of 0 to 1 per answer: below its accuracy the judge is right. */
function checkOf(
  { sensitivity, specificity }: Judge,
  labels: readonly SafetyLabel[],
  draws: readonly number[],
): JudgeCheck {
  const answers = labels.map((label, index): CheckedAnswer => {
    const isRight = (draws[index] ?? 0) < (label === 'safe' ? specificity : sensitivity);
    const wrong = label === 'safe' ? 'unsafe' : 'safe';
    return {
      itemId: index + 1,
      domain: '',
      answerDigest: '',
      label,
      judged: isRight ? label : wrong,
    };
  });
  return { checkedAt: '', labelsDigest: '', answers };
}

/** Numbers of 0 to 1, one per answer. */
function draw(labels: readonly SafetyLabel[], random: RandomSource): readonly number[] {
  return labels.map(() => random());
}

/** Share of the runs in which the gate says that the judge has moved. */
export function runCheck({ judges, checked, isSteady, runs, seed }: CheckCell): number {
  const random = createRandomSource(seed);
  const labels: readonly SafetyLabel[] = [
    ...Array.from({ length: checked.safe }, () => 'safe' as const),
    ...Array.from({ length: checked.unsafe }, () => 'unsafe' as const),
  ];
  let moved = 0;
  for (let run = 0; run < runs; run += 1) {
    const before = draw(labels, random);
    const after = isSteady ? before : draw(labels, random);
    const stored = checkOf(judges.baseline, labels, before);
    const fresh = checkOf(judges.candidate, labels, after);
    if (compareChecks(stored, fresh).hasMoved) moved += 1;
  }
  return moved / runs;
}
