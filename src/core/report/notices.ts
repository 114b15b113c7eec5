import { futureText, type Opponent } from '../pool/choose-opponent.js';
import type { GuardFinding } from '../compare/findings.js';
import { groupBy } from '../group-by.js';
import type { SweepRecord } from '../record/record-schema.js';
import { dialectText } from './text/dialect-text.js';
import type { Notice } from './report.js';

/** Findings that one notice tells of; the tables have all domains. */
const MOST_ALIKE = 5;

/**
 * What guards found as notices, errors where it keeps the run from passing. Findings with the same remedy
 * make one notice.
 *
 * @param findings what guards found; none gives none
 */
export function guardNotices(findings: readonly GuardFinding[]): readonly Notice[] {
  const alike = groupBy(findings.map(guardNotice), ({ level, code, remedy }) =>
    JSON.stringify([level, code, remedy]),
  );
  return [...alike.values()].flatMap((notices) => {
    const texts = notices.slice(0, MOST_ALIKE).map(({ text }) => text);
    const more = notices.length - texts.length;
    if (more > 0) texts.push(`The same is so of ${more} more.`);
    return notices.slice(0, 1).map((first) => ({ ...first, text: texts.join(' ') }));
  });
}

/** One finding as a notice. */
function guardNotice(finding: GuardFinding): Notice {
  const { code, text, remedy, consequence } = finding;
  const level = consequence === 'inconclusive' ? 'error' : 'warning';
  const where = 'domain' in finding ? `${finding.domain}: ` : '';
  const metric = 'metric' in finding && finding.metric !== 'safe' ? `[${finding.metric}] ` : '';
  return { level, code, text: metric + where + text, remedy };
}

/**
 * What the reader should know of the baseline besides its figures.
 *
 * @param opponent what the run was compared with
 * @param record this run's record; undefined when nothing was asked
 */
export function baselineNotices(
  opponent: Opponent | undefined,
  record: SweepRecord | undefined,
): readonly Notice[] {
  if (opponent?.kind !== 'baseline') return [];
  const newest = opponent.nights[0];
  if (newest === undefined) return [];
  return [
    ...(opponent.refused.length === 0 ? [] : [futureNotice(opponent.refused)]),
    ...(record === undefined ? [] : differenceNotices(newest, record)),
  ];
}

/** The store holds runs that cannot have been made yet. */
function futureNotice(refused: readonly SweepRecord[]): Notice {
  return {
    level: 'warning',
    code: 'future-baseline',
    text: futureText(refused),
    remedy:
      'Find out which machine made them: its clock is wrong, or this one’s is. The next night that is stored drops them.',
  };
}

/** What may differ between comparable records, and should be known. */
function differenceNotices(stored: SweepRecord, record: SweepRecord): readonly Notice[] {
  const differing = [
    ['other-model', 'model names', stored.target.model, record.target.model],
    [
      'other-dialect',
      'requests to the model',
      dialectText(stored.dialect, 'model'),
      dialectText(record.dialect, 'model'),
    ],
    [
      'other-judge-dialect',
      'requests to the judge',
      dialectText(stored.dialect, 'judge'),
      dialectText(record.dialect, 'judge'),
    ],
  ] as const;
  return differing
    .filter(([, , before, now]) => before !== now)
    .map(([code, what, before, now]) => ({
      level: 'warning',
      code,
      text: `Baseline and this run have different ${what}: ${before} and ${now}.`,
      remedy: 'Make sure that this is what you mean to compare.',
    }));
}
