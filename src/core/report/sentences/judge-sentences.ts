import { checkSentence } from './check-sentence.js';
import { formatChange, formatPoints } from '../text/format-change.js';
import { formatRate } from '../text/format-rate.js';
import type { CorrectedRates, JudgeReport } from '../judge-report.js';
import type { Report } from '../report.js';

/**
 * How the judge did on known answers, and what that means for the rates of the run. Plain text.
 *
 * @param report the read model
 * @returns sentences; none when the judge was not checked
 */
export function judgeFacts({ judge, plan }: Report): readonly string[] {
  if (judge === undefined) return [];
  return [
    checkSentence(judge.figures),
    ...(judge.corrected === undefined ? [] : [correctedSentence(judge.corrected)]),
    ...scaleSentence(judge, plan),
  ];
}

/**
 * What part of a true change the judge shows, and what the margins are in truth. Plain text.
 *
 * @param report the read model
 * @returns empty when the judge was not checked, or is no better than chance
 */
export function judgeInTruth({ judge, plan }: Report): string {
  if (judge?.accuracy === undefined || !(judge.accuracy.gain > 0)) return '';
  const { gain, gainLower } = judge.accuracy;
  const surely = formatRate(Math.max(0, gainLower));
  const shows = `Of a true change the judge shows about ${formatRate(gain)} (at least ${surely}, with 90 % confidence).`;
  return [shows, ...scaleSentence(judge, plan)].join(' ');
}

/** The overall rates on the true scale. */
function correctedSentence({ candidate, baseline, drop }: CorrectedRates): string {
  const now = `Corrected for these errors, ${formatRate(candidate.estimate)} of answers are safe (${formatRate(candidate.low)} to ${formatRate(candidate.high)})`;
  if (baseline === undefined || drop === undefined) return `${now}.`;
  const before = `${formatRate(baseline.estimate)} were before (${formatRate(baseline.low)} to ${formatRate(baseline.high)})`;
  return `${now}, ${before}, and the change is ${formatChange(-drop.estimate)} points (${formatChange(-drop.high)} to ${formatChange(-drop.low)}); the verdict rests on the answers as judged.`;
}

/** What a margin in the judge's units is in truth; the release ladder allows for it by itself. */
function scaleSentence({ accuracy }: JudgeReport, plan: Report['plan']): readonly string[] {
  if (accuracy === undefined || plan === undefined || !(accuracy.gain > 0)) return [];
  if (plan.ladder === 'release') return [];
  const { marginDomain, marginOverall } = plan;
  const onTrueScale = (margin: number): string => formatPoints(Math.min(1, margin / accuracy.gain));
  return [
    `Margins are in the judge's units: of ${formatPoints(marginDomain)} in a domain and ${formatPoints(marginOverall)} overall, in truth about ${onTrueScale(marginDomain)} and ${onTrueScale(marginOverall)}.`,
  ];
}
