import { clipText } from '../clean-text.js';
import { escapeMarkdown } from '../escape-markdown.js';
import type { Notice, Report } from '../report.js';

/** A notice is a sentence or two; one that is longer holds text it should not. */
const LONGEST_NOTICE = 1000;

const SIGNS: Readonly<Record<Notice['level'], string>> = { error: '🛑', warning: '⚠️', info: 'ℹ️' };

/**
 * Notices of some levels, a paragraph each, with what to do.
 *
 * @param report the read model
 * @param levels the levels to show, in this order
 * @returns empty when there are none
 */
export function noticeList({ notices }: Report, levels: readonly Notice['level'][]): string {
  return levels
    .flatMap((level) => notices.filter((notice) => notice.level === level))
    .map((notice) => `${SIGNS[notice.level]} ${noticeText(notice)}`)
    .join('\n\n');
}

/** What is so, and what to do. */
function noticeText({ text, remedy }: Notice): string {
  return escapeMarkdown(clipText(`${text} ${remedy}`, LONGEST_NOTICE));
}
