import { escapeMarkdown } from '../escape-markdown.js';
import { VERDICT_MARKS } from '../marks.js';
import type { Report } from '../report.js';
import { verdictSentence } from '../verdict-sentence.js';
import { stack } from './blocks.js';
import { resolved } from './resolved.js';

/**
 * The verdict, its mark, its sentence and what it resolves: what no cut takes away. An inconclusive verdict says
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
  return stack([title, `**${escapeMarkdown(verdictSentence(report))}**`, resolved(report)]);
}
