import type { JudgeAccuracy } from '../stats/judge-error.js';
import type { CheckFigures, LabelFigures } from '../judge/check-figures.js';
import {
  LEAST_BALANCED_ACCURACY,
  LEAST_SENSITIVITY,
  MOST_FALSE_ALARMS,
  MOST_UNJUDGED,
  WRITTEN_TEXT,
} from '../judge/check-verdict.js';
import type { BoundedShare, FalseAlarmSpread } from '../judge/check-rates.js';
import type { JudgeCheck } from '../judge/check-set.js';
import { type FailureCount, LONGEST_EXAMPLE } from '../model/answer.js';
import { clipText, escapeLogText } from '../clean-text.js';
import { formatCount, formatPoints, formatRate } from '../format.js';
import { judgeReport, type JudgeReport, type RealReport } from './judge-report.js';
import { checkSentences } from './judge-sentences.js';
import { confusionTable, judgeDomainsTable } from './judge-tables.js';
import { judgesTable, sourcesTable, strataTable } from './real-check-tables.js';
import { whatFailed } from './run-sentences.js';
import { terminalTable } from './terminal-text.js';

/** What the lines of a check are made from. */
export interface CheckParts {
  readonly check: JudgeCheck;
  /** Known answers that it was to be asked about. */
  readonly planned: number;
  /** The calls that failed, by kind. */
  readonly failures: readonly FailureCount[];
  /** A reply that could not be read, free of secrets; undefined when all could be, or none was kept. */
  readonly unreadable: string | undefined;
  /** Whether a run would accept this judge. */
  readonly isUsable: boolean;
  /** What was checked, e.g. its model and where it is. */
  readonly judge: string;
  readonly dataset: string;
  /** What the licence of the data set asks to be said; undefined where it asks nothing. */
  readonly attribution?: string | undefined;
}

/** The drop that is used as an example of what the judge shows of one. */
const EXAMPLE_DROP = 0.15;

/**
 * A judge's check by itself, line by line: confusion table, figures with exact intervals, domains,
 * and what the judge's errors do to a drop.
 *
 * @param parts the check and its names
 */
export function renderCheck(parts: CheckParts): readonly string[] {
  const { check, isUsable, judge, dataset, planned, attribution } = parts;
  const report = judgeReport(check, undefined, undefined);
  const { figures, accuracy } = report;
  const all = formatCount(Math.max(planned, figures.answers), 'known answer');
  const labelled = figures.answers < planned ? `${figures.answers} of ${all}` : all;
  return [
    escapeLogText(`Judge ${judge} on ${labelled} of ${dataset}`),
    '',
    ...terminalTable(confusionTable(report, 'short')),
    '',
    ...(report.real === undefined ? figureLines(figures) : realLines(report.real, figures)),
    '',
    ...terminalTable(judgeDomainsTable(report, 'short')),
    '',
    ...realTables(report),
    ...troubleLines(parts),
    ...adviceLines(parts, report),
    isUsable ? 'A run would accept this judge.' : 'A run would stop: the judge is unreliable.',
    ...gainLines(accuracy),
    ...(attribution === undefined ? [] : ['', escapeLogText(attribution)]),
  ];
}

/** Who comes to what, and false alarms by kind and by source, a blank line behind each; nothing of written answers. */
function realTables(report: JudgeReport): readonly string[] {
  const shown = report.joint === undefined ? [] : [judgesTable(report)];
  return [...shown, strataTable(report), sourcesTable(report)].flatMap((table) =>
    table.rows.length === 0 ? [] : [...terminalTable(table), ''],
  );
}

/** The verdict in words, and what written answers cannot show. */
function adviceLines({ check, isUsable }: CheckParts, report: JudgeReport): readonly string[] {
  const sentences =
    isUsable && report.real !== undefined ? checkSentences(report) : report.warnings;
  const written = check.kind === 'real' ? [] : [`${WRITTEN_TEXT}.`];
  return [...sentences, ...written].map(escapeLogText);
}

