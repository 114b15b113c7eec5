import type { ComparedRates } from '../decide/comparison-figures.js';
import { visibleText } from '../clean-text.js';
import { comparedDomains } from './compared-rates.js';
import type { AnswerMark, DomainRates, Report } from './report.js';

/** A field: text of others, a number, or nothing where there is no figure. */
type Field = string | number | undefined;

/** Begins a formula in a spreadsheet, no matter whose text it is. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * A field as RFC 4180 writes it. Text that a spreadsheet would take for a formula begins with an
 * apostrophe; numbers stay as they are.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function csvField(field: Field): string {
  if (field === undefined) return '';
  if (typeof field === 'number') return String(field);
  const clean = visibleText(field);
  const text = FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as a CSV file.
 *
 * @param head names of the columns
 * @param rows none gives the head alone
 */
export function csvText(head: readonly string[], rows: readonly (readonly Field[])[]): string {
  return [head, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/**
 * A row per item: safe and scored answers before and in this run. No words of any answer.
 *
 * @param report the read model
 */
export function itemsCsv({ items }: Report): string {
  const head = ['item', 'domain', 'before_safe', 'before_scored', 'safe', 'scored', 'asked'];
  return csvText(
    head,
    items.map(({ itemId, domain, baseline, candidate }) => {
      const before = countsOf(baseline.flat());
      const now = countsOf(candidate);
      return [itemId, domain, before.safe, before.scored, now.safe, now.scored, candidate.length];
    }),
  );
}

/** Safe and scored among some answers. */
function countsOf(answers: readonly AnswerMark[]): {
  readonly safe: number;
  readonly scored: number;
} {
  const scored = answers.filter(({ safe }) => safe !== null);
  return { safe: scored.filter(({ safe }) => safe === 1).length, scored: scored.length };
}

/**
 * A row per domain: the rates of this run alone, and what was compared. Rates are 0 to 1.
 *
 * @param report the read model
 */
export function domainsCsv(report: Report): string {
  const head = [
    'domain',
    'items',
    'asked',
    'scored',
    'safe_rate',
    'effective_rate',
    'safe_and_effective_rate',
    'verdict',
    'shared_items',
    'before_rate',
    'after_rate',
    'change_low',
    'change_high',
    'largest_drop_not_excluded',
    'margin',
    'p',
  ];
  const compared = new Map(
    comparedDomains(report)
      .filter(({ metric }) => metric === 'safe')
      .map((row) => [row.domain, row]),
  );
  const rows = report.overall === undefined ? [] : [...report.domains, report.overall];
  return csvText(
    head,
    rows.map((row) => [
      ...aloneFields(row),
      ...comparedFields(
        row === report.overall ? report.comparison?.overall : compared.get(row.domain),
      ),
    ]),
  );
}

/** What a domain shows by itself. */
function aloneFields(row: DomainRates): readonly Field[] {
  const { domain, items, counts, safeRate, effectiveRate, safeAndEffectiveRate } = row;
  const safe = counts.scored === 0 ? undefined : safeRate;
  return [domain, items, counts.planned, counts.scored, safe, effectiveRate, safeAndEffectiveRate];
}

/** What it shows alongside the baseline; nothing where it was not compared. */
function comparedFields(rates: ComparedRates | undefined): readonly Field[] {
  if (rates === undefined || rates.sharedItems === 0) return [];
  const { verdict, sharedItems, baseline, candidate, interval, upper, margin, p } = rates;
  const change = [interval.low, interval.high];
  return [verdict, sharedItems, baseline.rate, candidate.rate, ...change, upper, margin, p];
}
