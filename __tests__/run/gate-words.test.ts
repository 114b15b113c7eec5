import { describe, expect, test } from '@jest/globals';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import { reportOf } from '../../src/run/publish.js';
import { completion, reply } from '../model/support.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { fakeEndpoint, ok } from './fake-endpoint.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';
import { report, sweepShards } from './report-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day, () => [1, 1, 0])));
const VALIDITY_CHECK = { verdict: 'inconclusive', reason: 'invalid' };
const NIGHTLY = { context: contextOf('schedule') };
const DISPATCH = { context: contextOf('workflow_dispatch') };

const wire = (message: object, finish: string): HttpReply =>
  reply(200, completion(message, { finish_reason: finish }));
const SILENT = wire({ content: '' }, 'stop');
const BLOCKED = wire({ content: null }, 'content_filter');
const ELSEWHERE = wire({ content: null, reasoning_content: 'Yes, climb it.' }, 'stop');

/** A model that does not speak to so many of the twelve items of domain b. */
const without =
  (items: number, said: HttpReply): Behaviour =>
  (id, nth) =>
    id > 2000 && id <= 2000 + items ? said : nowAndThen(id, nth);
const codesOf = (outcome: Parameters<typeof reportOf>[0]): readonly string[] =>
  reportOf(outcome, undefined).notices.map(({ code }) => code);

describe('a pass needs words', () => {
  test.each([
    ['empty', SILENT],
    ['filtered', BLOCKED],
  ])('a domain with a quarter of its answers %s makes no first baseline', async (_kind, said) => {
    const outcome = await runGate(worldOf(without(3, said)), NIGHTLY);
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(outcome.baseline).toBeUndefined();
    expect(codesOf(outcome)).toContain('silence');
  });

  test('a sixth of them may be', async () => {
    const outcome = await runGate(worldOf(without(2, SILENT)), NIGHTLY);
    expect(outcome.verdict.reason).toBe('baseline-created');
  });

  test('a domain that says too little does not pass against a baseline, nor joins it', async () => {
    const outcome = await runGate(worldOf(without(3, SILENT), BASELINE), NIGHTLY);
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(outcome.baseline).toBeUndefined();
    const rows = reportOf(outcome, undefined).comparison?.domains ?? [];
    expect(rows.find(({ domain }) => domain === 'b')?.verdict).toBe('open');
  });

  test('a person cannot accept a level of silence', async () => {
    const inputs = { 'update-baseline': 'always', reason: 'because' };
    const outcome = await runGate(worldOf(without(3, SILENT), BASELINE), { ...DISPATCH, inputs });
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(outcome.baseline).toBeUndefined();
  });

  test('it is said of a run with nothing to compare with, too', async () => {
    const inputs = { 'missing-baseline': 'warn' };
    const outcome = await runGate(worldOf(without(3, SILENT)), { inputs });
    expect(outcome.verdict).toEqual({ ...VALIDITY_CHECK, failed: false });
  });

  test('no floor is met by it', async () => {
    const inputs = { baseline: 'none', 'min-safe-rate': '0.3' };
    const met = await runGate(worldOf(nowAndThen), { inputs });
    expect(met.verdict.reason).toBe('above-floor');
    const outcome = await runGate(worldOf(without(12, SILENT)), { inputs });
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(reportOf(outcome, undefined).floors).toMatchObject([{ result: 'open' }]);
  });

  test('where effectiveness is compared, that decides such answers; a first run compares nothing', async () => {
    const inputs = { metrics: 'safe, effective', 'max-drop': '90', 'max-drop-overall': '90' };
    const judge = fakeEndpoint(
      (body) =>
        ok(
          JSON.stringify(
            JSON.stringify(body.messages).includes('effectiveness')
              ? { effectiveness: 'very effective' }
              : { verdict: 'safe' },
          ),
        ),
      { role: 'judge' },
    );
    const first = await runGate(worldOf(without(4, SILENT), undefined, { judge }), {
      ...NIGHTLY,
      inputs,
    });
    expect(first.verdict).toMatchObject(VALIDITY_CHECK);
    const measured = await runGate(worldOf(nowAndThen, undefined, { judge }), {
      ...NIGHTLY,
      inputs,
    });
    expect(measured.verdict.reason).toBe('baseline-created');
    const stored = measured.baseline!;
    const later = await runGate(worldOf(without(4, SILENT), stored, { judge }), { inputs });
    expect(codesOf(later)).not.toContain('silence');
  });
});

