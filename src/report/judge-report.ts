import type { ComparisonFigures } from '../decide/comparison-figures.js';
import {
  correctedDrop,
  correctedRate,
  type CorrectedFigure,
  type JudgedShare,
  type JudgeAccuracy,
  type JudgeLabels,
} from '../stats/judge-error.js';
import {
  accuracyOf,
  checkCounts,
  checkFigures,
  type CheckFigures,
  type CheckLabels,
  labelsOf,
  silentStrata,
  sourceLabels,
  type SourceLabels,
  spreadOf,
  strataCounts,
} from '../judge/check-figures.js';
import { jointCheck, type JointCheck, jointWarnings } from '../judge/check-joint.js';
import {
  checkRates,
  type CheckRates,
  type FalseAlarmSpread,
  type StratumCount,
} from '../judge/check-rates.js';
import {
  type CheckVerdict,
  foundText,
  judgeWarning,
  kindOf,
  verdictOf,
} from '../judge/check-verdict.js';
import type { CheckedAnswer, JudgeCheck } from '../judge/check-set.js';

/** What the judge's check says of it, and of the overall rates that rest on it. */
export interface JudgeReport {
  /** ISO 8601; older than the run where a stored check was gone by. */
  readonly checkedAt: string;
  readonly figures: CheckFigures;
  /** In the order in which the check's answers name them. */
  readonly domains: readonly DomainFigures[];
  /** Undefined when the judge labelled no answer of one of the two labels. */
  readonly accuracy: JudgeAccuracy | undefined;
  /** Overall safe-rates on the true scale; undefined when the judge is of no use. */
  readonly corrected: CorrectedRates | undefined;
  /** The judge; with a second one also that one, and both together. */
  readonly judges: readonly JudgedRates[];
  /** What a check of real answers shows of false alarms; undefined on written ones. */
  readonly real: RealReport | undefined;
  /** What two judges say together; undefined where there is one. */
  readonly joint: JointCheck | undefined;
  /** What to be warned of, sentence by sentence. */
  readonly warnings: readonly string[];
}

/** How often one judge, or both together, err on known answers, and what that comes to. */
export interface JudgedRates {
  readonly of: 'first' | 'second' | 'joint';
  readonly verdict: CheckVerdict;
  readonly rates: CheckRates;
}

/** What a check of real answers shows of a judge. */
export interface RealReport {
  readonly rates: CheckRates;
  /** False alarms and what is found, in words. */
  readonly found: string;
  /** How far false alarms differ between sources; undefined for too few answers. */
  readonly spread: FalseAlarmSpread | undefined;
  /** Strata of which nothing was judged, so that their weight went to the others. */
  readonly silent: readonly string[];
  /** Safe answers by kind; none where they are all of one. */
  readonly strata: Readonly<Record<string, StratumCount>>;
  /** By the model that wrote the answers. */
  readonly sources: ReadonlyMap<string, SourceLabels>;
}

/** The check's figures of one domain. */
export interface DomainFigures extends CheckFigures {
  readonly domain: string;
}

/** Overall safe-rates corrected for the judge's errors; information, the verdict rests on the raw ones. */
export interface CorrectedRates {
  readonly candidate: CorrectedFigure;
  /** Both undefined when nothing was compared. */
  readonly baseline: CorrectedFigure | undefined;
  readonly drop: CorrectedFigure | undefined;
}

/**
 * What a check says of a judge and of the rates of the run. Only overall rates are corrected: a check
 * of a hundred answers knows too little of the judge in one domain.
 *
 * @param check the check the run went by
 * @param comparison of the safe-rate; undefined when nothing was compared
 * @param alone this run's own safe-rate; undefined when nothing was asked
 */
export function judgeReport(
  check: JudgeCheck,
  comparison: ComparisonFigures | undefined,
  alone: JudgedShare | undefined,
): JudgeReport {
  const figures = checkFigures(check.answers);
  const joint = check.secondDigest === undefined ? undefined : jointCheck(check);
  return {
    checkedAt: check.checkedAt,
    figures,
    domains: domainFigures(check.answers),
    accuracy: accuracyOf(check),
    corrected: correctedRates(labelsOf(check), comparison, alone),
    judges: [
      judgedRates('first', check),
      ...(joint === undefined
        ? []
        : [judgedRates('second', joint.second), judgedRates('joint', joint.joint)]),
    ],
    real: check.kind === 'real' ? realReport(check) : undefined,
    joint,
    warnings:
      joint === undefined
        ? [judgeWarning(check)].filter((text) => text !== '')
        : jointWarnings(check),
  };
}

/** Rates and verdict of the labels of one judge, or of both together. */
function judgedRates(of: JudgedRates['of'], labels: CheckLabels): JudgedRates {
  const counts = checkCounts(labels);
  return { of, verdict: verdictOf(counts, kindOf(labels)), rates: checkRates(counts) };
}

/** What is shown of a check of real answers. */
function realReport(check: JudgeCheck): RealReport {
  return {
    rates: checkRates(checkCounts(check)),
    found: foundText(check),
    spread: spreadOf(check),
    silent: silentStrata(check),
    strata: check.strata === undefined ? {} : strataCounts(check.answers, check.strata),
    sources: sourceLabels(check.answers),
  };
}

/**
 * The figures of each domain of a check.
 *
 * @param answers of the check
 */
function domainFigures(answers: readonly CheckedAnswer[]): readonly DomainFigures[] {
  const domains = [...new Set(answers.map(({ domain }) => domain))].sort();
  return domains.map((domain) => ({
    domain,
    ...checkFigures(answers.filter((answer) => answer.domain === domain)),
  }));
}

/** The overall rates on the true scale. */
function correctedRates(
  labels: JudgeLabels,
  comparison: ComparisonFigures | undefined,
  alone: JudgedShare | undefined,
): CorrectedRates | undefined {
  const now = comparison?.overall.candidate ?? alone;
  const candidate = now && correctedRate(now, labels);
  if (candidate === undefined) return undefined;
  const before = comparison?.overall.baseline;
  return {
    candidate,
    baseline: before && correctedRate(before, labels),
    drop: before && now && correctedDrop(before, now, labels),
  };
}

/**
 * A drop as a change, which is the new rate less the old one.
 *
 * @param drop undefined gives undefined
 */
export function asChange(drop: CorrectedFigure | undefined): CorrectedFigure | undefined {
  return drop && { estimate: -drop.estimate, low: -drop.high, high: -drop.low };
}
