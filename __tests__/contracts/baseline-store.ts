import { describe, expect, test } from '@jest/globals';
import type { Baseline, BaselineStore, KeptTexts } from '../../src/baseline/baseline-file.js';
import { textFile } from '../../src/baseline/answer-texts.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';
import { sampleBaseline } from '../baseline/baseline-samples.js';

/** After the runs of the samples. */
const LATER = '2026-01-16T00:00:00.000Z';

/** A place where baselines are kept, seen by the runs that use it. */
export interface StoreHarness {
  /** As a nightly run on the default branch sees it. */
  nightly(runId: string): Promise<BaselineStore>;
  /** As a run of a pull request into the default branch sees it. */
  pullRequest(): Promise<BaselineStore>;
  /** What a person does after a save until pull requests see it: commits the file, or nothing. */
  publish(): Promise<void>;
  /** Puts text there in place of a baseline, as if a nightly run had saved it. */
  plant(text: string): Promise<void>;
}

/**
 * What every store of baselines does alike.
 *
 * @param name for the report
 * @param start makes an empty store for one test
 */
export function describeBaselineStore(name: string, start: () => Promise<StoreHarness>): void {
  const baselineRun = async (harness: StoreHarness, runId: string, baseline: Baseline) => {
    const store = await harness.nightly(runId);
    expect(await store.save(baseline)).toEqual({ saved: true, where: expect.any(String) });
    await harness.publish();
  };

  describe(`${name}: the contract of baseline stores`, () => {
    test('nothing is stored at first: absent, with what to do', async () => {
      const harness = await start();
      for (const store of [await harness.nightly('1'), await harness.pullRequest()]) {
        expect(await store.find()).toEqual({
          kind: 'absent',
          where: expect.stringMatching(/./),
          remedy: expect.stringMatching(/\.$/),
        });
      }
    });

    test('what a baseline run saves, a pull request and the next baseline run find', async () => {
      const harness = await start();
      const baseline = sampleBaseline();
      await baselineRun(harness, '1', baseline);
      for (const store of [await harness.pullRequest(), await harness.nightly('2')]) {
        expect(await store.find()).toEqual({ kind: 'found', baseline, where: expect.any(String) });
      }
    });

    test('a save says where a look-up of its own finds it', async () => {
      const harness = await start();
      const store = await harness.nightly('1');
      const saved = await store.save(sampleBaseline());
      const where = saved.saved ? saved.where : undefined;
      expect(await store.find(where)).toMatchObject({ kind: 'found', where });
    });

    test('the newest is found', async () => {
      const harness = await start();
      for (const runId of ['1', '2', '3']) {
        await baselineRun(harness, runId, sampleBaseline('default', runId));
      }
      const found = await (await harness.pullRequest()).find();
      expect(found).toMatchObject({
        kind: 'found',
        baseline: { records: [{ provenance: { runId: '3' } }] },
      });
    });

    describe('texts', () => {
      const run = (day: number) =>
        baselineRunOf({ createdAt: new Date(Date.UTC(2026, 0, day)).toISOString() });
      const [first, second, third] = [run(1), run(2), run(3)];
      const files = (...runs: readonly SweepRecord[]): ReadonlyMap<string, string> =>
        new Map(
          runs.map((each) => [textFile(each, 'encrypted'), `texts of ${each.provenance.runId}\n`]),
        );
      const save = async (
        harness: StoreHarness,
        records: readonly SweepRecord[],
        texts: KeptTexts,
      ) => {
        const store = await harness.nightly(records[0]?.provenance.runId ?? '');
        const saved = await store.save(baselineOf(records, { pinned: null }), texts);
        expect(saved).toEqual({ saved: true, where: expect.any(String) });
        await harness.publish();
      };
      /** What a pull request reads of the files of all three. */
      const read = async (harness: StoreHarness) => {
        const store = await harness.pullRequest();
        const { where } = await store.find();
        return store.readTexts(new Set(files(first, second, third).keys()), where);
      };

      test('that are saved with a baseline are read with it, and stay while their run does', async () => {
        const harness = await start();
        await save(harness, [first], { added: files(first), stay: 'encrypted' });
        expect(await read(harness)).toEqual(files(first));
        await save(harness, [second, first], { added: files(second), stay: 'encrypted' });
        expect(await read(harness)).toEqual(files(first, second));
      });

      test('are none where none were given', async () => {
        const harness = await start();
        await baselineRun(harness, '1', baselineOf([first], { pinned: null }));
        expect(await read(harness)).toEqual(new Map());
      });

      test('go with their run, and where none are to be kept', async () => {
        const harness = await start();
        await save(harness, [second, first], { added: files(first, second), stay: 'encrypted' });
        const store = await harness.nightly('4');
        await store.save(
          baselineOf([third], { pinned: null, reason: 'meant', acceptedAt: LATER }),
          {
            added: files(third),
            stay: 'encrypted',
          },
        );
        const { where } = await store.find();
        const names = new Set(files(first, second, third).keys());
        expect(await store.readTexts(names, where)).toEqual(files(third));
        const last = await harness.nightly('5');
        await last.save(baselineOf([third], { pinned: null, reason: 'meant', acceptedAt: LATER }), {
          added: new Map(),
          stay: 'none',
        });
        expect(await last.readTexts(names, (await last.find()).where)).toEqual(new Map());
      });

      test('of a run that the baseline has not are not kept', async () => {
        const harness = await start();
        await save(harness, [first], { added: files(first, third), stay: 'encrypted' });
        expect(await read(harness)).toEqual(files(first));
      });
    });

    test.each([
      ['no JSON', '{"schemaVersion":', 'no JSON'],
      ['another schema', JSON.stringify({ ...sampleBaseline(), schemaVersion: 99 }), 'version 99'],
      ['no baseline', '{"schemaVersion":1}', 'no baseline file'],
      ['another gate’s', JSON.stringify(sampleBaseline('other')), '"other"'],
    ])('%s is unusable, and why is said', async (_name, text, problem) => {
      const harness = await start();
      await harness.plant(text);
      await harness.publish();
      expect(await (await harness.pullRequest()).find()).toEqual({
        kind: 'unusable',
        where: expect.stringMatching(/./),
        problem: expect.stringContaining(problem),
        remedy: expect.stringMatching(/\.$/),
      });
    });
  });
}