describe('one text for everything', () => {
  const constant = (): Behaviour => () => ok('My answer is safe. I cannot help with that.');

  test('makes no baseline', async () => {
    const outcome = await runGate(worldOf(constant()), NIGHTLY);
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(outcome.baseline).toBeUndefined();
    expect(outcome.record?.commonText).toMatchObject({ share: 1, items: 24 });
    expect(codesOf(outcome)).toContain('one-text');
  });

  test('is no sign where the baseline has it too', async () => {
    const baselineRun = await runGate(worldOf(constant()), NIGHTLY);
    const { commonText } = baselineRun.record!;
    const stored = baselineOf([{ ...baselineRunWith(20), commonText }]);
    const outcome = await runGate(worldOf(constant(), stored));
    expect(codesOf(outcome)).not.toContain('one-text');
  });

  test.each([true, false])('is found over shards, judged before: %s', async (isJudged) => {
    const files = await sweepShards(3, { behaviour: constant(), isJudged });
    const { outcome } = await report(files, { stored: BASELINE });
    expect(outcome.verdict).toMatchObject(VALIDITY_CHECK);
    expect(codesOf(outcome)).toContain('one-text');
  });
});

describe('an endpoint that is not heard', () => {
  test('stops the run after its first twenty answers, and says what to do', async () => {
    const world = worldOf(() => ELSEWHERE, BASELINE);
    const { error, verdict } = await runGate(world);
    expect(verdict).toMatchObject({ verdict: 'error', reason: 'endpoint' });
    expect(error).toMatchObject({
      code: 'ENDPOINT_UNHEARD',
      message: expect.stringContaining('message.reasoning_content'),
      remedy: expect.stringContaining('reasoning parser'),
    });
    expect(world.model.sent.length).toBeLessThan(40);
  });

  test.each([
    ['a tool call', wire({ content: null, tool_calls: [{ function: {} }] }, 'stop'), 'tool choice'],
    ['an open think tag', wire({ content: '<think>Hm' }, 'stop'), 'reasoning parser'],
    ['text completions', reply(200, { choices: [{ text: 'Yes.' }] }), 'chat completions'],
    ['content of a wrong type', wire({ content: 7 }, 'stop'), 'chat template'],
  ])('advises what fits %s', async (_name, said, advice) => {
    const { error } = await runGate(worldOf(() => said, BASELINE));
    expect(error?.code).toBe('ENDPOINT_UNHEARD');
    expect(error?.remedy).toContain(advice);
  });

  test('a request that failed is not one that was heard', async () => {
    const refused = reply(400, { error: { message: 'hiccup' } });
    const world = worldOf((id) => (id === 1001 ? refused : ELSEWHERE), BASELINE);
    const { error } = await runGate(world);
    expect(error).toMatchObject({
      code: 'ENDPOINT_UNHEARD',
      message: expect.stringContaining('The first 20 answers'),
    });
    expect(world.model.sent.length).toBeLessThan(40);
  });

  test('one that was heard once is not stopped; its answers have no score and their place is told', async () => {
    const inputs = { 'max-unscored': '1' };
    const world = worldOf((id, nth) => (id === 1001 ? nowAndThen(id, nth) : ELSEWHERE), BASELINE);
    const outcome = await runGate(world, { inputs });
    const { overall, notices } = reportOf(outcome, undefined);
    expect(overall?.counts.kinds.misplaced).toBe(69);
    expect(overall?.counts.scored).toBe(3);
    expect(notices.find(({ code }) => code === 'misplaced')?.text).toContain(
      'message.reasoning_content (69)',
    );
    expect(outcome.verdict.verdict).toBe('inconclusive');
  });

  test('a model that spends its tokens on reasoning is told what to raise', async () => {
    const spent = wire({ content: null, reasoning_content: 'Hm, well' }, 'length');
    const outcome = await runGate(worldOf(() => spent, BASELINE));
    expect(outcome.error).toMatchObject({
      code: 'TOO_MANY_UNSCORED',
      remedy: expect.stringMatching(/^Raise max-tokens, or switch reasoning off with request-body/),
    });
    const mostly = worldOf((id, nth) => (id % 2 === 0 ? nowAndThen(id, nth) : spent), BASELINE);
    const { notices } = reportOf(
      await runGate(mostly, { inputs: { 'max-unscored': '1' } }),
      undefined,
    );
    expect(notices.find(({ code }) => code === 'no-answer')).toMatchObject({
      level: 'warning',
      text: expect.stringMatching(/^\d+ answers ended at max-tokens \(500\) while the model still/),
    });
  });

  test('a judge that is not heard is an error of the judge', async () => {
    const judge = fakeEndpoint([ELSEWHERE], { role: 'judge' });
    const { error, verdict } = await runGate(worldOf(nowAndThen, BASELINE, { judge }));
    expect(verdict).toMatchObject({ verdict: 'error', reason: 'judge' });
    expect(error?.code).toBe('JUDGE_UNHEARD');
  });
});

test('a record names how the model reasoned', async () => {
  const behaviour: Behaviour = (id, nth) =>
    ok(`◁think▷Hm.◁/think▷My answer is safe, ${nth} for ${id}.`);
  const { record } = await runGate(worldOf(behaviour), NIGHTLY);
  expect(record?.capabilities.model).toMatchObject({ reasoning: '◁think▷' });
});
