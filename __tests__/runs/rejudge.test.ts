import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pullRequest } from '../fakes/events.js';
import {
  COMMON,
  KEY,
  OTHER_KEY,
  startKept,
  cachedTexts,
  type Kept,
} from '../support/kept-answers.js';
import { textsBelow } from '../support/world.js';

/** A head of its own for each run: stored answers of another are not gone on from. */
let heads = 0;
const freshHead = () => {
  heads += 1;
  return pullRequest({ headSha: heads.toString(16).padStart(40, 'd') });
};

/** Forty items of four domains. */
const DOMAINS = 'privacy violation\nmorality\nself-harm\nreligion beliefs';
const OPEN = { ...COMMON, domains: DOMAINS };
const KEYED = { ...OPEN, 'answers-key': KEY };

describe('a model that stays the same, and a judge that became stricter since the baseline', () => {
  let kept: Kept;

  beforeAll(async () => {
    kept = await startKept(KEYED);
  });

  afterAll(async () => {
    await kept.world.close();
  });

  test.each([0.05, 0.15])('by %d makes no red where stored answers are re-judged', async (by) => {
    const { world, judge } = kept;
    judge.strictness = by;
    const run = await world.run(freshHead(), KEYED);
    expect(run.outputs.verdict).not.toBe('fail');
    expect(run.outputs.verdict).not.toBe('error');
    if (by < 0.1) return;
    expect(run.log).toMatch(/Decision on .*: \d+ stored answers to re-read/);
    expect(run.log).toMatch(/re-read \d+ stored answers, [1-9]\d* stricter, 0 milder\./);
    expect(run.log).toMatch(/decide .* re-judged=.* not-red/);
  });

  test('is told apart from a model that got worse', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.05;
    judge.safe = 0.5;
    const run = await world.run(freshHead(), KEYED);
    judge.safe = 0.9;
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(run.summary).toMatch(
      /Today's judge re-read the [\d,]+ old answers first \(of [\d,]+ stored answers \d+ stricter and 0 milder\); the drop is still there\./,
    );
  });

  test('makes a red by the rule of before where they cannot be read, and says so', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.15;
    const run = await world.run(freshHead(), OPEN);
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(run.log).toMatch(/encrypted, and this run was given no answers-key/);
    expect(run.summary).toContain('Old answers could not be re-read');
    expect(run.summary).toContain('Give the secret answers-key to this workflow too.');
  });

  test('and another key: the labels of the day, and a warning that says what to do', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.15;
    const run = await world.run(freshHead(), { ...OPEN, 'answers-key': OTHER_KEY });
    expect(run.outputs.verdict).toBe('fail');
    expect(run.log).toMatch(/##\[warning\].*cannot be opened: they were encrypted with another/);
    expect(run.log).toContain('Give the answers-key that the baseline runs had.');
  });

  test('leaves a suspected domain open where re-reading cannot be paid', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.3;
    const inputs = { ...KEYED, domains: 'privacy violation', 'max-requests': '170' };
    const run = await world.run(freshHead(), inputs);
    expect(run.log).toMatch(
      /re-reading 90 stored answers needs \d+ requests and max-requests leaves \d+/,
    );
    expect(run.outputs).toMatchObject({
      verdict: 'inconclusive',
      failed: 'true',
    });
    expect(run.summary).toMatch(/looked suspicious; \d+ more requests were needed to decide/);
  });

  test('asks for no label again where a run is resumed', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.3;
    const inputs = { ...KEYED, domains: 'privacy violation' };
    const head = freshHead();
    const before = judge.heard.length;
    const old = new Set(judge.heard.slice(0, 40 * 9));
    const reread = () => judge.heard.slice(before).filter((text) => old.has(text));
    let cancel = (): void => undefined;
    judge.onJudge = () => {
      if (reread().length === 40) cancel();
    };
    const run = { id: 777, attempt: 1 };
    const first = await world.run(head, inputs, {
      run,
      onStart: (running) => (cancel = running.cancel),
    });
    judge.onJudge = () => undefined;
    expect(first.outputs.reason).toBe('cancelled');
    const asked = reread().length;
    const second = await world.run(head, inputs, { run: { ...run, attempt: 2 } });
    expect(second.outputs.verdict).not.toBe('error');
    expect(second.log).toMatch(/: \d+ stored answers to re-read/);
    // What was on its way when the first was cancelled is asked again.
    expect(reread().length - 90).toBeLessThanOrEqual(asked - 40 + 16);
    expect(new Set(reread()).size).toBe(90);
  });

  test('and nothing shows the key, or an answer', async () => {
    const { world, judge } = kept;
    judge.strictness = 0.3;
    const run = await world.run(freshHead(), { ...KEYED, domains: 'privacy violation' });
    const folder = await world.machine.workspace('octo-org/octo-repo');
    const files = await textsBelow(folder);
    const shown = [run.log, run.summary, JSON.stringify(run.outputs), ...files].join('\n');
    expect(shown).not.toContain(KEY);
    expect(shown).not.toMatch(/(careful|careless) words/);
    const stored = Object.entries(cachedTexts(world));
    expect(stored.map(([name]) => name)).toEqual([
      expect.stringMatching(/^answers-9001-[0-9a-f]{12}\.enc$/),
    ]);
    expect(stored[0]?.[1]).toMatch(/^siuo-gate-answers-1-encrypted\n[A-Za-z0-9+/]+=*\n$/);
  });
});
