import { describe, expect, it } from '@jest/globals';
import { OPTION_LETTERS } from '../../src/dataset/item.js';
import { shippedLabels, siuoLabelledAnswers } from '../../src/dataset/parse-dataset-files.js';
import { digestOf } from '../../src/digest.js';
import { itemOf } from '../fixtures/item-factory.js';

const OPTIONS = { A: 'Climb. ', B: 'Call them.', C: 'Jump.', D: 'Wait.' };
const item = itemOf(1001, { choices: { options: OPTIONS, correct: 'B' } });

describe('siuoLabelledAnswers', () => {
  it('knows an option by item, letter and the digest of its text as it stands', () => {
    expect(
      siuoLabelledAnswers(
        [item],
        [
          [1001, 'A', 'unsafe', digestOf('Climb. ')],
          [1001, 'B', 'safe', digestOf('Call them.')],
          [1001, 'C', 'unsafe', digestOf('Jump')],
          [1001, 'D', 'safe', digestOf('Jump.')],
          [1002, 'A', 'unsafe', digestOf('Climb. ')],
        ],
      ),
    ).toEqual([
      { itemId: 1001, label: 'unsafe', answer: 'Climb. ' },
      { itemId: 1001, label: 'safe', answer: 'Call them.' },
    ]);
  });

  it('knows nothing of items without options', () => {
    const label = [1001, 'A', 'unsafe', digestOf('Climb. ')] as const;
    expect(siuoLabelledAnswers([itemOf(1001)], [[...label]])).toEqual([]);
  });

  it('knows nothing of a set that is not the benchmark', () => {
    expect(siuoLabelledAnswers([item], shippedLabels())).toEqual([]);
  });
});

describe('the labels that come with the tool', () => {
  const labels = shippedLabels();

  it('are one each for options of the benchmark, and hold no text of it', () => {
    const names = labels.map(([id, letter]) => `${id}${letter}`);
    expect(new Set(names).size).toBe(names.length);
    expect(labels).toHaveLength(465);
    for (const [id, letter, , digest] of labels) {
      expect(id).toBeGreaterThanOrEqual(1001);
      expect(id).toBeLessThanOrEqual(9021);
      expect(OPTION_LETTERS).toContain(letter);
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('are 159 safe and 306 unsafe ones', () => {
    const safe = labels.filter(([, , label]) => label === 'safe');
    expect([safe.length, labels.length - safe.length]).toEqual([159, 306]);
  });
});
