import { auditFacts, type FactPiece } from '../sentences/audit-facts.js';
import { html } from './escape-html.js';
import type { Markup } from '../text/markup.js';
import type { Report } from '../report.js';
import { section } from './section.js';

/**
 * What an auditor asks: model, protocol, data set and its licence, baseline, commit.
 *
 * @param report the read model
 * @returns empty when nothing of it is known
 */
export function detailsSection(report: Report): Markup {
  const facts = auditFacts(report).map(
    ({ label, pieces }) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${pieces.map(pieceOf)}</dd>
      </div> `,
  );
  if (facts.length === 0) return html``;
  return section('details', 'Details', [html`<dl class="facts">${facts}</dl>`]);
}

/** Words as text, names as code. */
function pieceOf(piece: FactPiece): Markup {
  return typeof piece === 'string' ? html`${piece}` : html`<code>${piece.name}</code>`;
}
