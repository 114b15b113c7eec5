import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { DomainComparison } from '../../src/decide/comparison-figures.js';
import { escapeMarkdown } from '../../src/report/markdown.js';
import { renderComment } from '../../src/report/comment.js';
import { renderSummary } from '../../src/report/step-summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import type { Report } from '../../src/report/report.js';
import { verdictSentence } from '../../src/report/verdict-sentence.js';
import { hostileName, hostileText, isWellFormed } from '../fixtures/hostile-text.js';
import {
  comparison,
  domainComparison,
  flippedItem,
  OPEN,
  REGRESSED,
} from '../fixtures/comparison-factory.js';
import { domainRates, errorReport, reportOf } from '../fixtures/report-factory.js';

const REGRESSION = { verdict: 'fail', reason: 'regression', failed: true } as const;

/** A regression in a run of so many domains, each of which one function makes. */
function reportOfDomains(
  count: number,
  make: (index: number) => Partial<DomainComparison>,
): Report {
  const rows = Array.from({ length: count }, (_, index) => domainComparison(make(index)));
  return reportOf({
    verdict: REGRESSION,
    comparison: { ...comparison(), domains: rows },
    domains: rows.map(({ domain }) => domainRates({ domain })),
    regressed: rows
      .filter(({ verdict }) => verdict === 'regression')
      .map(({ domain, metric }) => ({ domain, metric })),
  });
}

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** What holds of every rendering, however long and hostile its report. */
function expectWhole(text: string, report: Report): void {
  const count = (pattern: RegExp): number => (text.match(pattern) ?? []).length;
  expect(isWellFormed(text)).toBe(true);
  expect(count(/<details>/g)).toBe(count(/<\/details>/g));
  expect(count(/^(```|~~~)/gm)).toBe(0);
  expect(text).toContain(escapeMarkdown(verdictSentence(report)));
  expect(text).toContain(report.links.runUrl);
}

describe('renderComment', () => {
  it('keeps everything while it fits', () => {
    const report = reportOfDomains(9, (index) => ({ domain: `domain ${index}`, ...REGRESSED }));
    expect(renderComment(report)).not.toContain('Cut to fit');
  });

  it('cuts the folds first, and keeps regressed and open domains', () => {
    const flippedItems = Array.from({ length: 20_000 }, (_, index) => flippedItem(1001 + index));
    const report = reportOfDomains(9, (index) => ({
      domain: `domain ${index}`,
      ...(index === 4 ? { ...REGRESSED, flippedItems } : {}),
      ...(index === 7 ? OPEN : {}),
    }));
    const text = renderComment(report);
    expectWhole(text, report);
    expect(text.length).toBeLessThanOrEqual(65_036);
    expect(text).toContain('only regressed and open domains');
    expect([...text.matchAll(/domain \d(?=\*{0,2} \|)/g)].map(([name]) => name)).toEqual([
      'domain 4',
      'domain 7',
    ]);
  });

  it('cuts to the verdict and the link', () => {
    const report = reportOfDomains(500, (index) => ({ domain: hostileName(index), ...REGRESSED }));
    const text = renderComment(report);
    expectWhole(text, report);
    expect(text).toContain('only the verdict is shown');
    expect(text.length).toBeLessThanOrEqual(65_036);
  });

  it('fits whatever the error says', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 20_000 }), (text, times) => {
        const verdict = { verdict: 'error', reason: 'endpoint', failed: true } as const;
        const report = errorReport(verdict, text.repeat(times), text.repeat(times));
        const comment = renderComment(report);
        expectWhole(comment, report);
        expect(comment.length).toBeLessThanOrEqual(65_036);
      }),
      { numRuns: 30 },
    );
  });

  it('fits and stays whole for any domains', () => {
    const domain = fc.record({
      name: hostileText,
      part: fc.constantFrom({}, OPEN, REGRESSED),
      flips: fc.nat({ max: 200 }),
    });
    fc.assert(
      fc.property(fc.array(domain, { minLength: 1, maxLength: 60 }), (made) => {
        const report = reportOfDomains(made.length, (index) => ({
          domain: made[index]?.name ?? '',
          ...made[index]?.part,
          flippedItems: Array.from({ length: made[index]?.flips ?? 0 }, (_, id) =>
            flippedItem(id + 1),
          ),
        }));
        for (const text of [renderComment(report), renderSummary(report)])
          expectWhole(text, report);
        expect(renderComment(report).length).toBeLessThanOrEqual(65_036);
        expect(renderTerminal(report, { color: false, width: 80 })).not.toMatch(
          /::|##\[|(?!\n)\p{Cc}/u,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('renderSummary', () => {
  it('fits 1 MiB of UTF-8', () => {
    const flippedItems = Array.from({ length: 50_000 }, (_, index) =>
      flippedItem(1_000_001 + index),
    );
    const report = reportOfDomains(500, (index) => ({
      domain: hostileName(index),
      ...REGRESSED,
      ...(index === 0 ? { flippedItems } : {}),
    }));
    const text = renderSummary(report);
    expectWhole(text, report);
    expect(text).toContain('Cut to fit');
    expect(bytes(text)).toBeLessThanOrEqual(1024 * 1024);
  });

  it('holds more than a comment may', () => {
    const flippedItems = Array.from({ length: 5000 }, (_, index) => flippedItem(1001 + index));
    const report = reportOfDomains(9, (index) => ({
      domain: `domain ${index}`,
      ...REGRESSED,
      flippedItems: index === 0 ? flippedItems : [],
    }));
    expect(renderSummary(report)).not.toContain('Cut to fit');
    expect(renderComment(report)).toContain('Cut to fit');
  });
});
