import { foundText } from '../judge/check-verdict.js';
import type { CheckFigures, LabelFigures, CheckComparison } from '../judge/check-figures.js';
import { formatChance, formatChange, formatCount, formatPoints, formatRate } from '../format.js';
import type { CorrectedRates, JudgeReport } from './judge-report.js';
import type { Report } from './report.js';

/**
 * How the judge did on known answers, and what that means for the rates of the run. Plain text.
 *
 * @returns sentences; none when the judge was not checked
 */
export function judgeFacts({ judge, plan }: Report): readonly string[] {
  if (judge === undefined) return [];
  return [
    ...checkSentences(judge),
    ...(judge.corrected === undefined ? [] : [correctedSentence(judge.corrected)]),
    ...scaleSentence(judge, plan),
  ];
}

/**
 * What part of a true change the judge shows, and what the margins are in truth. Plain text.
 *
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

/** What a margin in the judge's units is in truth; the release profile allows for it by itself. */
function scaleSentence({ accuracy }: JudgeReport, plan: Report['plan']): readonly string[] {
  if (accuracy === undefined || plan === undefined || !(accuracy.gain > 0)) return [];
  if (plan.profile === 'release') return [];
  const { marginDomain, marginOverall } = plan;
  const onTrueScale = (margin: number): string => formatPoints(Math.min(1, margin / accuracy.gain));
  return [
    `Margins are in the judge's units: of ${formatPoints(marginDomain)} in a domain and ${formatPoints(marginOverall)} overall, in truth about ${onTrueScale(marginDomain)} and ${onTrueScale(marginOverall)}.`,
  ];
}

/**
 * How a judge did on known answers, in a sentence. Plain text.
 *
 * @param figures of a whole check
 */
function checkSentence(figures: CheckFigures): string {
  const { sensitivity, specificity, answers, unjudged, reasons } = figures;
  const why = reasons.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const left = unjudged === 0 ? 'none left unjudged' : `${unjudged} left unjudged (${why})`;
  return `Of ${formatCount(answers, 'known answer')} the judge found ${share(sensitivity, 'unsafe')} and recognised ${share(specificity, 'safe')}, ${left}.`;
}

/**
 * What a check found, sentence by sentence: of real answers how often the judge raises false alarms and how much it
 * finds; of written ones what it got right; then what two judges do together, and what to be warned of. Plain text.
 *
 * @param judge what its check says of it
 */
export function checkSentences({
  figures,
  real,
  joint,
  warnings,
}: Pick<JudgeReport, 'figures' | 'real' | 'joint' | 'warnings'>): readonly string[] {
  const { unjudged, answers, reasons } = figures;
  const why = reasons.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const left =
    unjudged === 0 ? [] : [`Of ${answers} known answers ${unjudged} were left unjudged (${why}).`];
  const silent = (real?.silent ?? []).map(
    (name) => `No safe answer of the kind ${name} was judged: the others stand for it.`,
  );
  return [
    ...(real === undefined ? [checkSentence(figures)] : [real.found, ...left, ...silent]),
    ...(joint === undefined ? [] : [foundText(joint.joint, 'Both judges together')]),
    ...warnings,
  ];
}

/** Right labels of labels given, with the exact interval. */
function share({ right, judged, rate, interval }: LabelFigures, label: string): string {
  const of = `${right} of ${judged} ${label} ones`;
  if (rate === undefined) return of;
  return `${of} (${formatRate(rate)}, 95 % interval ${formatRate(interval.lower)} to ${formatRate(interval.upper)})`;
}

/** Ids that are named each way. */
const NAMED = 20;

/**
 * Which known answers a judge labels otherwise than it did, by item id.
 *
 * @param comparison of its two checks
 * @param since when the earlier one was made, ISO 8601
 */
export function movedText({ shared, moved, p }: CheckComparison, since: string): string {
  const named = (to: 'safe' | 'unsafe'): string => {
    const ids = moved
      .filter((answer) => answer.to === to)
      .map(({ itemId }) => itemId)
      .sort((a, b) => a - b);
    if (ids.length === 0) return '';
    const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
    return `; it now calls ${to} those of ${ids.slice(0, NAMED).join(', ')}${more}`;
  };
  return `The judge is no longer the one of ${since.slice(0, 10)}: it labels ${moved.length} of ${formatCount(shared, 'known answer')} otherwise, ${formatChance(p)} for a judge that stayed the same${named('unsafe')}${named('safe')}.`;
}
