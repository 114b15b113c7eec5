import { escapeMarkdown } from './escape-markdown.js';
import { otherNotices } from '../leading-finding.js';
import { noticeText } from '../sentences/notice-text.js';
import type { Notice, Report } from '../report.js';

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
  const notices = otherNotices(report);
  return levels
    .flatMap((level) => notices.filter((notice) => notice.level === level))
    .map((notice) => `${SIGNS[notice.level]} ${escapeMarkdown(noticeText(notice))}`)
    .join('\n\n');
}
