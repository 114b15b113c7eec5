import { describe, expect, test } from '@jest/globals';
import type { Baseline, BaselineStore } from '../../src/baseline/baseline-file.js';
import { sampleBaseline } from '../baseline/baseline-samples.js';

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
