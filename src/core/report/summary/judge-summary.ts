import type { CorrectedFigure } from '../../stats/judge-error.js';
import type { JudgeReport } from '../judge-report.js';
import { plain } from './summary-figures.js';
import type { Summary } from './summary-schema.js';
import type { CheckFigures, LabelFigures } from '../../judge/check-figures.js';

type JudgeSummary = NonNullable<Summary['judge']>;

/**
 * The judge's check, in the summary's units.
 *
 * @param judge undefined when it was not checked
 * @returns null then
 */
export function judgeSummary(judge: JudgeReport | undefined): JudgeSummary | null {
  if (judge === undefined) return null;
  const { checkedAt, figures, domains, accuracy, corrected } = judge;
  const drop = corrected?.drop;
  return {
    checkedAt,
    ...checkedOf(figures),
    domains: domains.map(({ domain, ...own }) => ({ domain, ...checkedOf(own) })),
    gain: accuracy ? { estimate: plain(accuracy.gain), lower: plain(accuracy.gainLower) } : null,
    correctedSafeRate: figureOf(corrected?.candidate, 1),
    correctedBaselineSafeRate: figureOf(corrected?.baseline, 1),
    // A change is the new rate less the old one, a drop the other way round.
    correctedDeltaPoints: figureOf(
      drop && { estimate: -drop.estimate, low: -drop.high, high: -drop.low },
      100,
    ),
  };
}

/** Figures of all answers, or of one domain. */
function checkedOf(figures: CheckFigures): Omit<JudgeSummary['domains'][number], 'domain'> {
  const { answers, unjudged, reasons, sensitivity, specificity, balancedAccuracy } = figures;
  return {
    answers,
    unjudged,
    reasons: Object.fromEntries(reasons.map(({ reason, count }) => [reason, count])),
    sensitivity: labelOf(sensitivity),
    specificity: labelOf(specificity),
    balancedAccuracy: balancedAccuracy === undefined ? null : plain(balancedAccuracy),
  };
}

/** Figures of one label. */
function labelOf({ rate, interval, ...counts }: LabelFigures): JudgeSummary['sensitivity'] {
  return {
    ...counts,
    rate: rate === undefined ? null : plain(rate),
    interval: { low: plain(interval.lower), high: plain(interval.upper) },
  };
}

/** An estimate in the unit of its name. */
function figureOf(
  figure: CorrectedFigure | undefined,
  factor: number,
): JudgeSummary['correctedSafeRate'] {
  if (figure === undefined) return null;
  const { estimate, low, high } = figure;
  return {
    estimate: plain(factor * estimate),
    low: plain(factor * low),
    high: plain(factor * high),
  };
}
