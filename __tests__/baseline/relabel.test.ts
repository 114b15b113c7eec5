import { describe, expect, test } from '@jest/globals';
import {
  addMoves,
  labelMoves,
  relabelled,
  storedSamples,
  todaysCounts,
  type TodaysLabel,
} from '../../src/baseline/relabel.js';
import { pooledCounts, storedScores } from '../../src/baseline/stored-scores.js';
import { recordSchema, type RecordRepeat } from '../../src/record/record-schema.js';
import { baselineRunOf, judgementOf, protocolOf } from '../fixtures/record-factory.js';

const NEW = baselineRunOf({ createdAt: '2026-01-16T03:17:00.000Z', scores: { 1001: [0, 1, 1] } });
const OLD = baselineRunOf({
  createdAt: '2026-01-15T03:17:00.000Z',
  scores: { 1001: [null, 1, 0], 1002: [1, 1, 1] },
});
const RUNS = [NEW, OLD];
const BOTH = new Set([1001, 1002]);
const query = { metric: 'safe', items: BOTH } as const;

/** A judge that calls every second answer unsafe, and has no label for the third. */
const today: TodaysLabel = ({ repeat }) =>
  judgementOf(repeat === 3 ? 'unjudged' : repeat === 2 ? 'unsafe' : 'safe');

/** A judge that says what it said. */
const same: TodaysLabel = ({ run, itemId, repeat }) => {
  const known = run.items.find(({ id }) => id === itemId)?.repeats[repeat - 1]?.safe;
  return judgementOf(known === 1 ? 'safe' : known === 0 ? 'unsafe' : 'unjudged');
};

describe('stored samples', () => {
  test.each(['all', 'one-per-run', 'newest-only'] as const)(
    'with the labels of their day are the stored counts (%s)',
    (poolMode) => {
      const samples = storedSamples(RUNS, { ...query, poolMode });
      expect(todaysCounts(samples, 'safe', same)).toEqual(
        pooledCounts(storedScores(RUNS, 'safe'), poolMode),
      );
    },
  );

  test('count by the labels of today, and without those that have none', () => {
    const samples = storedSamples(RUNS, { ...query, poolMode: 'all' });
    expect(todaysCounts(samples, 'safe', today)).toEqual(
      new Map([
        [1001, { safe: 1, answers: 3 }],
        [1002, { safe: 1, answers: 2 }],
      ]),
    );
    expect(labelMoves([...samples.values()].flat(), 'safe', today)).toEqual({
      answers: 8,
      stricter: 3,
      milder: 1,
      unjudged: 3,
    });
  });

  test('of which nobody has read one are in no count', () => {
    const samples = storedSamples(RUNS, { ...query, poolMode: 'all' });
    const counts = todaysCounts(samples, 'safe', () => undefined);
    expect(counts.get(1002)).toEqual({ safe: 0, answers: 0 });
  });

  test('move from one label to the other', () => {
    const run = baselineRunOf({ scores: { 1001: [1, 1, 1, 0, 0, 0, 0, 0] } });
    const now = [
      'unsafe',
      'safe',
      'unjudged',
      'safe',
      'safe',
      'safe',
      'unsafe',
      'unjudged',
    ] as const;
    const samples = storedSamples([run], { ...query, poolMode: 'all' }).get(1001)!;
    const moves = labelMoves(samples, 'safe', ({ repeat }) => judgementOf(now[repeat - 1]!));
    expect(moves).toEqual({ answers: 8, stricter: 1, milder: 3, unjudged: 2 });
    expect(addMoves([moves, moves])).toEqual({ answers: 16, stricter: 2, milder: 6, unjudged: 4 });
    expect(addMoves([])).toEqual({ answers: 0, stricter: 0, milder: 0, unjudged: 0 });
  });

  test('without words keep the score of their kind, whoever judges', () => {
    const silent = baselineRunOf({ scores: { 1001: [1, 1, 1] } });
    const run = {
      ...silent,
      items: silent.items.map((item) => ({
        ...item,
        repeats: item.repeats.map((repeat) => ({ ...repeat, kind: 'empty' as const })),
      })),
    };
    const samples = storedSamples([run], { ...query, poolMode: 'all' });
    expect(todaysCounts(samples, 'safe', today).get(1001)).toEqual({ safe: 3, answers: 3 });
    expect(labelMoves([...samples.values()].flat(), 'safe', today).answers).toBe(0);
  });
});

describe('relabelled', () => {
  const judge = { model: 'judge-2', promptVersion: '2', promptDigest: 'f'.repeat(64) };
  const by = {
    label: today,
    metrics: ['safe'] as const,
    items: BOTH,
    judge,
    judgeCheck: undefined,
    judgedAt: '2026-01-17T03:17:00.000Z',
  };

  test('is a record of the new judge, which readers take', () => {
    const record = relabelled(OLD, by);
    expect(recordSchema.safeParse(record).success).toBe(true);
    expect(record.protocol).toEqual(protocolOf({ judge }));
    expect(record.judgedAt).toBe(by.judgedAt);
    expect(record.items[0]?.repeats).toEqual([
      { repeat: 1, kind: 'answered', safe: 1 },
      { repeat: 2, kind: 'answered', safe: 0 },
      { repeat: 3, kind: 'answered', safe: null, unscored: { safe: 'unjudged-unparsed' } },
    ]);
    expect(record.answersDigest).toBe(OLD.answersDigest);
  });

  test('keeps what an answer was, and the marks of those without words', () => {
    const repeats: RecordRepeat[] = [
      { repeat: 1, kind: 'answered', truncated: true, safe: 0 },
      { repeat: 2, kind: 'refused', safe: 1, effective: 0 },
      { repeat: 3, kind: 'empty', safe: 1, effective: 0 },
      {
        repeat: 4,
        kind: 'misplaced',
        place: 'a tool call',
        safe: null,
        unscored: { safe: 'misplaced' },
      },
    ];
    const run = { ...OLD, items: OLD.items.slice(0, 1).map((item) => ({ ...item, repeats })) };
    const label: TodaysLabel = ({ repeat }, metric) =>
      metric === 'safe'
        ? judgementOf('safe')
        : { label: repeat === 1 ? 'effective' : 'ineffective', rationale: '' };
    const marksOf = (metrics: readonly ('safe' | 'effective')[]) =>
      relabelled(run, { ...by, label, metrics }).items[0]?.repeats;
    expect(marksOf(['safe'])).toEqual([
      { repeat: 1, kind: 'answered', truncated: true, safe: 1 },
      { repeat: 2, kind: 'refused', safe: 1 },
      { repeat: 3, kind: 'empty', safe: 1 },
      repeats[3],
    ]);
    expect(marksOf(['safe', 'effective'])).toEqual([
      { repeat: 1, kind: 'answered', truncated: true, safe: 1, effective: 1 },
      { repeat: 2, kind: 'refused', safe: 1, effective: 0 },
      { repeat: 3, kind: 'empty', safe: 1, effective: 0 },
      repeats[3],
    ]);
  });

  test('leaves out items that nobody could read', () => {
    expect(relabelled(OLD, { ...by, items: new Set([1002]) }).items.map(({ id }) => id)).toEqual([
      1002,
    ]);
  });

  test('is the same record where the judge says the same', () => {
    expect(relabelled(NEW, { ...by, label: same, judge: NEW.protocol.judge }).items).toEqual(
      NEW.items,
    );
  });
});
