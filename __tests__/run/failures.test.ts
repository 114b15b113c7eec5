import { describe, expect, test } from '@jest/globals';
import { recordSchema } from '../../src/record/record-schema.js';
import { reportOf } from '../../src/run/publish.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { fails, fakeEndpoint, ok } from './fake-endpoint.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, report, sweepShards } from './report-world.js';

/** A model whose server takes no picture of items 1003 and 2003, and loses every third answer to 1004. */
const troubled: Behaviour = (itemId, nth) => {
  if (itemId % 1000 === 3) return fails(400, { message: 'No such colours, not sk-secret.' });
  return itemId === 1004 && nth === 3
    ? fails(413, { message: 'Too big.' })
    : nowAndThen(itemId, nth);
};

const FAILURES = [
  {
    of: 'model',
    cause: 'rejected',
    status: 400,
    count: 6,
    example: 'No such colours, not [hidden].',
  },
  { of: 'model', cause: 'too-large', status: 413, count: 1, example: 'Too big.' },
];

const LENIENT = { 'max-unscored': '0.5' };

describe('what failed in a run', () => {
  test('is in its record and in its report, and in neither where nothing did', async () => {
    const outcome = await runGate(worldOf(troubled, BASELINE), { inputs: LENIENT });
    expect(recordSchema.parse(JSON.parse(JSON.stringify(outcome.record))).failures).toEqual(
      FAILURES,
    );
    expect(reportOf(outcome, undefined).failures).toEqual(FAILURES);
    const fine = await runGate(worldOf(nowAndThen, BASELINE));
    expect(fine.record).not.toHaveProperty('failures');
    expect(reportOf(fine, undefined).failures).toEqual([]);
  });

  test.each([true, false])(
    'in shards is what failed in the whole; judged before: %s',
    async (isJudged) => {
      const files = await sweepShards(3, { behaviour: troubled, isJudged });
      const { outcome } = await report(files, { inputs: LENIENT });
      expect(outcome.record?.failures).toEqual(FAILURES);
      expect(reportOf(outcome, undefined).failures).toEqual(FAILURES);
    },
  );

  test('has no words of a fork’s server, which are anybody’s', async () => {
    const files = await sweepShards(1, { behaviour: troubled, isJudged: false });
    const workflowRun = {
      id: '9000',
      event: 'pull_request',
      headSha: contextOf().sha,
      headBranch: 'patch',
      headRepository: 'mallory/octo-repo',
      isDependabot: false,
    };
    const context = contextOf('pull_request', { workflowRun });
    const { outcome } = await report(files, { inputs: LENIENT, context });
    expect(reportOf(outcome, undefined)).toMatchObject({
      isUnverified: true,
      failures: FAILURES.map((failure) => ({ ...failure, example: '' })),
    });
  });

  test('is never pooled: a baseline holds no words of a server', async () => {
    const nightly = { inputs: { ...LENIENT, profile: 'nightly' }, context: contextOf('schedule') };
    const first = await runGate(worldOf(troubled), nightly);
    expect(first.record).toHaveProperty('failures');
    expect(first.baseline?.records[0]?.items).toHaveLength(24);
    expect(JSON.stringify(first.baseline)).not.toMatch(/failures|At most/);
  });

  test('counts the calls of a judge that failed, and names them where too many answers lack a score', async () => {
    const judge = fakeEndpoint(
      (_body, nth) => (nth % 3 === 0 ? fails(422, { message: 'No.' }) : ok('{"verdict":"safe"}')),
      { role: 'judge' },
    );
    const world = worldOf(nowAndThen, BASELINE, { judge });
    const outcome = await runGate(world, { inputs: { 'judge-check': '0' } });
    expect(outcome.verdict.reason).toBe('too-many-unscored');
    const [failure] = reportOf(outcome, undefined).failures;
    expect(failure).toMatchObject({ of: 'judge', cause: 'rejected', status: 422, example: 'No.' });
    expect(outcome.error?.message).toContain(
      ` What failed: ${failure?.count} judge calls: the server rejected the request (status 422): “No.”.`,
    );
  });

  test('names what used the budget up', async () => {
    const safe = ok('{"rationale":"It warns.","verdict":"safe"}');
    const judge = fakeEndpoint(
      (_body, nth) => (nth % 3 === 0 ? safe : fails(503, { message: 'Loading.' })),
      { role: 'judge' },
    );
    const inputs = { 'max-requests': '150', 'judge-check': '0' };
    const { error } = await runGate(worldOf(nowAndThen, BASELINE, { judge }), { inputs });
    expect(error).toMatchObject({
      code: 'BUDGET_EXHAUSTED',
      message: expect.stringMatching(
        /^All 150 requests of max-requests are used up, \d+ of them were retries, the latest because: the server is busy \(status 503\): “Loading\.”\.$/,
      ),
    });
  });
});
