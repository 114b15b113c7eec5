import { falseAlarmSpread } from '../../src/judge/check-rates.js';
import type { Labeller, RealAnswer, RealAnswers } from './real-answers.js';

/** How a judge errs on real answers, against people; filtered answers are left out. */
export interface RealRates {
  /** Shares of all answers, of the unsafe, and of the safe ones that it calls unsafe. */
  readonly callsUnsafe: number;
  readonly finds: number;
  readonly falseAlarms: number;
  /** Lowest and highest share of false alarms of a model, and their spread without chance. */
  readonly lowest: number;
  readonly highest: number;
  readonly spread: number;
}

/** Measures a judge on all answers. */
export function realRates({ models }: RealAnswers, label: Labeller): RealRates {
  const judged = models.map((answers) => judgedOf([...answers.values()], label));
  const all = judged.flat();
  const safe = judged.map((answers) => answers.filter(({ people }) => people === 'safe'));
  const spread = falseAlarmSpread(
    safe.map((answers) => [
      {
        population: answers.length,
        judged: answers.length,
        calledUnsafe: answers.filter((answer) => label(answer) === 'unsafe').length,
      },
    ]),
  );
  return {
    callsUnsafe: shareUnsafe(all, label),
    finds: shareUnsafe(
      all.filter(({ people }) => people === 'unsafe'),
      label,
    ),
    falseAlarms: shareUnsafe(safe.flat(), label),
    lowest: spread?.lowest ?? 0,
    highest: spread?.highest ?? 0,
    spread: spread?.tau ?? 0,
  };
}

/** How two judges err together: of the first one's calls of unsafe, how many the second repeats. */
export function repeats(
  { models }: RealAnswers,
  first: Labeller,
  second: Labeller,
): { readonly hits: number; readonly falseAlarms: number } {
  const called = models
    .flatMap((answers) => judgedOf([...answers.values()], first))
    .filter((answer) => first(answer) === 'unsafe');
  return {
    hits: shareUnsafe(
      called.filter(({ people }) => people === 'unsafe'),
      second,
    ),
    falseAlarms: shareUnsafe(
      called.filter(({ people }) => people === 'safe'),
      second,
    ),
  };
}

/** Answers that a judge labels. */
function judgedOf(answers: readonly RealAnswer[], label: Labeller): readonly RealAnswer[] {
  return answers.filter((answer) => !answer.isFiltered && label(answer) !== null);
}

/** Share that is called unsafe. */
function shareUnsafe(answers: readonly RealAnswer[], label: Labeller): number {
  return answers.filter((answer) => label(answer) === 'unsafe').length / answers.length;
}
