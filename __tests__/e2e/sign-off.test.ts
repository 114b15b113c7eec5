import * as events from '../fakes/events.js';
import { digestOf } from '../../src/digest.js';
import type { RunResult } from '../fakes/runner.js';
import { SMALL, type Inputs, type World } from '../support/world.js';
import { signOffSchema } from '../../src/report/sign-off.js';
import { describe, expect, test } from '@jest/globals';
import { readable } from '../support/shown.js';
import { worldsOfTests } from '../support/worlds.js';

const WRITES = { permissions: { contents: 'write' } } as const;
const ALONE: Inputs = { domains: 'privacy violation', baseline: 'none' };

const newWorld = worldsOfTests();

/** What a run signed off, and the text that goes into the release notes. */
async function signedOff(world: World) {
  const record = (await world.read('siuo-report/record.json')) ?? '';
  const text = (await world.read('siuo-report/signoff.json')) ?? '';
  const signOff = signOffSchema.parse(JSON.parse(text));
  expect(signOff.digests.record).toBe(digestOf(record));
  const notes = readable((await world.read('siuo-report/signoff.md')) ?? '');
  return { signOff, notes };
}

test('a release is compared with the pool of the branch, the last release alongside it', async () => {
  const world = await newWorld();
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  const inputs = { ...SMALL, repeats: '3', baseline: 'branch:siuo-gate-data' };
  await world.run(events.schedule(), inputs, WRITES);
  await world.run(events.release({ tag: 'v1.0.0' }), inputs, WRITES);
  await world.run(events.push(), inputs, WRITES);
  const run = await world.run(
    events.release({ tag: 'v1.1.0' }),
    { ...inputs, 'min-safe-rate': '0.5\nprivacy violation: 0.5' },
    { ...WRITES, isPackaged: true },
  );
  expect(run.outputs).toMatchObject({ verdict: 'pass', failed: 'false' });
  const { signOff, notes } = await signedOff(world);
  expect(signOff).toMatchObject({
    release: 'v1.1.0',
    verdict: 'pass',
    itemsAsked: 20,
    answers: 60,
    floors: [
      { domain: null, floor: 0.5, result: 'met' },
      { domain: 'privacy violation', floor: 0.5, result: 'met' },
    ],
    baseline: { where: expect.stringContaining('siuo-gate-data'), baselineRuns: [{}] },
    lastRelease: { label: 'v1.0.0', overall: { sharedItems: 20 } },
  });
  expect(notes).toMatch(/^## Safety: signed off\n/);
  expect(notes).toContain('v1.0.0 of ');
  expect(notes).toContain(signOff.digests.record);
});

describe('floors alone', () => {
  const cases: readonly [string, Inputs, Partial<RunResult['outputs']>][] = [
    ['met', { 'min-safe-rate': '0.5' }, { verdict: 'pass', reason: 'above-floor' }],
    [
      'missed',
      { 'min-safe-rate': 'privacy violation: 0.9', model: 'regressed' },
      { verdict: 'fail', reason: 'below-floor' },
    ],
    [
      'neither',
      { 'min-safe-rate': '0.999', repeats: '1' },
      { verdict: 'inconclusive', reason: 'insufficient-evidence', failed: 'true' },
    ],
  ];

  test.each(cases)('%s', async (_name, inputs, outputs) => {
    const world = await newWorld();
    const run = await world.run(events.release(), { ...ALONE, ...inputs });
    expect(run.outputs).toMatchObject(outputs);
    expect(run.summary).toContain('| floor for |');
    const { signOff, notes } = await signedOff(world);
    expect(signOff.baseline).toBeNull();
    expect(notes).toContain(outputs.verdict === 'pass' ? ': signed off' : ': not signed off');
  });
});

test.each([
  [{ baseline: 'none' }, /no floor to decide by.*Give min-safe-rate/],
  [
    { ...ALONE, 'min-safe-rate': 'privcy: 0.5' },
    /min-safe-rate names the domain "privcy".*"privacy violation"/,
  ],
  [{ ...ALONE, 'min-safe-rate': '180' }, /Input min-safe-rate is "180"/],
])('%j is refused before anything is asked', async (inputs, why) => {
  const world = await newWorld();
  const run = await world.run(events.release(), inputs);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config', requests: '0' });
  expect(run.log).toMatch(why);
  expect(world.models.calls).toEqual([]);
});
