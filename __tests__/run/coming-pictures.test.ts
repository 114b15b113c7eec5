import { describe, expect, test } from '@jest/globals';
import type { DatasetSource } from '../../src/dataset/item.js';
import { GateError } from '../../src/errors.js';
import { fakeDatasetSource, type FakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { contextOf } from '../fixtures/config-factory.js';
import { datasetOf } from '../fixtures/item-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { ITEMS, baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));

/** A data set whose pictures are downloaded, and are all here only when the test says so. */
function comingDataset(settle: (here: ReturnType<DatasetSource['prefetch']>) => typeof here) {
  const source: FakeDatasetSource = fakeDatasetSource(datasetOf(ITEMS));
  return {
    ...source,
    isDownloaded: true as const,
    prefetch: (...given: Parameters<DatasetSource['prefetch']>) =>
      settle(source.prefetch(...given)),
  };
}

/** A world whose pictures are settled as soon as the model was asked so often. */
function worldAfter(requests: number, end: 'here' | 'other' | 'missing') {
  let settle = (): void => undefined;
  const isTime = new Promise<void>((resolve) => (settle = resolve));
  let asked = 0;
  const dataset = comingDataset(async (here) => {
    const digests = await here;
    await isTime;
    if (end === 'missing') {
      throw new GateError('DATASET_UNREACHABLE', 'The last picture did not come.', {
        remedy: 'Wait.',
      });
    }
    return end === 'here' ? digests : new Map([...digests].map(([id]) => [id, 'f'.repeat(64)]));
  });
  const world = worldOf(
    (itemId, nth) => {
      asked += 1;
      if (asked === requests) settle();
      return nowAndThen(itemId, nth);
    },
    BASELINE,
    { dataset },
  );
  return world;
}

describe('while pictures are on their way', () => {
  test('those that are here are asked about, and the verdict is the one of any other run', async () => {
    const world = worldAfter(10, 'here');
    const outcome = await runGate(world);
    const usual = await runGate(worldOf(nowAndThen, BASELINE));
    expect(outcome.verdict).toEqual(usual.verdict);
    expect(outcome.record?.items).toEqual(usual.record?.items);
    expect(outcome.record?.planDigest).toEqual(usual.record?.planDigest);
    expect(world.model.sent).toHaveLength(72);
    expect(world.log.lines).toContain(
      'info Pictures of 24 items: what is here is asked about while the rest is on its way.',
    );
  });

  test('the whole first stage is asked before the last picture is here, where that takes so long', async () => {
    const world = worldAfter(16, 'here');
    await runGate(world, { inputs: { repeats: '' }, context: contextOf('pull_request') });
    expect(new Set(world.dataset.prefetched)).toEqual(new Set(ITEMS.map(({ id }) => id)));
  });

  test('one that turns out to be another takes the baseline away, and no verdict is given', async () => {
    const world = worldAfter(10, 'other');
    const { verdict, record } = await runGate(world);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', reason: 'not-comparable' });
    // What was paid for is kept for the next run.
    const answers = world.journal.entries().filter(({ type }) => type === 'answer');
    expect(answers.length).toBeGreaterThanOrEqual(10);
    expect(answers.length).toBeLessThan(72);
    expect(record?.partial).toBe(false);
  });

  test('one that does not come ends the run with its own error, and answers are kept', async () => {
    const world = worldAfter(10, 'missing');
    const { verdict, error, record } = await runGate(world);
    expect(verdict).toMatchObject({ verdict: 'error' });
    expect(record).toBeUndefined();
    expect(error).toMatchObject({ code: 'DATASET_UNREACHABLE' });
    const answers = world.journal.entries().filter(({ type }) => type === 'answer');
    expect(answers.length).toBeGreaterThanOrEqual(10);
    expect(world.judge.sent).toEqual([]);
  });

  test('an endpoint that refuses stops the download', async () => {
    let stopped: unknown;
    const dataset = {
      ...comingDataset((here) => here),
      prefetch: (_items: unknown, signal: AbortSignal) =>
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => {
            stopped = signal.reason;
            reject(signal.reason as Error);
          });
        }),
    };
    const refusal = new GateError('ENDPOINT_REFUSED', 'No such key.', { remedy: 'Give another.' });
    const world = worldOf(nowAndThen, BASELINE, { dataset });
    const { error } = await runGate({
      ...world,
      model: { ...world.model, untilUp: () => Promise.reject(refusal) },
    });
    expect(error).toBe(refusal);
    expect(stopped).toBe(refusal);
  });
});
