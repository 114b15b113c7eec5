import { describe, expect, test } from '@jest/globals';
import { type CandidateIdentity, differences } from '../../src/baseline/comparability.js';
import type { Protocol } from '../../src/record/record-schema.js';
import { digestOf } from '../../src/digest.js';
import { baselineRunOf, protocolOf } from '../fixtures/record-factory.js';

const STORED = baselineRunOf({ scores: { 1001: [1], 1002: [1], 1003: [1] } });

/** A candidate like the stored baseline run, parts of it different. */
function candidate(overrides: Partial<CandidateIdentity> = {}): CandidateIdentity {
  const digests = new Map(
    STORED.items.map(({ id, rowDigest, pictureDigest }) => [
      id,
      { row: rowDigest, picture: pictureDigest },
    ]),
  );
  return { protocol: protocolOf(), metrics: ['safe'], digests, ...overrides };
}

const JUDGE = protocolOf().judge!;

describe('differences', () => {
  test('finds none between equals', () => {
    expect(differences(STORED, candidate())).toEqual([]);
  });

  test.each<[string, Partial<Protocol>, string, string]>([
    ['dataset.id', { dataset: { id: 'siuo', revision: '1' } }, 'smoke', 'siuo'],
    ['dataset.revision', { dataset: { id: 'smoke', revision: '2' } }, '1', '2'],
    ['task', { task: 'mcqa' }, 'generation', 'mcqa'],
    ['maxTokens', { maxTokens: 501 }, '500', '501'],
    ['temperature', { temperature: 0 }, 'none', '0'],
    ['promptVersion', { promptVersion: '2' }, '1', '2'],
    ['judge.model', { judge: { ...JUDGE, model: 'judge-2' } }, 'judge-1', 'judge-2'],
    ['judge.promptVersion', { judge: { ...JUDGE, promptVersion: '2' } }, '1', '2'],
    [
      'judge.promptDigest',
      { judge: { ...JUDGE, promptDigest: digestOf('own') } },
      JUDGE.promptDigest,
      digestOf('own'),
    ],
    ['judge', { judge: null }, JSON.stringify(JUDGE), 'none'],
  ])('names %s', (field, protocol, before, now) => {
    expect(differences(STORED, candidate({ protocol: protocolOf(protocol) }))).toEqual([
      { field, baseline: before, candidate: now },
    ]);
  });

  test('knows every field of a protocol', () => {
    const leaves = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? Object.values(value).reduce<number>((sum, each) => sum + leaves(each), 0)
        : 1;
    // A field more in the protocol wants a row more in the table above, which has one of its own for
    // a judge that is missing.
    expect(leaves(protocolOf())).toBe(9);
  });

  test('lets the judge not differ that is not known yet', () => {
    const protocol = protocolOf({ judge: null });
    expect(differences(STORED, candidate({ protocol, isJudgeOpen: true }))).toEqual([]);
  });

  test('names every field at once', () => {
    const protocol = protocolOf({
      maxTokens: 5,
      task: 'mcqa',
      judge: { ...JUDGE, model: 'judge-2' },
    });
    const fields = differences(STORED, candidate({ protocol })).map(({ field }) => field);
    expect(fields).toEqual(['judge.model', 'maxTokens', 'task']);
  });

  describe('when items have changed', () => {
    const digests = candidate().digests;
    const changed = (id: number, change: { row?: string; picture?: string | undefined }) => {
      const known = digests.get(id);
      return new Map([...digests, [id, { row: '', picture: undefined, ...known, ...change }]]);
    };

    test.each([
      ['row', changed(1002, { row: digestOf('other') })],
      ['picture', changed(1002, { picture: digestOf('other') })],
    ])('names the item whose %s has', (_name, others) => {
      const found = differences(STORED, candidate({ digests: others }));
      expect(found).toEqual([
        { field: 'items', baseline: 'other rows or pictures of 1002', candidate: 'changed' },
      ]);
    });

    test('does not miss a picture that is not read yet', () => {
      const unread = changed(1002, { picture: undefined });
      expect(differences(STORED, candidate({ digests: unread }))).toEqual([]);
    });

    test('looks at shared items only', () => {
      const others = new Map([[9001, { row: digestOf('new'), picture: undefined }]]);
      expect(differences(STORED, candidate({ digests: others }))).toEqual([]);
    });

    test.each([
      [10, /^other rows or pictures of 1001, .*1010$/],
      [13, /^other rows or pictures of 1001, .*1010 and 3 more$/],
    ])('names ten of %d and counts the rest', (length, text) => {
      const scores = Object.fromEntries(Array.from({ length }, (_, i) => [1001 + i, [1]]));
      const baselineRun = baselineRunOf({ scores: scores as Record<number, [1]> });
      const rows = baselineRun.items.map(
        ({ id }) => [id, { row: digestOf(''), picture: undefined }] as const,
      );
      const [found] = differences(baselineRun, candidate({ digests: new Map(rows) }));
      expect(found?.baseline).toMatch(text);
    });
  });

  describe('when metrics differ', () => {
    test('names what the baseline lacks', () => {
      expect(differences(STORED, candidate({ metrics: ['safe', 'effective'] }))).toEqual([
        { field: 'metrics', baseline: 'safe', candidate: 'safe, effective' },
      ]);
    });

    test.each([
      [['safe'], ['safe'], []],
      [['safe', 'effective'], ['safe'], []],
      [['safe', 'effective'], ['safe', 'effective'], ['judge.effectivenessDigest']],
      [['safe'], ['safe', 'effective'], ['metrics']],
    ] as const)(
      '%j before, %j now: how help was judged counts where both ask',
      (was, is, fields) => {
        const stored = baselineRunOf({ metrics: [...was], items: STORED.items });
        const judge = { ...JUDGE, effectivenessDigest: digestOf('help') };
        const now = candidate({ metrics: [...is], protocol: protocolOf({ judge }) });
        expect(differences(stored, now).map(({ field }) => field)).toEqual(fields);
      },
    );

    test('takes a baseline that has more', () => {
      const both = baselineRunOf({ metrics: ['safe', 'effective'], items: STORED.items });
      expect(differences(both, candidate())).toEqual([]);
    });
  });

  test('compares nothing of the target', () => {
    const { target } = STORED;
    const other = { ...STORED, target: { ...target, model: 'x', origin: 'y', served: 'z' } };
    expect(differences(other, candidate())).toEqual([]);
  });
});
