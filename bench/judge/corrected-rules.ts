import { type JudgeLabels, roganGladenDrop, roganGladenRate } from '../../src/stats/judge-error.js';
import type { PairedCounts } from '../../src/stats/paired-counts.js';
import { pairedSummary } from '../../src/stats/paired-summary.js';
import { studentTCdf } from '../../src/stats/quantiles.js';

/** What the judge made of known answers, once for the baseline and once for the candidate. */
export interface CheckCounts {
  readonly baseline: JudgeLabels;
  readonly candidate: JudgeLabels;
}

/** A fall on the true scale; undefined where the judge is no better than chance. */
type Corrected = { readonly drop: number; readonly standardError: number } | undefined;

/** What of the items a correction starts from: both judged rates, and the variance of their difference. */
type Judged = Pick<
  ReturnType<typeof pairedSummary>,
  'baselineRate' | 'candidateRate' | 'drop' | 'pairedVariance'
>;

/** One check corrects both sides. */
function byOneCheck({ drop, pairedVariance }: Judged, { candidate }: CheckCounts): Corrected {
  return roganGladenDrop({ drop, variance: pairedVariance, confidence: 0.95 }, candidate);
}

/** Each side is corrected by a check of its own; the doubt about both checks is carried. */
function byOwnChecks(judged: Judged, checks: CheckCounts): Corrected {
  const baseline = roganGladenRate({ rate: judged.baselineRate, variance: 0 }, checks.baseline);
  const candidate = roganGladenRate({ rate: judged.candidateRate, variance: 0 }, checks.candidate);
  const scaled = roganGladenDrop(
    { drop: 0, variance: judged.pairedVariance, confidence: 0.95 },
    checks.candidate,
  );
  if (baseline === undefined || candidate === undefined || scaled === undefined) return undefined;
  return {
    drop: baseline.rate - candidate.rate,
    standardError: Math.hypot(
      baseline.standardError,
      candidate.standardError,
      scaled.standardError,
    ),
  };
}

/** Each side is corrected by a check of its own, and the checks are taken for the truth. */
function byOwnChecksUndoubted(judged: Judged, checks: CheckCounts): Corrected {
  const corrected = byOwnChecks(judged, checks);
  const scaled = byOneCheck({ ...judged, drop: 0 }, checks);
  return corrected && scaled && { drop: corrected.drop, standardError: scaled.standardError };
}

/** The ways of deciding by corrected rates, by name. */
export const CORRECTIONS = {
  'one check corrects both': byOneCheck,
  'a check each, doubt carried': byOwnChecks,
  'a check each, taken for true': byOwnChecksUndoubted,
} as const;

/** Whether the corrected drop of some items is more than chance: a one-sided t test at this level. */
export function isDrop(
  correct: (judged: Judged, checks: CheckCounts) => Corrected,
  items: readonly PairedCounts[],
  checks: CheckCounts,
  level: number,
): boolean {
  // The concentration of the items has no part in what is used of the summary.
  const summary = pairedSummary(items, { domainSize: items.length, concentration: 1 });
  const corrected = correct(summary, checks);
  if (corrected === undefined || !(corrected.standardError > 0)) return false;
  return studentTCdf(-corrected.drop / corrected.standardError, items.length - 1) <= level;
}
