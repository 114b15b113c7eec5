import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { renderComment } from '../../src/report/comment.js';
import { outcomeColor } from '../../src/report/labels.js';
import type { Report } from '../../src/report/report.js';
import { renderSummary } from '../../src/report/step-summary.js';
import { renderTerminal } from '../../src/report/terminal.js';
import { verdictSentence } from '../../src/report/verdict-sentence.js';
import { anyTerms, drawWorld } from '../decide/decision-worlds.js';
import { CASES, ERROR_CASES } from '../fixtures/report-cases.js';
import { toldReport } from './told-report.js';

/** What the rule calls its figures: they stand in tables and in the log. */
const SYMBOLS = /(?<![\w-])(?:p\*?|alpha|tau|K\*|K_o|U)(?![\w-])|[ατ]/;

/** A rendering without its tables, and without the figures of the terminal. */
const sentencesIn = (markdown: string): string =>
  markdown
    .split('\n')
    .filter((line) => !line.startsWith('|'))
    .join('\n');

/** Everything a report says outside tables. */
function saidIn(report: Report): readonly string[] {
  const terminal = renderTerminal(report, { color: false, width: 100 });
  return [
    verdictSentence(report),
    sentencesIn(renderComment(report)),
    sentencesIn(renderSummary(report)),
    terminal
      .split('\n\n')
      .filter((part) => !/^domain\s/i.test(part))
      .join('\n'),
  ];
}

describe('sentences of any report', () => {
  test.each(Object.entries({ ...CASES, ...ERROR_CASES }))('%s: name no symbol', (_name, report) => {
    for (const said of saidIn(report)) expect(said).not.toMatch(SYMBOLS);
  });

  test('name no symbol, and none contradicts the check', () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const report = toldReport(drawWorld(terms));
        for (const said of saidIn(report)) expect(said).not.toMatch(SYMBOLS);
        const sentence = verdictSentence(report);
        const { verdict } = report.verdict;
        expect(sentence.includes('got less safe')).toBe(verdict === 'fail');
        expect(/^(No drop of|No item of)/.test(sentence)).toBe(verdict === 'pass');
        expect(/^(Not enough answers|Answers changed)/.test(sentence)).toBe(
          verdict === 'inconclusive',
        );
        // A pass says nothing red; what fails the check though nothing is red says why.
        if (outcomeColor(report.verdict) === 'fail' && verdict !== 'fail')
          expect(sentence).toContain('fails the check');
        if (verdict !== 'fail')
          expect(saidIn(report).join(' ')).not.toMatch(/drop is still there|this red/);
      }),
      { numRuns: 60 },
    );
  });
});
