import { escapeMarkdown } from './escape-markdown.js';
import { formatCount } from '../text/format-number.js';
import { VERDICT_MARKS } from '../text/marks.js';
import type { Report } from '../report.js';
import { fold } from './blocks.js';
import { columnsOf, table } from './table.js';

const COLUMNS = columnsOf('commit', [], ['run', 'verdict', 'reason', 'when (UTC)']);

/**
 * The verdicts that this pull request had before, the newest first, so that running it again until it
 * is green can be seen.
 *
 * @param report the read model
 * @returns empty when there was none
 */
export function earlierVerdicts({ earlierVerdicts: verdicts }: Report): string {
  if (verdicts.length === 0) return '';
  const rows = [...verdicts]
    .reverse()
    .map((each) => [
      `\`${each.sha.slice(0, 12)}\``,
      `${each.runId}.${each.runAttempt}`,
      `${VERDICT_MARKS[each.verdict].sign} ${each.verdict}`,
      escapeMarkdown(each.reason),
      each.at.slice(0, 16).replace('T', ' '),
    ]);
  const title = `${formatCount(verdicts.length, 'earlier verdict')} of this pull request`;
  return fold(title, table(COLUMNS, rows));
}
