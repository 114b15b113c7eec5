import type { ComparedRates } from '../decide/comparison-figures.js';
import type { VerdictReason } from '../decide/verdict.js';
import type { ErrorReason } from '../errors.js';
import { clipText } from '../clean-text.js';
import { headlineRates } from './compared-rates.js';
import { dropSentence, passSentence, riseSentence } from './compared-sentences.js';
import { formatCount, formatRate } from '../format.js';
import { markWords } from './harmless-words.js';
import { nameDomains } from './labels.js';
import { failedWrite, leadingFinding } from './notices.js';
import { openSentence } from './open-sentences.js';
import type { Report } from './report.js';
import type { RememberedVerdict } from './verdict-memory.js';
import { acceptedBy } from './acceptance.js';

type ReasonSentence = (report: Report) => string;

/** An error message is a line; one that is longer holds a body nobody asked for. */
const LONGEST_MESSAGE = 600;

/** What each kind of error means for a reader who did not set the gate up. */
const ERROR_LEADS: Readonly<Record<ErrorReason, string>> = {
  config: 'No verdict: the gate could not start',
  dataset: 'No verdict: the data set could not be used',
  endpoint: 'No verdict: the model could not be asked',
  judge: 'No verdict: the judge could not be asked',
  'judge-unreliable': 'No verdict: the judge cannot be trusted',
  'too-many-unscored': 'No verdict: too many answers have no score',
  budget: 'No verdict: the request budget is used up',
  cancelled: 'No verdict: the run was cancelled',
};

/** The same where the baseline's model is what failed. */
const CONTROL_LEAD = 'No verdict: the baseline’s model could not be asked';

const SENTENCES: Readonly<Record<Exclude<VerdictReason['reason'], ErrorReason>, ReasonSentence>> = {
  'no-regression': passSentence,
  improved: (report) => `${passSentence(report)} ${riseSentence(report)}`.trim(),
  'baseline-created': (report) => `First baseline, nothing to compare with yet: ${rates(report)}.`,
  'baseline-accepted': (report) =>
    `Accepted as the new baseline, compared with none: ${rates(report)}.`,
  'above-floor': (report) => `Above every floor that was set: ${rates(report)}.`,
  regression: (report) => dropSentence(report, 'safe'),
  'over-refusal': (report) =>
    `${overRefusalSentence(report)} The model may refuse what it should help with.`,
  accepted: acceptedSentence,
  'below-floor': (report) => `Below ${floorsThat(report, 'missed')}: ${rates(report)}.`,
  'insufficient-evidence': (report) =>
    isOpenByFloor(report) ? openFloor(report) : openSentence(report),
  'no-baseline': (report) =>
    `There is no baseline to compare with, so a regression cannot be seen${alone(report)}.`,
  'not-comparable': (report) =>
    `The baseline was measured in another way, so a regression cannot be seen${alone(report)}.`,
  swept: (report) => `Swept, not decided: ${taken(report)}.`,
  measured: measuredSentence,
  invalid: invalidSentence,
};

/** What the model helps less with: harmless questions, or any as the metric says. */
function overRefusalSentence(report: Report): string {
  const { regressed, comparison, effectiveComparison } = report;
  const isOfAll = comparison !== undefined && effectiveComparison === undefined;
  const isSafe = regressed.some(({ metric }) => metric === 'safe') || isOfAll;
  return dropSentence(report, isSafe ? 'safe' : 'effective');
}

/** What was measured, in a sentence. */
function measuredSentence({ overall, protocol, domains }: Report): string {
  if (overall === undefined) return 'Nothing was measured.';
  const { safeRate, safeInterval, effectiveRate, safeAndEffectiveRate, items, counts } = overall;
  const share = protocol?.task === 'mcqa' ? 'of choices right' : `of answers ${goodWord(domains)}`;
  const between =
    safeInterval === undefined
      ? ''
      : ` (95 % interval ${formatRate(safeInterval.low)} to ${formatRate(safeInterval.high)})`;
  const more =
    effectiveRate === undefined || safeAndEffectiveRate === undefined
      ? ''
      : `, ${formatRate(effectiveRate)} effective, ${formatRate(safeAndEffectiveRate)} safe and effective`;
  const rest = `${formatCount(counts.scored, 'scored answer')} to ${formatCount(items, 'item')}`;
  return `${formatRate(safeRate)} ${share}${between}${more}; ${rest}.`;
}

/** What an earlier run of the head found, whose figures are not kept. */
const REPEATED: Readonly<Record<RememberedVerdict['reason'], ReasonSentence>> = {
  'no-regression': () => 'No domain dropped by its margin or more.',
  improved: () => 'More safe answers than before.',
  'above-floor': () => 'Above every floor that was set.',
  regression: (report) => dropSentence(report, 'safe'),
  'over-refusal': overRefusalSentence,
  'below-floor': () => 'Below a floor that was set.',
  'insufficient-evidence': () => 'Not enough answers to tell.',
  invalid: () => 'No verdict, because the figures would mislead.',
};

/**
 * How far the answers of a run are those of an earlier one. Plain text.
 *
 * @returns empty when all of them are new; also for a repeated verdict, whose sentence says it
 */
export function reuseSentence({ usage, repeated }: Report): string {
  if (usage === undefined || usage.reused === 0 || repeated !== undefined) return '';
  const isFree = usage.model.requests + usage.judge.requests === 0;
  const answers = formatCount(usage.reused, 'stored answer');
  return `Resuming with ${answers}${isFree ? '; nothing was asked' : ''}.`;
}

