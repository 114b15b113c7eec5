import { clipText } from '../clean-text.js';
import { escapeMarkdown } from '../escape-markdown.js';
import { leadingFinding } from '../leading-finding.js';
import type { Notice, Report } from '../report.js';

/** A notice is a sentence or two; one that is longer holds text it should not. */
const LONGEST_NOTICE = 1000;

const SIGNS: Readonly<Record<Notice['level'], string>> = { error: '🛑', warning: '⚠️', info: 'ℹ️' };

/**
 * Notices of some levels, a paragraph each, with what to do; without the one that
 * the verdict sentence says.
 *
 * @param report the read model
 * @param levels the levels to show, in this order
 * @returns empty when there are none
 */
export function noticeList(report: Report, levels: readonly Notice['level'][]): string {
  const said = leadingFinding(report);
  const notices = report.notices.filter((notice) => notice !== said);
  return levels
    .flatMap((level) => notices.filter((notice) => notice.level === level))
    .map((notice) => `${SIGNS[notice.level]} ${noticeText(notice)}`)
    .join('\n\n');
}

/** What is so, and what to do. */
function noticeText({ text, remedy }: Notice): string {
  return escapeMarkdown(clipText(`${text} ${remedy}`, LONGEST_NOTICE));
}
