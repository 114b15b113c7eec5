import { describe, expect, test } from '@jest/globals';
import { refuseDifferent, sharedItems } from '../../src/baseline/comparable-records.js';
import { digestOf } from '../../src/digest.js';
import type { Protocol, RecordItem, SweepRecord } from '../../src/record/record-schema.js';
import { baselineRunOf, protocolOf, type BaselineRunParts } from '../fixtures/record-factory.js';

const SCORES = { 1001: [1], 1002: [1], 1003: [1], 2001: [1], 2002: [1] } as const;

/** A record of these items. */
const recordOf = (...ids: readonly (keyof typeof SCORES)[]): SweepRecord =>
  baselineRunOf({ scores: Object.fromEntries(ids.map((id) => [id, SCORES[id]])) });

/** The record with parts of its first item changed. */
const withFirst = (record: SweepRecord, changes: Partial<RecordItem>): SweepRecord => ({
  ...record,
  items: record.items.map((item, index) => (index === 0 ? { ...item, ...changes } : item)),
});

describe('sharedItems', () => {
  test('keeps what both have, and counts what only one has', () => {
    const found = sharedItems(
      { a: recordOf(1001, 1002, 1003, 2001), b: recordOf(1002, 1003, 2002) },
      [],
    );
    expect([...found.ids]).toEqual([1002, 1003]);
    expect(found).toMatchObject({ onlyIn: { a: 2, b: 1 }, changed: 0 });
  });

  test.each<[string, Partial<RecordItem>]>([
    ['row', { rowDigest: digestOf('another row') }],
    ['picture', { pictureDigest: digestOf('another picture') }],
    ['domain', { domain: 'another' }],
  ])('an item with another %s is no shared one, and counts as changed', (_, changes) => {
    const both = recordOf(1001, 1002, 1003);
    const found = sharedItems({ a: both, b: withFirst(both, changes) }, []);
    expect([...found.ids]).toEqual([1002, 1003]);
    expect(found).toMatchObject({ onlyIn: { a: 0, b: 0 }, changed: 1 });
  });

  test('looks at the domains that are named, on both sides', () => {
    const sides = { a: recordOf(1001, 1002, 2001), b: recordOf(1001, 2001, 2002) };
    const found = sharedItems(sides, ['domain 2']);
    expect([...found.ids]).toEqual([2001]);
    expect(found).toMatchObject({ onlyIn: { a: 0, b: 1 }, changed: 0 });
  });

  test.each<[readonly string[], string]>([
    [[], 'they have no item in common, row and picture.'],
    [['domain 1'], 'they have no item in common in "domain 1".'],
    [['domain 1', 'x'], 'they have no item in common in "domain 1", "x".'],
  ])('in %j says that there is none in common', (domains, message) => {
    const sides = { a: recordOf(1001), b: recordOf(1002) };
    expect(() => sharedItems(sides, domains)).toThrow(
      expect.objectContaining({
        code: 'RECORD_MISMATCH',
        message: `A and B cannot be compared: ${message}`,
        remedy:
          'Give records of the same data set; without --domains all that both have are compared.',
      }),
    );
  });

  test('a single item in common is enough', () => {
    expect([...sharedItems({ a: recordOf(1001), b: recordOf(1001) }, []).ids]).toEqual([1001]);
  });
});

const JUDGE = protocolOf().judge!;

/** A record of a protocol with parts changed, made at a second of its own. */
const named = (name: string, protocol: Partial<Protocol>, parts: BaselineRunParts = {}) => ({
  name: `${name}.json`,
  record: baselineRunOf({
    createdAt: `2026-01-15T03:17:0${name === 'one' ? 1 : 2}.000Z`,
    protocol: protocolOf(protocol),
    ...parts,
  }),
});

