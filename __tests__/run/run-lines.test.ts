import { describe, expect, test } from '@jest/globals';
import { holdResults, type ResultStore } from '../../src/run/result-store.js';
import { linesOf } from '../../src/run/run-lines.js';
import { sampleResult } from '../../src/record/results.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { WORDS } from '../fixtures/record-factory.js';

/** A store that begins with so many answers. */
function storeOf(answers: number): ResultStore {
  const results = Array.from({ length: answers }, (_, index) =>
    sampleResult({ itemId: 1001, repeat: index + 1 }, WORDS, {}),
  );
  return holdResults(fakeJournal(), new Map(results.map((each, at) => [`1001#${at + 1}`, each])));
}

describe('the line of a run that resumes', () => {
  test.each([
    [3, undefined, true, ['Resuming with 3 stored answers.']],
    [3, 2, true, ['Resuming with 5 stored answers.']],
    [0, 1, true, ['Resuming with 1 stored answer.']],
    [0, 0, true, []],
    [3, 2, false, []],
  ] as const)('of %j answers and %j of the control', (own, control, isContinued, texts) => {
    const event = {
      type: 'resultStore',
      resultStore: storeOf(own),
      isContinued,
      ...(control === undefined ? {} : { control: storeOf(control) }),
    } as const;
    // Nothing else that is known is asked for.
    const lines = linesOf(event, {} as Parameters<typeof linesOf>[1], 0);
    expect(lines.map(({ text }) => text)).toEqual(texts);
  });
});
