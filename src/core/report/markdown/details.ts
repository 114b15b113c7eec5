import { auditFacts, type FactPiece } from '../sentences/audit-facts.js';
import { codeSpan, escapeMarkdown } from './escape-markdown.js';
import type { Report } from '../report.js';

/**
 * What an auditor asks, as a Markdown list.
 *
 * @param report the read model
 * @returns empty when nothing of it is known
 */
export function details(report: Report): string {
  return auditFacts(report)
    .map(({ label, pieces }) => `- ${label}: ${pieces.map(pieceText).join('')}`)
    .join('\n');
}

/** Words as text, names as code. */
function pieceText(piece: FactPiece): string {
  if (typeof piece !== 'string') return codeSpan(piece.name);
  // Escaping cleans white space away at the ends, where names stand beside words.
  const before = piece.startsWith(' ') ? ' ' : '';
  const after = piece.endsWith(' ') ? ' ' : '';
  return before + escapeMarkdown(piece) + after;
}