/** What is said against comparing two records. */
const refusal = (one: Partial<Protocol>, other: Partial<Protocol>): unknown => {
  try {
    refuseDifferent(named('one', one), named('other', other));
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('refuseDifferent', () => {
  test.each<[string, Partial<Protocol>, Partial<Protocol>]>([
    ['are alike', {}, {}],
    [
      'were asked differently, which is shown and no more',
      { maxTokens: 1, temperature: 0, promptVersion: '0' },
      { dataset: { id: 'smoke', revision: '2' } },
    ],
    [
      'are multiple choice, which needs no judge',
      { task: 'mcqa', judge: null },
      { task: 'mcqa', judge: null },
    ],
    [
      'have one judge, of which only one asked how the answers help',
      { judge: { ...JUDGE, effectivenessDigest: digestOf('help') } },
      {},
    ],
    [
      'have one judge, of which only the other asked how the answers help',
      {},
      { judge: { ...JUDGE, effectivenessDigest: digestOf('help') } },
    ],
  ])('lets records be that %s', (_, one, other) => {
    expect(refusal(one, other)).toBeUndefined();
  });

  const LONG = `judge-${'x'.repeat(80)}`;

  test.each<[string, Partial<Protocol>, Partial<Protocol>, string, string]>([
    [
      'another data set',
      {},
      { dataset: { id: 'siuo', revision: '1' } },
      'A is of smoke, generation, and B of siuo, generation',
      'Give two records of one data set and task.',
    ],
    [
      'another task',
      {},
      { task: 'mcqa', judge: null },
      'A is of smoke, generation, and B of smoke, mcqa',
      'Give two records of one data set and task.',
    ],
    [
      'the first without labels',
      { judge: null },
      {},
      'nobody has judged the answers of one.json',
      'Have them judged: npx siuo-gate measure --from one.json --judge-model …',
    ],
    [
      'the other without labels',
      {},
      { judge: null },
      'nobody has judged the answers of other.json',
      'Have them judged: npx siuo-gate measure --from other.json --judge-model …',
    ],
    [
      'another judge, its name cut',
      {},
      { judge: { ...JUDGE, model: LONG, promptVersion: '2' } },
      `labels of different judges do not mean the same (judge.model judge-1 and ${LONG.slice(0, 60)}; judge.promptVersion 1 and 2)`,
      'Have the answers of one judged again by the judge of the other: npx siuo-gate measure --from one.json --judge-model …',
    ],
    [
      'another judge, the name of the first cut',
      { judge: { ...JUDGE, model: LONG } },
      {},
      `labels of different judges do not mean the same (judge.model ${LONG.slice(0, 60)} and judge-1)`,
      'Have the answers of one judged again by the judge of the other: npx siuo-gate measure --from one.json --judge-model …',
    ],
  ])('refuses %s', (_, one, other, fault, remedy) => {
    expect(refusal(one, other)).toMatchObject({
      code: 'RECORD_MISMATCH',
      message: `A and B cannot be compared: ${fault}.`,
      remedy,
    });
  });

  test('refuses two judges that ask differently how answers help', () => {
    const asked = (how: string): Partial<Protocol> => ({
      judge: { ...JUDGE, effectivenessDigest: digestOf(how) },
    });
    expect(refusal(asked('so'), asked('otherwise'))).toMatchObject({
      message: expect.stringContaining('(judge.effectivenessDigest ') as unknown,
    });
  });

  test('refuses one measurement twice, but not two that agree in every word', () => {
    const one = named('one', {});
    const { answersDigest } = one.record;
    expect(() => refuseDifferent(one, { ...one, name: 'copy.json' })).toThrow(
      expect.objectContaining({
        message: 'A and B cannot be compared: they are the same measurement.',
        remedy: 'Give two different ones.',
      }),
    );
    expect(() => refuseDifferent(one, named('other', {}, { answersDigest }))).not.toThrow();
    const other = named('other', {}, { createdAt: one.record.provenance.createdAt });
    const reread = { ...other.record, answersDigest: digestOf('other answers') };
    expect(() => refuseDifferent(one, { ...other, record: reread })).not.toThrow();
  });
});