/**
 * The verdict in one sentence that needs no statistics; now and then two. What fails the check besides
 * the verdict comes first. Plain text: renderers escape it, for it names domains and holds error messages.
 */
export function verdictSentence(report: Report): string {
  const { verdict, usage } = report;
  if (report.repeated !== undefined) {
    const { reason, runId, runAttempt } = report.repeated;
    const run = runAttempt === 1 ? runId : `${runId}, attempt ${runAttempt},`;
    const isFree = usage === undefined || usage.model.requests + usage.judge.requests === 0;
    const accepted = report.acceptance === undefined ? '' : `${acceptedLead(report)} `;
    return `${accepted}${REPEATED[reason](report)} Verdict of run ${run} repeated${isFree ? ', nothing was asked' : ''}.`;
  }
  if (verdict.verdict !== 'error') {
    const sentence = SENTENCES[verdict.reason](report);
    const failed = failedWrite(report);
    return failed === undefined
      ? sentence
      : `${clipText(failed.text, LONGEST_MESSAGE)} ${sentence}`;
  }
  const message = clipText(report.error?.message ?? '', LONGEST_MESSAGE);
  const isControl = report.error?.code.startsWith('CONTROL_') === true;
  const lead = isControl ? CONTROL_LEAD : ERROR_LEADS[verdict.reason];
  return `${lead}. ${message}`.trim();
}

/** Who accepted what dropped. */
function acceptedSentence(report: Report): string {
  const hasSafetyDropped =
    report.regressed.some(({ metric }) => metric === 'safe') ||
    report.comparison?.overall.verdict === 'regression' ||
    report.effectiveComparison === undefined;
  const drop = dropSentence(report, hasSafetyDropped ? 'safe' : 'effective');
  return `${acceptedLead(report)} ${drop}`;
}

/** That something was accepted, and by whom where that is known. */
function acceptedLead({ acceptance }: Report): string {
  const by = acceptance === undefined ? '' : ` by ${acceptedBy(acceptance)}`;
  return `A drop was accepted${by.replace(/[.\s]+$/, '')}.`;
}

/** The overall rates, alongside the baseline's when there is one. */
function rates(report: Report): string {
  const headline = headlineRates(report);
  if (headline === undefined) return 'no answer was scored';
  const word = headline.metric === 'safe' ? goodWord(report.domains) : headline.metric;
  const now = `${formatRate(headline.now)} of answers ${word}`;
  const items = formatCount(headline.items, 'item');
  if (headline.before === undefined) return `${now} on ${items}`;
  return `${now}, was ${formatRate(headline.before)} on the same ${items}`;
}

/** What answers are called that are as they should be. */
function goodWord(domains: Report['domains']): string {
  return markWords(domains.map(({ domain }) => domain)).good;
}

/** The rates of a run that had nothing to compare with. */
function alone(report: Report): string {
  return headlineRates(report) === undefined ? '' : `; this run: ${rates(report)}`;
}

/** Whether nothing but a floor keeps the run from passing. */
function isOpenByFloor({ floors, comparison }: Report): boolean {
  const rows = comparison === undefined ? [] : [comparison.overall, ...comparison.domains];
  return (
    floors.some(({ result }) => result === 'open') && rows.every((row) => row.verdict === 'pass')
  );
}

/** A floor that the rate may lie above or below. */
function openFloor(report: Report): string {
  return `Too few answers to tell whether the safe-rate is above ${floorsThat(report, 'open')}: ${rates(report)}.`;
}

/** The floors of a result, with what is known of the rate. */
function floorsThat({ floors }: Report, wanted: 'missed' | 'open'): string {
  const named = floors.filter(({ result }) => result === wanted);
  const [first] = named;
  if (first === undefined) return 'a floor that was set';
  const where =
    first.domain === undefined ? 'overall' : `in ${nameDomains([first.domain], Infinity)}`;
  const more = named.length > 1 ? ` and of ${formatCount(named.length - 1, 'other')}` : '';
  return `the floor of ${formatRate(first.floor)} ${where}${more}`;
}

/** What a sweep that decides nothing has gathered. */
function taken({ overall }: Report): string {
  if (overall === undefined) return 'nothing was asked';
  const { planned, scored } = overall.counts;
  const answers = formatCount(planned, 'answer');
  const judged = scored === planned ? 'all scored' : `${scored} of them scored`;
  return `${answers} to ${formatCount(overall.items, 'item')}, ${judged}`;
}

/** What the validity check found; of answers that changed in both directions that says it all. */
function invalidSentence(report: Report): string {
  const notice = leadingFinding(report);
  const finding = clipText(notice?.text ?? '', LONGEST_MESSAGE);
  if (notice?.code === 'churn') return finding;
  return `No verdict, because the figures would mislead. ${finding}`.trim();
}

/**
 * The rates of a comparison alongside each other. Plain text.
 *
 * @param rates of a domain, or of all items, which have no domain
 * @example '57 % of answers safe, was 91 % on the same items'
 */
export function comparedText({
  candidate,
  baseline,
  metric,
  domain,
}: ComparedRates & { readonly domain?: string }): string {
  const word = metric === 'safe' && domain !== undefined ? markWords([domain]).good : metric;
  return `${formatRate(candidate.rate)} of answers ${word}, was ${formatRate(baseline.rate)} on the same items`;
}
