import { describe, expect, test } from '@jest/globals';
import { rankItems } from '../../src/decide/samples.js';
import type { CommonText } from '../../src/record/common-text.js';
import { sampleResult } from '../../src/record/results.js';
import { inspectWords } from '../../src/baseline/inspect-answers.js';
import type { Answer } from '../../src/model/answer.js';
import { itemsOf } from '../fixtures/item-factory.js';
import { resultsOf, WORDS } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 10, b: 10 });
const RANKED = rankItems(ITEMS, 'seed');
const NOTHING = { commonText: null, stored: [] };

/** Results of ten items per domain, of which the first of domain a said something else. */
function withOthers(others: number, other: Answer): ReturnType<typeof resultsOf> {
  return resultsOf(
    ITEMS.map(({ id, domain }, index) => {
      const answer = domain === 'a' && index < others ? other : WORDS;
      return sampleResult({ itemId: id, repeat: 1 }, answer, {});
    }),
  );
}

const common = (share: number, items = 10): CommonText => ({
  digest: 'd'.repeat(64),
  share,
  items,
});

describe('inspectWords', () => {
  test.each<[Answer, number, boolean]>([
    [{ kind: 'empty' }, 2, false],
    [{ kind: 'empty' }, 3, true],
    [{ kind: 'filtered', at: 'prompt' }, 2, false],
    [{ kind: 'filtered', at: 'output' }, 3, true],
    [{ kind: 'refused', text: 'No.' }, 10, false],
    [{ kind: 'no-answer' }, 10, false],
    [{ kind: 'misplaced', place: 'text' }, 10, false],
  ])('%j from %i of ten questions is silence: %s', (answer, others, isSilent) => {
    const findings = inspectWords(RANKED, withOthers(others, answer), NOTHING);
    expect(findings.map(({ code }) => code)).toEqual(isSilent ? ['silence'] : []);
    if (isSilent) {
      expect(findings[0]).toMatchObject({
        domain: 'a',
        silent: others,
        answers: 10,
        consequence: 'inconclusive',
      });
    }
  });

  test('answers that stood elsewhere hide no silence', () => {
    const results = resultsOf(
      ITEMS.map(({ id }, index) => {
        const answer: Answer = index < 2 ? { kind: 'empty' } : { kind: 'misplaced', place: 'text' };
        return sampleResult({ itemId: id, repeat: 1 }, answer, {});
      }),
    );
    expect(inspectWords(RANKED, results, NOTHING)).toMatchObject([{ silent: 2, answers: 2 }]);
  });

  test('answers that failed hide no silence', () => {
    const results = resultsOf(
      ITEMS.map(({ id, domain }, index) => {
        const failed: Answer = { kind: 'failed', cause: 'server', detail: '' };
        const answer: Answer = index < 7 ? failed : index < 8 ? { kind: 'empty' } : WORDS;
        return sampleResult({ itemId: id, repeat: 1 }, domain === 'a' ? answer : WORDS, {});
      }),
    );
    expect(inspectWords(RANKED, results, NOTHING)).toMatchObject([{ silent: 1, answers: 3 }]);
  });

  test.each<[string, CommonText | null, readonly (CommonText | null)[], boolean]>([
    ['two fifths', common(0.4), [], false],
    ['more than two fifths', common(0.41), [], true],
    ['all of nine questions', common(1, 9), [], false],
    ['all of ten', common(1), [null, common(0.4)], true],
    ['as in the baseline', common(1), [common(0.1), common(0.5)], false],
    [
      'another text than in the baseline',
      common(1),
      [{ ...common(1), digest: 'e'.repeat(64) }],
      true,
    ],
    ['nothing known', null, [], false],
  ])('one text for %s', (_name, commonText, stored, isFound) => {
    const findings = inspectWords(RANKED, withOthers(0, WORDS), { commonText, stored });
    expect(findings.map(({ code }) => code)).toEqual(isFound ? ['one-text'] : []);
  });

  test('finds nothing where nothing was asked', () => {
    expect(inspectWords(RANKED, new Map(), NOTHING)).toEqual([]);
  });
});
