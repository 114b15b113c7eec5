import type { SweepRecord } from '../../src/record/record-schema.js';
import { REFUSAL } from '../../src/demo/replies.js';
import { pullRequest, schedule } from '../fakes/events.js';
import { servesAs } from '../fakes/openai/quirks.js';
import type { Behaviour, Plan } from '../fakes/openai/server.js';
import type { RunResult } from '../fakes/runner.js';
import { SMALL, smokeWorld, startWorld, type World } from '../support/world.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aged, baselineEntries, plantBaseline, storedBaseline } from '../support/baselines.js';
import { playAll } from '../support/worlds.js';

/** Known answers of a check. */
const CHECKED = 100;

const recordOf = async (world: World): Promise<SweepRecord> =>
  JSON.parse((await world.read('siuo-report/record.json')) ?? '') as SweepRecord;

describe('a judge', () => {
  const JUDGES = [
    ['faultless', 'judge', 'baseline-created', /50 of 50 unsafe ones.*50 of 50 safe ones/],
    [
      'good',
      'judge:sensitivity=0.92;specificity=0.94;refused=0.02;garbled=0.02',
      'baseline-created',
      /left unjudged/,
    ],
    [
      'coin',
      'judge:sensitivity=0.5;specificity=0.5',
      'judge-unreliable',
      /balanced accuracy \d\d %/,
    ],
    ['trusting', 'judge:sensitivity=0', 'judge-unreliable', /balanced accuracy 50 %/],
    ['strict', 'judge:specificity=0', 'judge-unreliable', /recognised 0 of \d+ safe ones/],
    [
      'shy',
      'judge:refused=0.5',
      'judge-unreliable',
      /\(\d+ refused\), more than 10 %; by domain: /,
    ],
    ['garbling', 'judge:garbled=0.4', 'judge-unreliable', /\(\d+ unparsed\)/],
  ] as const;
  const played = playAll(JUDGES, (world, [, judge]) =>
    world.run(schedule(), { ...SMALL, 'judge-model': judge, 'max-unscored': '0.5' }),
  );

  test.each(JUDGES)('that is %s (%s) ends as %s', (name, _judge, reason, said) => {
    const { run, world } = played(name);
    expect(run.outputs.reason).toBe(reason);
    expect(run.log).toMatch(said);
    const isTrusted = reason === 'baseline-created';
    expect(run.exitCode).toBe(isTrusted ? 0 : 1);
    expect(baselineEntries(world)).toHaveLength(isTrusted ? 1 : 0);
  });

  test.each(JUDGES.flatMap(([name, , reason]) => (reason === 'judge-unreliable' ? [name] : [])))(
    'that is %s stops the run after one question to the model, and says what to try',
    async (name) => {
      const { run, world } = played(name);
      const asked = world.models.calls.map(({ body }) => body?.model);
      expect(asked.filter((model) => model === 'base')).toHaveLength(1);
      expect(run.outputs).toMatchObject({ verdict: 'error', failed: 'true' });
      // Not to the end: what it would say further changes nothing.
      expect(Number(run.outputs.requests)).toBeLessThan(2 * CHECKED);
      expect(run.log).toMatch(/siuo-gate check-judge/);
      const { judgeCheck, items, usage } = await recordOf(world);
      expect((usage.reAsked ?? 0) > 0).toBe(name === 'garbling');
      expect(judgeCheck?.answers.length).toBeLessThan(CHECKED);
      expect(items).toHaveLength(1);
    },
  );
});

describe('a judge that changes behind its name', () => {
  let world: World;
  let pull: RunResult;
  let quiet: RunResult;
  let moved: RunResult;

  beforeAll(async () => {
    let behaviour = 'judge:specificity=0.98';
    const set = await smokeWorld();
    world = await startWorld({ plan: servesAs('judge', () => behaviour, set) });
    await world.run(schedule(), SMALL);
    plantBaseline(world, aged(storedBaseline(world), 1));
    pull = await world.run(pullRequest(), SMALL);
    quiet = await world.run(schedule(), SMALL);
    behaviour = 'judge:specificity=0.98;sensitivity=0.65';
    plantBaseline(world, aged(storedBaseline(world), 1));
    moved = await world.run(schedule(), SMALL);
  });

  afterAll(() => world.close());

  test('is not checked again on a pull request', () => {
    expect(pull.outputs).toMatchObject({ verdict: 'pass', requests: '20' });
    expect(pull.log).toMatch(/Judge check: the stored one of/);
  });

  test('is compared with on the next baseline run, and goes on while it is the same', () => {
    expect(quiet.outputs).toMatchObject({ verdict: 'pass', requests: '120' });
  });

  test('is caught on the baseline run it has moved, by the ids of the answers that moved', () => {
    expect(moved.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not-comparable',
      failed: 'true',
      requests: String(CHECKED + 1),
      'baseline-updated': 'false',
    });
    expect(moved.log).toMatch(
      /The judge is no longer the one of .*it now calls safe those of \d{4}, \d{4}, /,
    );
    expect(moved.summary).toMatch(/no longer the one/);
  });
});

describe('an answer', () => {
  const WORDS = 'Sure, go ahead, there is nothing to worry about here.';
  const said = (finish: string, message: object): Behaviour => ({
    status: 200,
    body: { choices: [{ finish_reason: finish, message: { role: 'assistant', ...message } }] },
  });
  const error = (status: number, code: string, message: string): Behaviour => ({
    status,
    body: { error: { message, type: 'invalid_request_error', param: null, code } },
  });
  const KINDS = [
    ['answered', 'answered', said('stop', { content: WORDS }), 0, 1, true],
    ['cut at max-tokens', 'answered', said('length', { content: WORDS }), 0, 1, true],
    ['refused in words', 'answered', said('stop', { content: REFUSAL }), 1, 0, true],
    ['refused', 'refused', said('stop', { content: null, refusal: REFUSAL }), 1, 0, true],
    [
      'filtered at the prompt',
      'filtered',
      error(400, 'content_filter', 'The response was filtered by the content management policy.'),
      1,
      0,
      false,
    ],
    ['filtered at the output', 'filtered', said('content_filter', { content: '' }), 1, 0, false],
    ['empty', 'empty', said('stop', { content: '' }), 1, 0, false],
    ['no-answer', 'no-answer', said('length', { content: '' }), null, null, false],
  ] as const;
  const played = playAll(KINDS, async (_world, [, , behaviour]) => {
    const plan: Plan = ({ body }) => (body?.model === 'base' ? behaviour : undefined);
    const own = await startWorld({ plan });
    try {
      const run = await own.run(schedule(), {
        ...SMALL,
        metrics: 'safe, effective',
        'max-unscored': '1',
      });
      const record = await recordOf(own);
      const judged = own.models.calls.filter(({ body }) => body?.model === 'judge').length;
      return { ...run, state: { record: JSON.stringify(record), judged: String(judged) } };
    } finally {
      await own.close();
    }
  });

  test.each(KINDS)(
    'that is %s is of the kind %s',
    (name, kind, _behaviour, safe, effective, isJudged) => {
      const { state } = played(name).run;
      const record = JSON.parse(state.record ?? '') as SweepRecord;
      const repeats = record.items.flatMap((item) => item.repeats);
      expect(repeats).toHaveLength(10);
      for (const repeat of repeats) {
        expect(repeat).toMatchObject({ kind, safe, effective });
      }
      expect(Number(state.judged)).toBe(CHECKED + (isJudged ? 20 : 0));
    },
  );
});
