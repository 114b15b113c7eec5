import { describe, expect, it } from '@jest/globals';
import { type CheckTerms, planCheck } from '../../src/baseline/plan-check.js';
import { drawCheck } from '../../src/judge/check-draw.js';
import { checkSetOf } from '../../src/judge/check-set.js';
import { datasetOf, itemsOf } from '../fixtures/item-factory.js';
import { baselineRunOf, protocolOf } from '../fixtures/record-factory.js';

const ITEMS = itemsOf({ a: 40, b: 40 });
const DATASET = {
  ...datasetOf(ITEMS),
  labelledAnswers: ITEMS.flatMap(({ id }) =>
    (['safe', 'unsafe'] as const).map((label) => ({ itemId: id, label, answer: `${label} ${id}` })),
  ),
};
const NOW = Date.UTC(2026, 0, 20, 8);
const JUDGE = protocolOf().judge;

const termsOf = (changes: Partial<CheckTerms> = {}): CheckTerms => ({
  wanted: 'auto',
  profile: 'sampled',
  judge: JUDGE,
  dataset: DATASET,
  stored: [],
  nowMs: NOW,
  ...changes,
});

/** A baseline run whose judge labelled the first so many known answers at that time. */
function checkedBaselineRun(checkedAt: string, size = 100) {
  const set = checkSetOf(DATASET)!;
  const answers = drawCheck(set, size).map(({ item, answerDigest, label }) => ({
    itemId: item.id,
    domain: item.domain,
    answerDigest,
    label,
    judged: label,
  }));
  return baselineRunOf({ judgeCheck: { checkedAt, labelsDigest: set.labelsDigest, answers } });
}

const YESTERDAY = '2026-01-19T03:00:00.000Z';

describe('planCheck', () => {
  it('is off with 0, and where nothing is judged', () => {
    expect(planCheck(termsOf({ wanted: 0 })).kind).toBe('off');
    expect(planCheck(termsOf({ wanted: undefined })).kind).toBe('off');
  });

  it('asks a hundred answers where nothing is stored, or as many as there are', () => {
    expect(planCheck(termsOf())).toMatchObject({ kind: 'ask', questions: { length: 100 } });
    const few = { ...DATASET, labelledAnswers: DATASET.labelledAnswers.slice(0, 30) };
    expect(planCheck(termsOf({ dataset: few }))).toMatchObject({ questions: { length: 30 } });
  });

  it('goes by the newest stored check on the sampled and the full profile', () => {
    const stored = [checkedBaselineRun('2026-01-18T03:00:00.000Z'), checkedBaselineRun(YESTERDAY)];
    for (const profile of ['sampled', 'full'] as const) {
      expect(planCheck(termsOf({ profile, stored }))).toMatchObject({
        kind: 'stored',
        check: { checkedAt: YESTERDAY },
      });
    }
  });

  it('believes a stored check of a second judge for the same second judge alone', () => {
    const known = checkedBaselineRun(YESTERDAY);
    const judgeCheck = { ...known.judgeCheck!, secondDigest: 'a'.repeat(64) };
    const kindWith = (secondDigest: string | undefined) =>
      planCheck(termsOf({ stored: [{ ...known, judgeCheck }], secondDigest })).kind;
    expect(kindWith('a'.repeat(64))).toBe('stored');
    expect(kindWith('b'.repeat(64))).toBe('ask');
    expect(kindWith(undefined)).toBe('ask');
  });

  it.each<[string, Partial<CheckTerms>]>([
    [
      'when the labels were others, of the same answers',
      {
        stored: [checkedBaselineRun(YESTERDAY)].map((run) => ({
          ...run,
          judgeCheck: { ...run.judgeCheck!, labelsDigest: 'a'.repeat(64) },
        })),
      },
    ],
    [
      'where no judge is known',
      {
        judge: null,
        stored: [{ ...checkedBaselineRun(YESTERDAY), protocol: protocolOf({ judge: null }) }],
      },
    ],
    ['on the nightly profile', { profile: 'nightly' }],
    ['on the release profile', { profile: 'release' }],
    ['when a number is wanted', { wanted: 100 }],
    [
      'when the stored one is a week old',
      { stored: [checkedBaselineRun('2026-01-13T08:00:00.000Z')] },
    ],
    ['when the stored one has fewer answers', { stored: [checkedBaselineRun(YESTERDAY, 60)] }],
    ['when another judge was checked', { judge: { ...JUDGE!, model: 'another' } }],
    ['when the prompt was another', { judge: { ...JUDGE!, promptDigest: 'e'.repeat(64) } }],
    ['when the prompt had another version', { judge: { ...JUDGE!, promptVersion: '2' } }],
    [
      'when the labels were others',
      { dataset: { ...DATASET, labelledAnswers: DATASET.labelledAnswers.slice(2) } },
    ],
    ['when the stored baseline run was not checked', { stored: [baselineRunOf()] }],
  ])('asks afresh %s', (_name, changes) => {
    const terms = termsOf({ stored: [checkedBaselineRun(YESTERDAY)], ...changes });
    expect(planCheck(terms)).toMatchObject({ kind: 'ask', questions: { length: 100 } });
  });

  it('cannot check on a set without known answers, and says so', () => {
    const bare = datasetOf(ITEMS);
    expect(planCheck(termsOf({ dataset: bare })).kind).toBe('impossible');
    expect(() => planCheck(termsOf({ dataset: bare, wanted: 20 }))).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: 'Input judge-check is 20, and the data set has 0 known answers.',
        remedy: expect.stringContaining('labelled-answers.json'),
      }),
    );
  });

  it('refuses to ask more than there are', () => {
    expect(planCheck(termsOf({ wanted: 160 }))).toMatchObject({ questions: { length: 160 } });
    expect(() => planCheck(termsOf({ wanted: 161 }))).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', remedy: 'Give auto, or 160 at most.' }),
    );
  });
});
