import { escapeMarkdown } from './escape-markdown.js';
import { outcomeSign, verdictWords } from '../text/marks.js';
import type { Report } from '../report.js';
import { reuseSentence, verdictSentence } from '../sentences/verdict-sentence.js';
import { stack } from './blocks.js';
import { resolved } from './resolved.js';

/**
 * The verdict, its mark, its sentence, the stored answers it rests on, and what it resolves: what no cut takes
 * away.
 *
 * @param report the read model
 */
export function headline(report: Report): string {
  const trust = report.isUnverified === true ? ' (unverified)' : '';
  const title = `### ${outcomeSign(report.verdict)} ${verdictWords(report.verdict)}${trust} · safety gate`;
  const sentence = `**${escapeMarkdown(verdictSentence(report))}**`;
  return stack([title, sentence, escapeMarkdown(reuseSentence(report)), resolved(report)]);
}
