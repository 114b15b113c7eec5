import { clipText } from '../clean-text.js';
import { comparedText, verdictSentence } from './verdict-sentence.js';
import { comparedDomains } from './compared-rates.js';
import { domainLabel, verdictWords } from './labels.js';
import { formatChance, formatChange } from '../format.js';
import { noticeText, otherNotices } from './notices.js';
import { nextStep } from './remedies.js';
import type { Report } from './report.js';

/** A line GitHub shows alongside the run; plain text, its writer escapes it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** What GitHub keeps of a level a step; the rest it drops without a word. */
const MOST_OF_A_LEVEL = 10;

const LEVELS = ['error', 'warning', 'notice'] as const;

const NOTICE_LEVELS = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * The annotations of a run: the verdict where it is no pass or fails the check, an error for each regressed domain,
 * then the notices; at most 10 of a level, of which the last sums up the rest.
 */
export function annotationsOf(report: Report): readonly Annotation[] {
  const all = [...verdictAnnotation(report), ...regressionsOf(report), ...noticesOf(report)];
  return LEVELS.flatMap((level) => atMost(all.filter((annotation) => annotation.level === level)));
}

/** The verdict, unless it is a pass whose check passes, or its regressed domains say it. */
function verdictAnnotation(report: Report): readonly Annotation[] {
  const { verdict, failed } = report.verdict;
  if ((verdict === 'pass' || verdict === 'measured') && !failed) return [];
  const isSaid = comparedDomains(report).some((row) => row.verdict === 'regression');
  if (verdict === 'fail' && failed && isSaid && !report.overallRegressed) return [];
  const title = `siuo-gate: ${verdictWords(report.verdict)}`;
  const message = `${verdictSentence(report)} ${nextStep(report)}`.trim();
  return [{ level: failed ? 'error' : 'warning', title, message }];
}

/** One error per regressed domain; a warning where the drop was accepted. */
function regressionsOf(report: Report): readonly Annotation[] {
  const rows = comparedDomains(report).filter((row) => row.verdict === 'regression');
  return rows.map((row) => {
    const change = `${formatChange(-row.drop)} points, a ${formatChance(row.p)} with an unchanged model`;
    const title = `Regressed: ${domainLabel(row.domain, row.metric)}`;
    const level = report.verdict.reason === 'accepted' ? 'warning' : 'error';
    return { level, title, message: `${comparedText(row)} (${change}). ${nextStep(report)}` };
  });
}

/** Said where a notice asks for nothing. */
const NOTHING = 'Nothing has to be done about it.';

/** Notices, each with what to do; without the one that the verdict says. */
function noticesOf(report: Report): readonly Annotation[] {
  return otherNotices(report).map((notice) => ({
    level: NOTICE_LEVELS[notice.level],
    title: `siuo-gate: ${clipText(notice.code, 60)}`,
    message: noticeText(
      notice.remedy === '' ? { ...notice, remedy: nextStep(report) || NOTHING } : notice,
    ),
  }));
}

/** At most ten annotations of one level; the last names what the others were about. */
function atMost(annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= MOST_OF_A_LEVEL) return annotations;
  const shown = annotations.slice(0, MOST_OF_A_LEVEL - 1);
  const rest = annotations.slice(MOST_OF_A_LEVEL - 1);
  const [first] = rest;
  if (first === undefined) return shown;
  const message = clipText(rest.map(({ title }) => title).join('; '), 1000);
  return [...shown, { level: first.level, title: `${rest.length} more`, message }];
}
