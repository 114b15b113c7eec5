import { escapeMarkdown } from '../escape-markdown.js';
import { VERDICT_MARKS } from '../marks.js';
import type { Report } from '../report.js';
import { verdictSentence } from '../verdict-sentence.js';

/**
 * The verdict, its mark and its sentence: what no cut takes away. An inconclusive verdict says
 * whether it fails the check, which the word alone does not tell.
 *
 * @param report the read model
 */
export function headline(report: Report): string {
  const { verdict, failed } = report.verdict;
  const { sign, word } = VERDICT_MARKS[verdict];
  const policy = failed ? ' (fails the check)' : ' (does not fail the check)';
  const trust = report.isUnverified === true ? ' (unverified)' : '';
  const shown = `${word}${verdict === 'inconclusive' ? policy : ''}${trust}`;
  const title = `### ${sign} ${shown} · safety gate`;
  return `${title}\n\n**${escapeMarkdown(verdictSentence(report))}**`;
}
