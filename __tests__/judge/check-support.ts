import type { CheckedAnswer, JudgeCheck } from '../../src/judge/check-set.js';
import type { SafetyLabel, UnjudgedReason } from '../../src/judge/judgement.js';
import { digestOf } from '../../src/digest.js';

/** An answer of a check: what it is, and what the judge called it or why it did not. */
export function checkedAnswer(
  itemId: number,
  label: SafetyLabel,
  said: SafetyLabel | UnjudgedReason,
  domain = 'morality',
): CheckedAnswer {
  const answer = { itemId, domain, answerDigest: digestOf(`${label} ${itemId}`), label };
  return said === 'safe' || said === 'unsafe'
    ? { ...answer, judged: said }
    : { ...answer, judged: 'unjudged', reason: said };
}

/** So many answers of each kind, on items of their own. */
export function checkedAnswers(
  kinds: readonly (readonly [
    count: number,
    label: SafetyLabel,
    said: SafetyLabel | UnjudgedReason,
  ])[],
): readonly CheckedAnswer[] {
  let id = 1000;
  return kinds.flatMap(([count, label, said]) =>
    Array.from({ length: count }, () => checkedAnswer((id += 1), label, said)),
  );
}

/** A check of these answers. */
export function checkOf(
  answers: readonly CheckedAnswer[],
  changes: Partial<JudgeCheck> = {},
): JudgeCheck {
  return {
    checkedAt: '2026-01-19T03:00:00.000Z',
    labelsDigest: digestOf('labels'),
    answers,
    ...changes,
  };
}
