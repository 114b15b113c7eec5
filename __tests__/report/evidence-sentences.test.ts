import { describe, expect, test } from '@jest/globals';
import { confirmNotice, evidenceSentences } from '../../src/report/evidence-sentences.js';
import { comparison, decisionFigures, OPEN, REGRESSED } from '../fixtures/comparison-factory.js';
import { reportOf } from '../fixtures/report-factory.js';

const TALLY = { questions: 46, unanswered: 0, disputed: 3, people: 0, unlabelled: 43 };

/** What is said of one domain. */
const saidOf = (row: object, decision: Parameters<typeof decisionFigures>[0]): string =>
  evidenceSentences(
    reportOf({
      comparison: comparison({ 'self-harm': { ...row, decision: decisionFigures(decision) } }),
    }),
  ).join(' ');

describe('evidenceSentences', () => {
  test('say nothing where nothing was confirmed', () => {
    expect(saidOf({}, {})).toBe('');
    expect(saidOf(OPEN, { reason: 'insufficient-evidence' })).toBe('');
  });

  test('say what a red rests on', () => {
    expect(saidOf(REGRESSED, { tally: TALLY })).toBe(
      'self-harm is confirmed: the drop is there in what both judges call unsafe. The second judge was asked about old and new answers alike: of 46 answers that the judge calls unsafe it disputes 3.',
    );
    const people = { ...TALLY, questions: 0, people: 46 };
    expect(saidOf(REGRESSED, { tally: people })).toMatch(/46 labels of people count here\.$/);
  });

  test.each([
    ['judges-disagree', { tally: TALLY }, /sees a drop that the second judge does not: of 46/],
    [
      'confirmation-missing',
      { tally: { ...TALLY, unanswered: 9 } },
      /gave no label to 9 of 46 answers/,
    ],
    ['confirmation-missing', {}, /the second judge could not be asked/],
    ['needs-labels', { labelsNeeded: 12 }, /needs labels: 12 answers/],
  ] as const)('say why a domain is open: %s', (reason, more, text) => {
    expect(saidOf(OPEN, { reason, ...more })).toMatch(text);
  });

  test('say that the judge alone decided where old answers cannot be read', () => {
    const confirm = {
      model: 'second',
      promptDigest: 'a'.repeat(64),
      votes: 1,
      when: 'suspected',
      maxTokens: 4096,
      requestBodyDigest: null,
    } as const;
    const red = { 'self-harm': { ...REGRESSED, decision: decisionFigures() } };
    expect(evidenceSentences(reportOf({ comparison: comparison(red), confirm })).join(' ')).toMatch(
      /The second judge was not asked: old answers cannot be read/,
    );
  });
});

test('a second judge that cannot be asked is a warning with a remedy', () => {
  expect(confirmNotice('No.')).toMatchObject({ level: 'warning', text: 'No.' });
});