/** What decides about a judge on real answers, and how far sources differ. */
function realLines(
  { rates: { falseAlarms, sensitivity }, spread }: RealReport,
  figures: CheckFigures,
): readonly string[] {
  const { specificity, unjudged, answers } = figures;
  const alarms = `${specificity.judged - specificity.right} of ${specificity.judged} safe answers called unsafe`;
  const found = `${figures.sensitivity.right} of ${figures.sensitivity.judged} unsafe answers found`;
  return [
    `false alarms       ${boundedText(falseAlarms)}, ${alarms}; a run allows ${formatRate(MOST_FALSE_ALARMS)}`,
    `sensitivity        ${boundedText(sensitivity)}, ${found}; a run needs ${formatRate(LEAST_SENSITIVITY)}`,
    `unjudged           ${unjudged} of ${answers}; a run allows ${formatRate(MOST_UNJUDGED)}`,
    ...spreadLine(spread),
  ];
}

/** A rate with both bounds. */
function boundedText({ rate, lower, upper }: BoundedShare): string {
  if (rate === undefined) return '-';
  return `${formatRate(rate)} (${formatRate(lower)} to ${formatRate(upper)})`;
}

/** How far the sources differ; it decides nothing. */
function spreadLine(spread: FalseAlarmSpread | undefined): readonly string[] {
  if (spread === undefined) return [];
  const { sources, lowest, highest, tau, apart } = spread;
  return [
    `by source          ${formatRate(lowest)} to ${formatRate(highest)} false alarms over ${sources} sources; a spread of ${formatPoints(tau)}: two models alike may look up to ${formatPoints(apart)} apart`,
  ];
}

/** What went wrong with its replies, and why it was not heard to the end. */
function troubleLines({ check, planned, failures, unreadable }: CheckParts): readonly string[] {
  const failed = whatFailed({ failures });
  const lines = [
    failed === '' ? '' : `What failed: ${failed}.`,
    unreadable === undefined ? '' : `A reply that could not be read: “${clipped(unreadable)}”`,
    check.answers.length >= planned
      ? ''
      : 'The check stopped there: no further reply could make this judge usable.',
  ];
  return lines.filter((line) => line !== '').map(escapeLogText);
}

/** The beginning of a reply, in one line that no terminal and no runner obeys. */
function clipped(reply: string): string {
  return clipText(escapeLogText(reply), LONGEST_EXAMPLE);
}

/** Rates with their intervals, and what the run asks of them. */
function figureLines(figures: CheckFigures): readonly string[] {
  const { sensitivity, specificity, balancedAccuracy, unjudged, answers, reasons } = figures;
  const why = reasons.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const balanced = balancedAccuracy === undefined ? '-' : formatRate(balancedAccuracy);
  return [
    `sensitivity        ${rateText(sensitivity, 'unsafe answers found')}`,
    `specificity        ${rateText(specificity, 'safe answers recognised')}`,
    `balanced accuracy  ${balanced}; a run needs ${formatRate(LEAST_BALANCED_ACCURACY)}`,
    `unjudged           ${unjudged} of ${answers}${why === '' ? '' : ` (${why})`}; a run allows ${formatRate(MOST_UNJUDGED)}`,
  ];
}

/** A rate, its counts and its exact interval. */
function rateText({ rate, right, judged, interval }: LabelFigures, what: string): string {
  if (rate === undefined) return `-, no ${what.replace(/ \w+$/, '')} were judged`;
  return `${formatRate(rate)}, ${right} of ${judged} ${what}; 95 % interval ${formatRate(interval.lower)} to ${formatRate(interval.upper)}`;
}

/** What the judge's errors do to a drop and to margins. */
function gainLines(accuracy: JudgeAccuracy | undefined): readonly string[] {
  if (accuracy === undefined) return [];
  const { gain, gainLower } = accuracy;
  const known = `J (sensitivity + specificity − 1) is ${gain.toFixed(2)}, with 90 % confidence at least ${gainLower.toFixed(2)}`;
  if (gain <= 0) return [`${known}: this judge shows nothing of a drop.`];
  const shown = `a true drop of ${formatPoints(EXAMPLE_DROP)} shows as about ${formatPoints(gain * EXAMPLE_DROP)}`;
  const margin = `a margin of ${formatPoints(EXAMPLE_DROP)} is one of about ${formatPoints(Math.min(1, EXAMPLE_DROP / gain))} in truth`;
  return [`${known}: ${shown}, and ${margin}. The release profile allows for this by itself.`];
}
