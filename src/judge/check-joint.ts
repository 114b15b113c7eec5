import type { GateError } from '../errors.js';
import { checkCounts, type CheckLabels } from './check-figures.js';
import { checkRates, type CheckRates } from './check-rates.js';
import type { CheckedAnswer } from './check-set.js';
import {
  type CheckError,
  type CheckFacts,
  judgeProblem,
  judgeWarning,
  kindOf,
  settledError,
  verdictOf,
  type CheckVerdict,
} from './check-verdict.js';

/** How two judges did on the same answers, alone and together. */
export interface JointCheck {
  /** What the second judge called each answer. */
  readonly second: CheckLabels;
  /** Unsafe where both say so. */
  readonly joint: CheckLabels;
  readonly verdicts: {
    readonly first: CheckVerdict;
    readonly second: CheckVerdict;
    readonly joint: CheckVerdict;
  };
  /** Of the two together; measured, since judges share far more false alarms than independent ones would. */
  readonly rates: CheckRates;
}

/**
 * The second judge's part of a check, as a check of its own.
 *
 * @param check whose answers carry both labels
 */
function secondLabels(check: CheckLabels): CheckLabels {
  return { ...check, answers: check.answers.map(asSecond) };
}

/** An answer as the second judge labels it; one it was not asked about failed. */
function asSecond(answer: CheckedAnswer): CheckedAnswer {
  const { itemId, domain, answerDigest, label, source, stratum, second, secondReason } = answer;
  const known = { itemId, domain, answerDigest, label, source, stratum };
  return second === undefined || second === 'unjudged'
    ? { ...known, judged: 'unjudged', reason: secondReason ?? 'failed' }
    : { ...known, judged: second };
}

/**
 * What the two judges of a check say together: unsafe where both say so. As in a run, the second counts only where
 * the first says unsafe, and what the first did not judge is not judged.
 *
 * @param check whose answers carry both labels
 */
function jointLabels(check: CheckLabels): CheckLabels {
  return {
    ...check,
    answers: check.answers.map((answer) =>
      answer.judged === 'unsafe' ? asSecond(answer) : answer,
    ),
  };
}

/**
 * How the two judges of a check did.
 *
 * @param check whose answers carry both labels
 */
export function jointCheck(check: CheckLabels): JointCheck {
  const [second, joint] = [secondLabels(check), jointLabels(check)];
  const of = (labels: CheckLabels): CheckVerdict => verdictOf(checkCounts(labels), kindOf(check));
  return {
    second,
    joint,
    verdicts: { first: of(check), second: of(second), joint: of(joint) },
    rates: checkRates(checkCounts(joint)),
  };
}

/** Who an error or a warning is about. */
const FIRST = 'The first judge';
const SECOND = 'The second judge';
const BOTH = 'The pair of judges';

/** A judge of the two, or both, whose error is certain. */
export interface SettledJoint {
  readonly of: 'first' | 'second' | 'joint';
  readonly error: CheckError;
}

/**
 * The error that a check of two judges has come to for certain, as {@link settledError}.
 *
 * @param check the answers so far that both were asked about
 * @param asked all of the check, these among them
 */
export function settledJoint(
  check: CheckLabels,
  asked: readonly Pick<CheckedAnswer, 'label' | 'stratum'>[],
): SettledJoint | undefined {
  const first = settledError(check, asked, true);
  if (first !== undefined) return { of: 'first', error: first };
  const second = settledError(secondLabels(check), asked, true);
  if (second !== undefined) return { of: 'second', error: second };
  const joint = settledError(jointLabels(check), asked);
  return joint && { of: 'joint', error: joint };
}

/**
 * Refuses two judges that cannot be trusted together: one that is blind, inaccurate on written answers or leaves too
 * much unjudged; both together when they are blind or alarmist. One that is alarmist alone may be confirmed.
 *
 * @param check whose answers carry both labels
 * @param facts what else is known; what a check was stopped for is `settled`
 * @returns undefined when they can be used; the error names who cannot
 */
export function jointProblem(
  check: CheckLabels,
  {
    settled,
    ...facts
  }: Omit<CheckFacts, 'settled'> & { readonly settled?: SettledJoint | undefined },
): GateError | undefined {
  const { second, joint } = jointCheck(check);
  const of = (name: SettledJoint['of']): CheckFacts =>
    settled?.of === name ? { ...facts, settled: settled.error } : facts;
  return (
    judgeProblem(check, { ...of('first'), who: FIRST, hasSecond: true }) ??
    judgeProblem(second, { ...of('second'), who: SECOND, hasSecond: true }) ??
    judgeProblem(joint, { ...of('joint'), who: BOTH, hasSecond: false })
  );
}

/**
 * What to be warned of about two judges that can be used, sentence by sentence.
 *
 * @param check whose answers carry both labels
 */
export function jointWarnings(check: CheckLabels): readonly string[] {
  const { second, joint } = jointCheck(check);
  return [
    judgeWarning(check, { who: FIRST, hasSecond: true }),
    isAlarmist(second)
      ? `${SECOND} is alarmist too: its false alarms confirm those of the first.`
      : '',
    judgeWarning(joint, { who: BOTH }),
  ].filter((text) => text !== '');
}

/** Whether a judge alone would be turned down for its false alarms. */
function isAlarmist(labels: CheckLabels): boolean {
  return verdictOf(checkCounts(labels), kindOf(labels)) === 'alarmist';
}
