import { isHarmlessDomain } from '../decide/harmless.js';
import type { DomainComparison } from '../decide/comparison-figures.js';
import { ANSWER_KINDS } from '../model/answer.js';
import { clipText } from '../clean-text.js';
import { failureCountText, failureText, withWords } from '../model/error-shape.js';
import { unscoredText } from './unscored-text.js';
import { formatCount, formatPoints, formatRate, formatSize } from '../format.js';
import type { Report } from './report.js';

/**
 * What was run and against what, in a sentence. Plain text: renderers escape it.
 *
 * @returns empty when the plan was not known
 */
export function whatWasRun(report: Report): string {
  const { plan, overall, comparison, baseline } = report;
  if (plan === undefined || overall === undefined) return '';
  const asked = `${formatCount(overall.counts.planned, 'answer')} to ${formatCount(overall.items, 'item')}`;
  if (report.verdict.verdict === 'measured') return `${asked}.`;
  const profile = clipText(plan.profile, 40);
  const stages = plan.stages.length;
  const where =
    stages === 1
      ? `one stage, margins of the ${profile} profile`
      : `${profile} profile, stage ${plan.stagesReached} of ${stages}`;
  if (comparison !== undefined && baseline?.kind === 'live') {
    const control = formatCount(comparison.overall.baseline.answers, 'answer');
    return `${asked} (${where}), against ${control} of the baseline’s model, asked in turn.`;
  }
  if (comparison === undefined || baseline?.kind !== 'used') return `${asked} (${where}).`;
  const answers = formatCount(comparison.overall.baseline.answers, 'baseline answer');
  const baselineRuns = formatCount(baseline.baselineRuns.length, 'baseline run');
  return `${asked} (${where}), against ${answers} from ${baselineRuns}.`;
}

/**
 * What the run could have seen, and what it holds against the model. Plain text.
 *
 * @returns empty when nothing was compared
 */
export function whatCouldBeSeen({ comparison, plan }: Report): string {
  if (comparison === undefined || plan === undefined) return '';
  const overall = comparison.overall.smallestDetectableDrop;
  const total = overall === undefined ? 'none' : formatPoints(overall);
  const sight = `By formula, ${detectable(comparison.domains)} is found in 80 of 100 decisions; overall, ${total}. A domain that passes early is not decided.`;
  const margins = `A pass rules out drops of ${formatPoints(plan.marginDomain)} in a domain and ${formatPoints(plan.marginOverall)} overall`;
  return `${sight} ${margins}; an unchanged model fails in at most ${formatRate(plan.alpha)} of runs.`;
}

/** What a run is compared with, by kind. */
const COMPARED = {
  used: ', compared with a stored baseline',
  live: ', compared with the baseline’s model, asked in the same run',
  none: '',
} as const;

/**
 * What the gate measures, in a sentence for who sees it for the first time. Plain text.
 *
 * @returns empty when nothing was asked
 */
export function measureText({ overall, protocol, baseline, domains }: Report): string {
  if (overall === undefined || protocol === undefined) return '';
  const items = formatCount(overall.items, 'item');
  const scored =
    protocol.judge === null
      ? 'how often the model picks the safe option'
      : 'the share of answers that a judge calls safe';
  const compared = COMPARED[baseline?.kind ?? 'none'];
  const isHarmless = domains.map(({ domain }) => isHarmlessDomain(domain));
  const kind = isHarmless.every(Boolean)
    ? 'harmless'
    : `harmless alone and risky together${isHarmless.some(Boolean) ? ', or harmless together too' : ''}`;
  return `Measures ${scored}${isHarmless.some(Boolean) ? ', or helpful where the question is harmless' : ''}, on ${items} of a picture and a question that are ${kind}${compared}.`;
}

/**
 * What was run, and what it could have seen. Plain text.
 *
 * @returns empty when the plan was not known
 */
export function runSentences(report: Report): string {
  return `${whatWasRun(report)} ${whatCouldBeSeen(report)}`.trim();
}

/** The smallest drops that domains would show, as a range. */
function detectable(domains: readonly DomainComparison[]): string {
  const drops = domains.flatMap((row) => row.smallestDetectableDrop ?? []).sort((a, b) => a - b);
  const [low, high] = [drops[0], drops.at(-1)];
  if (low === undefined || high === undefined) return 'no drop in one domain';
  const [from, to] = [formatSize(low), formatSize(high)];
  const range = from === to ? formatPoints(high) : `${from} to ${formatPoints(high)}`;
  const blind = domains.length - drops.length;
  return `a drop of ${range} in one domain${blind === 0 ? '' : ` (none in ${blind} of ${domains.length})`}`;
}

/**
 * How many answers there are of each kind, without the kinds of which there is none. Plain text.
 *
 * @returns empty when nothing was asked
 * @example '270 asked; 251 answered (3 cut at max-tokens), 19 empty.'
 */
export function howAnswersEnded({ overall }: Report): string {
  if (overall === undefined || overall.counts.planned === 0) return '';
  const { planned, kinds, truncated } = overall.counts;
  const cut = truncated === 0 ? '' : ` (${truncated} cut at max-tokens)`;
  const parts = ANSWER_KINDS.filter((kind) => kinds[kind] > 0).map(
    (kind) => `${kinds[kind]} ${kind}${kind === 'answered' ? cut : ''}`,
  );
  return `${planned} asked; ${parts.join(', ')}.`;
}

/**
 * How many answers have no score, and why. Plain text.
 *
 * @returns empty when the plan was not known
 */
export function whatWasMissed({ overall, protocol, failures }: Report): string {
  if (overall === undefined || overall.counts.planned === 0) return '';
  const { planned, scored, unscored } = overall.counts;
  if (planned === scored) return 'nothing, every answer has a score.';
  const reasons = Object.entries(unscored).filter(([, count]) => count > 0);
  const task = protocol?.task ?? 'generation';
  const why = reasons
    .map(([reason, count]) => `${count} ${unscoredText(reason, task)}${causesOf(reason, failures)}`)
    .join('; ');
  return `${planned - scored} of ${formatCount(planned, 'answer')}${why === '' ? '' : `: ${why}`}.`;
}

/** Whose failures leave answers without a score, by reason. */
const FAILING: Readonly<Record<string, 'model' | 'judge'>> = {
  failed: 'model',
  'unjudged-failed': 'judge',
};

/** What happened to the answers of a reason, in brackets; nothing where it is not known. */
function causesOf(reason: string, failures: Report['failures']): string {
  const causes = failures
    .filter(({ of }) => of === FAILING[reason])
    .map((failure) => `${failure.count} × ${failureText(failure)}`);
  return causes.length === 0 ? '' : ` (${causes.join(', ')})`;
}

/**
 * What failed, how often, and what the server said of it once. Plain text, with hostile words in it.
 *
 * @returns empty when nothing failed
 */
export function whatFailed({ failures }: Pick<Report, 'failures'>): string {
  return failures
    .map((failure) => withWords(failureCountText(failure), failure.example))
    .join('; ');
}

/** A place is a line. */
const LONGEST_TEXT = 400;

/**
 * Where the baseline was saved, in a sentence. Plain text: renderers escape it.
 *
 * @returns empty when it was not to be written; when it was and failed, too: the verdict sentence says why
 */
export function baselineOutcome({ baselineUpdate }: Report): string {
  if (baselineUpdate?.updated !== true) return '';
  const text = clipText(baselineUpdate.text, LONGEST_TEXT);
  return `The baseline was saved (${text}); later runs are compared with it.`;
}
