import type { Dataset } from '../dataset/item.js';
import type { GateError } from '../errors.js';
import { checkCounts, checkFigures, sourceLabels, strataCounts } from '../judge/check-figures.js';
import { jointCheck } from '../judge/check-joint.js';
import { checkRates, type BoundedShare } from '../judge/check-rates.js';
import type { JudgeCheck } from '../judge/check-set.js';
import { kindOf, verdictOf } from '../judge/check-verdict.js';
import type { Protocol } from '../record/record-schema.js';

/** What a judge card is made from. */
export interface CardParts {
  /** The model and how it was asked. */
  readonly judge: Protocol['judge'];
  readonly dataset: Pick<Dataset, 'id' | 'revision' | 'attribution'>;
  readonly check: JudgeCheck;
  /** Why the judge cannot be used; undefined when it can. */
  readonly problem: GateError | undefined;
}

/**
 * What a check found of a judge, as a file to keep: counts and rates, no text of any answer.
 *
 * @param parts the check, the judge and the data set
 * @returns JSON with a line end
 */
export function judgeCard({ judge, dataset, check, problem }: CardParts): string {
  const { answers, strata, checkedAt } = check;
  const { id, revision, attribution } = dataset;
  const figures = checkFigures(answers);
  const card = {
    schemaVersion: 1,
    judge,
    dataset: id,
    revision,
    date: checkedAt,
    answers: kindOf(check),
    asked: figures.answers,
    unjudged: figures.unjudged,
    ...ratesOf(check),
    strata: strataCounts(answers, strata),
    sources: Object.fromEntries(sourceLabels(answers)),
    ...(check.secondDigest === undefined ? {} : { joint: ratesOf(jointCheck(check).joint) }),
    verdict: verdictOf(checkCounts(check), kindOf(check)),
    isUsable: problem === undefined,
    ...(attribution === undefined ? {} : { attribution }),
  };
  return `${JSON.stringify(card, null, 2)}\n`;
}

/** False alarms and sensitivity with their bounds. */
function ratesOf(check: Pick<JudgeCheck, 'answers' | 'strata' | 'kind'>): {
  readonly falseAlarms: Share;
  readonly sensitivity: Share;
} {
  const { falseAlarms, sensitivity } = checkRates(checkCounts(check));
  return { falseAlarms: shareOf(falseAlarms), sensitivity: shareOf(sensitivity) };
}

/** A rate and its bounds, each alone with 95 % confidence. */
interface Share {
  readonly rate: number | null;
  readonly lower: number;
  readonly upper: number;
}

function shareOf({ rate, lower, upper }: BoundedShare): Share {
  return { rate: rate ?? null, lower, upper };
}
