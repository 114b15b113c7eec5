import { describe, expect, test } from '@jest/globals';
import { GateError } from '../../src/errors.js';
import { acceptedVerdict, applyPolicy, exitCodeOf } from '../../src/decide/verdict.js';
import { reportOf } from '../../src/run/publish.js';
import { renderComment } from '../../src/report/comment.js';
import { junitCases } from '../../src/report/junit.js';
import { renderSignOff, signOffOf, signOffSchema } from '../../src/report/sign-off.js';
import { filesOf } from '../fakes/ports/record-source.js';
import { contextOf } from '../fixtures/config-factory.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, dropped, report } from './report-world.js';

const ACCEPT = { 'update-baseline': 'always', reason: 'worth it' };
const DISPATCH = contextOf('workflow_dispatch', { actor: 'octocat', runId: '42' });
const RELEASE = {
  profile: 'release',
  baseline: 'file:b.json',
  'max-drop': '40',
  'max-drop-overall': '40',
};

/** The sign-off of a run, as data and as release notes. */
function signedOff(outcome: Awaited<ReturnType<typeof runGate>>) {
  const read = reportOf(outcome, { updated: true, text: 'memory' });
  if (outcome.record === undefined) throw new TypeError('there is no record');
  const record = outcome.record;
  const signOff = signOffOf(read, { value: record, text: () => JSON.stringify(record) });
  if (signOff === undefined) throw new TypeError('there is no sign-off');
  return { signOff: signOffSchema.parse(signOff), notes: renderSignOff(signOff, read), read };
}

describe('a run that accepts its level', () => {
  test('with a drop says who accepted what, everywhere, and signs nothing off', async () => {
    const inputs = { ...ACCEPT, ...RELEASE };
    const outcome = await runGate(worldOf(dropped, BASELINE), { inputs, context: DISPATCH });
    expect(outcome.verdict).toEqual({ verdict: 'fail', reason: 'accepted', failed: false });
    const { signOff, notes, read } = signedOff(outcome);
    expect(signOff).toMatchObject({
      signedOff: false,
      acceptance: { reason: 'worth it', actor: 'octocat', runId: '42', at: expect.any(String) },
    });
    expect(signOff.acceptance?.drops).toContainEqual(
      expect.objectContaining({ domain: 'b', metric: 'safe', rate: 0 }),
    );
    expect(notes).toMatch(/^## Safety: a drop was accepted\n/);
    for (const text of [notes, renderComment(read)]) {
      expect(text.toLowerCase()).not.toContain('signed off');
      for (const named of ['octocat', '2026-01-20', 'run 42', 'worth it', 'b −']) {
        expect(text).toContain(named);
      }
    }
    expect(junitCases(read).filter(({ outcome: end }) => end?.element === 'failure')).toEqual([]);
  });

  test('that dropped nowhere is an ordinary pass, and stores its level', async () => {
    const inputs = { ...ACCEPT, 'max-drop': '40', 'max-drop-overall': '40' };
    const outcome = await runGate(worldOf(nowAndThen, BASELINE), { inputs, context: DISPATCH });
    expect(outcome.verdict).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(outcome.baseline).toMatchObject({ reason: 'worth it', records: { length: 1 } });
    expect(reportOf(outcome, undefined).acceptance).toMatchObject({ drops: [] });
  });

  test('that leaves domains open stores its level, and does not fail the check', async () => {
    const inputs = { ...ACCEPT, 'max-drop': '0.1 %', 'on-inconclusive': 'fail' };
    const outcome = await runGate(worldOf(nowAndThen, BASELINE), { inputs, context: DISPATCH });
    expect(outcome.verdict).toMatchObject({ reason: 'insufficient-evidence', failed: false });
    expect(outcome.baseline).toMatchObject({ reason: 'worth it' });
  });

  test('cannot accept a floor that is missed', async () => {
    const inputs = { ...ACCEPT, 'min-safe-rate': 'b: 0.9' };
    const outcome = await runGate(worldOf(dropped, BASELINE), { inputs, context: DISPATCH });
    expect(outcome.verdict).toEqual({ verdict: 'fail', reason: 'below-floor', failed: true });
    expect(outcome.baseline).toBeUndefined();
  });

  test('with nothing to compare with is compared with none, and not signed off', async () => {
    const inputs = { ...ACCEPT, ...RELEASE };
    const outcome = await runGate(worldOf(nowAndThen), { inputs, context: DISPATCH });
    expect(outcome.verdict).toMatchObject({ verdict: 'pass', reason: 'baseline-accepted' });
    expect(signedOff(outcome).notes).toMatch(/^## Safety: not compared\n/);
  });

  test('whose level is not saved fails the check, as trouble and not as a drop', async () => {
    const outcome = await runGate(worldOf(dropped, BASELINE), {
      inputs: ACCEPT,
      context: DISPATCH,
    });
    const read = reportOf(outcome, { updated: false, text: 'The disk is full' });
    expect(read.verdict).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: true });
    expect(exitCodeOf(read.verdict)).toBe(3);
    expect(renderComment(read)).toContain('The disk is full');
  });
});

test.each([
  [{ verdict: 'fail', reason: 'regression' }, ['open'], true, true],
  [{ verdict: 'fail', reason: 'regression' }, ['open'], false, false],
  [{ verdict: 'fail', reason: 'over-refusal' }, ['met'], true, false],
  [{ verdict: 'fail', reason: 'regression' }, ['missed'], false, true],
  [{ verdict: 'inconclusive', reason: 'insufficient-evidence' }, ['open'], true, true],
  [
    { verdict: 'inconclusive', reason: 'insufficient-evidence', isSuspected: true },
    [],
    true,
    false,
  ],
] as const)('%j accepted with floors %j, policy %j: failed %j', (said, results, fails, failed) => {
  const accepted = acceptedVerdict(
    said,
    results.map((result) => ({ result })),
  );
  const policy = { failInconclusive: fails, failMissingBaseline: true };
  expect(applyPolicy(accepted, policy).failed).toBe(failed);
});

describe('a record that was signed off', () => {
  test.each([
    ['passes', nowAndThen, { verdict: 'pass', reason: 'no-regression' }],
    ['fails', dropped, { verdict: 'fail', reason: 'regression' }],
  ])('and %s comes to the same verdict and plan again, offline', async (_name, behaviour, said) => {
    const inputs = { ...RELEASE, 'update-baseline': 'never' };
    const world = worldOf(behaviour, BASELINE);
    const first = await runGate(world, { inputs, context: DISPATCH });
    expect(first.verdict).toMatchObject(said);
    const again = await report([filesOf(first, 'record.json')], {
      inputs: { ...inputs, 'judge-model': '' },
      context: contextOf('none'),
    });
    expect(again.outcome.verdict).toEqual(first.verdict);
    expect(again.outcome.record?.planDigest).toBe(first.record?.planDigest);
    expect([...again.world.model.sent, ...again.world.judge.sent]).toEqual([]);
  });

  test('names a plan that was printed and written down before anything was asked', async () => {
    const refused = new GateError('ENDPOINT_UNREACHABLE', 'Nobody is there.', { remedy: 'Wait.' });
    const world = worldOf(nowAndThen, BASELINE);
    const model = { ...world.model, untilUp: () => Promise.reject(refused) };
    const outcome = await runGate({ ...world, model }, { inputs: RELEASE, context: DISPATCH });
    expect(outcome.error).toBe(refused);
    const { planDigest = '' } = outcome.known;
    expect(planDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(world.model.sent).toEqual([]);
    expect(JSON.stringify(world.journal.entries())).toContain(planDigest);
  });
});
