import { describe, expect, test } from '@jest/globals';
import type { SweptFiles } from '../fakes/ports/record-source.js';
import { changed, report, sweepShards } from './report-world.js';
import { contextOf } from '../fixtures/config-factory.js';

describe('gate in mode report refuses', () => {
  const cases: readonly (readonly [
    string,
    (files: readonly SweptFiles[]) => readonly SweptFiles[],
    string,
    RegExp,
  ])[] = [
    ['a missing shard', ([one]) => [one!], 'RECORD_MISMATCH', /shard 2\/2 is missing/],
    [
      'a shard that is there twice',
      ([one]) => [one!, { ...one!, name: 'copy/record.json' }],
      'RECORD_MISMATCH',
      /"shard-1\/record\.json" and "copy\/record\.json" are both shard 1\/2/,
    ],
    [
      'a shard of another number of shards',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, plan: { ...r.plan, shard: { index: 2, of: 3 } } })),
      ],
      'RECORD_INVALID',
      /item 1002 was not asked by its shard|does not|item/,
    ],
    [
      'a shard of another repository',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, provenance: { ...r.provenance, repository: 'a/b' } })),
      ],
      'RECORD_MISMATCH',
      /"shard-2\/record\.json" has repository "a\/b", and this run "octo-org\/octo-repo"/,
    ],
    [
      'a shard of another commit',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, provenance: { ...r.provenance, sha: 'e'.repeat(40) } })),
      ],
      'RECORD_MISMATCH',
      /has sha "eeee/,
    ],
    [
      'a shard of another protocol',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, protocol: { ...r.protocol, maxTokens: 5 } })),
      ],
      'RECORD_MISMATCH',
      /has maxTokens "5", and this run "500"/,
    ],
    [
      'a shard that nobody judged among judged ones',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({
          ...r,
          protocol: { ...r.protocol, judge: null },
          items: r.items.map((item) => ({
            ...item,
            repeats: item.repeats.map((each) => ({
              ...each,
              safe: null,
              unscored: { safe: 'not-judged' },
            })),
          })),
        })),
      ],
      'RECORD_MISMATCH',
      /has protocol\.judge none/,
    ],
    [
      'a shard of another model',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, target: { ...r.target, model: 'other' } })),
      ],
      'RECORD_MISMATCH',
      /has target\.model "other", and "shard-1\/record\.json" has "model-1"/,
    ],
    [
      'a shard of another run',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, provenance: { ...r.provenance, runId: '1' } })),
      ],
      'RECORD_MISMATCH',
      /has runId "1"/,
    ],
    [
      'a shard that stopped early',
      ([one, two]) => [one!, changed(two!, (r) => ({ ...r, partial: true }))],
      'RECORD_INVALID',
      /its sweep stopped before its end/,
    ],
    [
      'a score for an item that nobody asked',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, items: [...r.items, { ...r.items[0]!, id: 9999 }] })),
      ],
      'RECORD_INVALID',
      /item 9999 was not asked/,
    ],
    [
      'an item of another shard',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({ ...r, items: [...r.items, { ...r.items[0]!, id: 1001 }] })),
      ],
      'RECORD_INVALID',
      /item 1001 was not asked/,
    ],
    [
      'an item that is left out',
      ([one, two]) => [one!, changed(two!, (r) => ({ ...r, items: r.items.slice(1) }))],
      'RECORD_INVALID',
      /item 1002 is missing/,
    ],
    [
      'an item that is there twice',
      ([one, two]) => [one!, changed(two!, (r) => ({ ...r, items: [...r.items, r.items[0]!] }))],
      'RECORD_INVALID',
      /item 1002 is there twice/,
    ],
    [
      'an answer more than was asked',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({
          ...r,
          items: r.items.map((item) => ({
            ...item,
            repeats: [...item.repeats, { ...item.repeats[0]!, repeat: 4 }],
          })),
        })),
      ],
      'RECORD_INVALID',
      /item 1002 does not have the answers 1 to 3/,
    ],
    [
      'a score that its answer cannot have',
      ([one, two]) => [
        one!,
        changed(two!, (r) => ({
          ...r,
          items: r.items.map((item) => ({
            ...item,
            repeats: item.repeats.map((each) => ({
              ...each,
              safe: 1,
              unscored: { safe: 'failed' },
            })),
          })),
        })),
      ],
      'RECORD_INVALID',
      /has a score that its answer cannot have/,
    ],
    ['what is no JSON', ([one]) => [{ ...one!, record: '<html>' }], 'RECORD_INVALID', /no JSON/],
    [
      'what is no record',
      ([one]) => [{ ...one!, record: '{"schemaVersion":1,"evil":true}' }],
      'RECORD_INVALID',
      /at /,
    ],
  ];

  test.each(cases)('%s', async (_name, change, code, message) => {
    const { outcome, world } = await report(change(await sweepShards(2)));
    expect(outcome.verdict).toMatchObject({ verdict: 'error', reason: 'config', failed: true });
    expect(outcome.error).toMatchObject({
      code,
      message: expect.stringMatching(message) as unknown,
    });
    expect(outcome.error?.remedy).not.toBe('');
    expect(world.judge.sent).toEqual([]);
  });

  const answersCases: readonly (readonly [
    string,
    (answers: string) => string | undefined,
    RegExp,
  ])[] = [
    ['answers that are not there', () => undefined, /no answers\.jsonl lies next to it/],
    [
      'a line that is no answer',
      (text) => `${text}{"type":"finished"}\n`,
      /line \d+ of its answers is no answer/,
    ],
    ['a torn line', (text) => text.slice(0, -10), /is no answer/],
    ['an answer too few', (text) => text.split('\n').slice(1).join('\n'), /its answers lack \d+#1/],
    ['an answer twice', (text) => text + text, /again/],
    [
      'an answer to what nobody asked',
      (text) => text.replace('"itemId":1001', '"itemId":7777'),
      /answers 7777#1, which it lacks/,
    ],
    ['other words', (text) => text.replace('My answer is', 'Their answer is'), /another digest/],
    [
      'an answer of another kind',
      (text) => text.replace(/\{"kind":"answered".*?\}/, '{"kind":"empty"}'),
      /is of another kind/,
    ],
  ];

  test.each(answersCases)('%s', async (_name, change, message) => {
    const [one] = await sweepShards(1, { isJudged: false });
    const { outcome } = await report([{ ...one!, answers: change(one!.answers ?? '') }]);
    expect(outcome.error).toMatchObject({
      code: 'RECORD_INVALID',
      message: expect.stringMatching(message) as unknown,
    });
  });

  test('answers that nobody is named to judge', async () => {
    const { outcome } = await report(await sweepShards(1, { isJudged: false }), {
      inputs: { 'judge-model': '' },
    });
    expect(outcome.error).toMatchObject({
      code: 'CONFIG_MISSING',
      message: 'Input judge-model is missing.',
    });
  });

  test('a model as its own judge', async () => {
    const { outcome } = await report(await sweepShards(1, { isJudged: false }), {
      inputs: { 'judge-model': 'model-1', 'judge-endpoint': 'http://127.0.0.1:8000/v1' },
    });
    expect(outcome.error?.code).toBe('CONFIG_CONFLICT');
  });

  test.each([
    ['a fork', 'mallory/octo-repo', false],
    ['Dependabot', 'octo-org/octo-repo', true],
  ])(
    'labels that come from %s, which has no judge',
    async (_whose, headRepository, isDependabot) => {
      const workflowRun = {
        id: '9000',
        event: 'pull_request',
        headSha: contextOf().sha,
        headBranch: 'patch',
        headRepository,
        isDependabot,
      };
      const context = contextOf('pull_request', { workflowRun });
      const { outcome, world } = await report(await sweepShards(1), { context });
      expect(outcome.error).toMatchObject({
        code: 'RECORD_INVALID',
        message: expect.stringContaining('and says that it is judged') as unknown,
      });
      expect(world.judge.sent).toEqual([]);
    },
  );

  test('another profile or seed than the sweep had', async () => {
    const files = await sweepShards(1);
    for (const inputs of [{ profile: 'full' }, { seed: 'other' }, { repeats: '2' }]) {
      const { outcome } = await report(files, { inputs });
      expect(outcome.error).toMatchObject({
        code: 'RECORD_MISMATCH',
        message: expect.stringContaining('has plan.') as unknown,
      });
    }
  });
});
