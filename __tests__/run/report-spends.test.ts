import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { datasetOf } from '../fixtures/item-factory.js';
import { blind, honest, isCheck, judgeWith, KNOWN } from './check-world.js';
import { baselineRunWith, ITEMS, nowAndThen, runGate, worldOf } from './gate-world.js';
import { report, sweepShards } from './report-world.js';

/** A data set with the same rows and other pictures. */
const otherPictures = () => fakeDatasetSource(datasetOf(ITEMS), () => digestOf('another picture'));
/** Answers that nobody has judged yet, 72 in all. */
const answers = () => sweepShards(2, { isJudged: false });

describe('mode report and other pictures', () => {
  test('answers to them are refused before a judge is asked', async () => {
    const { outcome, world } = await report(await answers(), {
      world: { dataset: otherPictures() },
    });
    expect(outcome.error).toMatchObject({
      code: 'RECORD_MISMATCH',
      message: expect.stringContaining(
        'item 1001 was asked with another picture than the data set has here',
      ),
    });
    expect(world.judge.sent).toEqual([]);
  });

  test('answers to them are refused where one picture of many differs', async () => {
    const [other] = await sweepShards(1, {
      isJudged: false,
      world: {
        dataset: fakeDatasetSource(datasetOf(ITEMS), ({ id }) => digestOf(`${id === 2012}`)),
      },
    });
    const dataset = fakeDatasetSource(datasetOf(ITEMS), () => digestOf('false'));
    const { outcome } = await report([other!], {
      world: { dataset },
      stored: undefined,
      inputs: { 'missing-baseline': 'warn' },
    });
    expect(outcome.error).toMatchObject({
      code: 'RECORD_MISMATCH',
      message: expect.stringContaining('item 2012 was asked with another picture'),
    });
  });

  test('judged answers to them are not compared with the baseline', async () => {
    const files = await sweepShards(2, { world: { dataset: otherPictures() } });
    const { outcome } = await report(files);
    expect(outcome.verdict).toMatchObject({ reason: 'not-comparable', failed: true });
    expect(outcome.known.staged).toBeUndefined();
  });
});

describe('mode report and a judge that nobody has checked', () => {
  test('checks it before it judges an answer', async () => {
    const judge = judgeWith(honest);
    const world = { judge, dataset: fakeDatasetSource(KNOWN) };
    const { outcome } = await report(await answers(), { world });
    expect(outcome.verdict.reason).toBe('no-regression');
    expect(judge.sent.map(isCheck)).toEqual([
      ...Array<boolean>(48).fill(true),
      ...Array<boolean>(72).fill(false),
    ]);
    expect(outcome.record?.judgeCheck?.answers).toHaveLength(48);
  });

  test('stops where the judge cannot be trusted, and has no answer judged', async () => {
    const judge = judgeWith(blind);
    const world = { judge, dataset: fakeDatasetSource(KNOWN) };
    const { outcome } = await report(await answers(), { world });
    expect(outcome.verdict).toEqual({ verdict: 'error', reason: 'judge-unreliable', failed: true });
    expect(judge.sent.filter((body) => !isCheck(body))).toEqual([]);
  });

  test('does not trust it in a later attempt either, which asks it nothing', async () => {
    const first = worldOf(nowAndThen);
    const files = await answers();
    const world = { dataset: fakeDatasetSource(KNOWN), journal: first.journal };
    await report(files, { world: { ...world, judge: judgeWith(blind) } });
    const judge = judgeWith(honest);
    const { outcome } = await report(files, { world: { ...world, judge } });
    expect(outcome.verdict.reason).toBe('judge-unreliable');
    expect(judge.sent).toEqual([]);
  });
});

describe('mode report and too small a budget', () => {
  test.each([
    ['the judgements', datasetOf(ITEMS), '71', /71 requests, and the first stage needs 72/],
    [
      'check and judgements',
      KNOWN,
      '119',
      /119 requests; the judge check needs 48 and the first stage 72/,
    ],
  ])('for %s asks nothing at all', async (_what, dataset, most, message) => {
    const world = { judge: judgeWith(honest), dataset: fakeDatasetSource(dataset) };
    const inputs = { 'max-requests': most };
    const { outcome } = await report(await answers(), { world, inputs });
    expect(outcome.verdict).toEqual({ verdict: 'error', reason: 'budget', failed: true });
    expect(outcome.error?.message).toMatch(message);
    expect(world.judge.sent).toEqual([]);
  });

  test.each([
    ['the judgements', datasetOf(ITEMS), '72'],
    ['check and judgements', KNOWN, '120'],
  ])('goes on where it is just enough for %s', async (_what, dataset, most) => {
    const world = { judge: judgeWith(honest), dataset: fakeDatasetSource(dataset) };
    const inputs = { 'max-requests': most };
    const { outcome } = await report(await answers(), { world, inputs });
    expect(outcome.verdict.reason).toBe('no-regression');
    expect(world.judge.sent).toHaveLength(Number(most));
  });
});

describe('copies of an answer of one run', () => {
  const stored = baselineOf([baselineRunWith(20, () => [1, 1, 1])]);

  test.each([
    ['judged', true],
    ['not judged yet', false],
  ])('in records that are %s count once', async (_name, isJudged) => {
    const files = await sweepShards(2, { behaviour: () => 'safe', isJudged });
    const { outcome } = await report(files, { stored });
    const [comparison] = outcome.known.staged?.compared?.setup.comparisons ?? [];
    expect(comparison).toBeDefined();
    expect(outcome.known.resultStore?.results.size).toBe(24);
    expect(outcome.record?.items.map(({ repeats }) => repeats.length)).toEqual(
      Array<number>(24).fill(1),
    );
  });

  test('in the journal of an earlier attempt of another size count once', async () => {
    const first = worldOf(nowAndThen);
    await runGate(first, { inputs: { 'missing-baseline': 'warn' } });
    const again = worldOf(nowAndThen, stored, { journal: first.journal });
    const { record, known } = await runGate(again);
    expect(known.resultStore?.results.size).toBe(24);
    expect(record?.items.map(({ repeats }) => repeats.length)).toEqual(Array<number>(24).fill(1));
  });
});
