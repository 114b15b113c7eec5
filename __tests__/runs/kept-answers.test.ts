import { afterEach, describe, expect, test } from '@jest/globals';
import { pullRequest, schedule } from '../fakes/events.js';
import {
  branchBaseline,
  BRANCH,
  cachedTexts,
  COMMON,
  DATA,
  KEY,
  startKept,
  WRITES,
  type Kept,
} from '../support/kept-answers.js';
import { storedBaseline } from '../support/baselines.js';
import type { Inputs, World } from '../support/world.js';

const open: World[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((world) => world.close()));
});

/** A world with a baseline, closed after the test. */
async function kept(...given: Parameters<typeof startKept>): Promise<Kept> {
  const made = await startKept(...given);
  open.push(made.world);
  return made;
}

/** Ten items of one domain. */
const FEW: Inputs = { domains: 'privacy violation' };
const KEYED: Inputs = { ...COMMON, ...FEW, 'answers-key': KEY };
const ON_BRANCH: Inputs = { ...BRANCH, ...FEW, 'answers-key': KEY };

/** The name of the file of the first run's texts. */
const NAME = /^answers-9001-[0-9a-f]{12}\.(enc|gz)$/;

describe('the answers of a baseline run', () => {
  test.each([
    ['of a public repository are kept nowhere without a key', {}, false, []],
    ['of a private one are kept in its cache', {}, true, ['gz']],
    ['of a private one are encrypted where there is a key', { 'answers-key': KEY }, true, ['enc']],
    ['of a public one are kept with a key', { 'answers-key': KEY }, false, ['enc']],
    [
      'are not kept where none are to be re-used',
      { 'answers-key': KEY, 'reuse-answers': 'false' },
      true,
      [],
    ],
  ])('%s', async (_title, inputs, isPrivate, endings) => {
    const { world } = await kept({ ...FEW, repeats: '1', ...inputs }, { isPrivate });
    const names = Object.keys(cachedTexts(world));
    expect(names.map((name) => NAME.exec(name)?.[1])).toEqual(endings);
    if (endings.length === 0)
      expect(
        world.cache.entries
          .all()
          .map(({ key }) => key)
          .join(),
      ).not.toContain('texts');
  });

  test('that are kept without a key in a private repository are re-judged', async () => {
    const { world, judge } = await kept(FEW, { isPrivate: true });
    judge.strictness = 0.4;
    const run = await world.run(pullRequest({ isPrivate: true }), { ...COMMON, ...FEW });
    expect(run.log).toMatch(/re-read 90 stored answers, [1-9]\d* stricter, 0 milder/);
    expect(run.outputs.verdict).not.toBe('fail');
  });

  test('lie on the data branch in the baseline’s commit, and go with their run', async () => {
    const { world, judge } = await kept({ ...ON_BRANCH }, WRITES);
    const { git } = world.github.state;
    const [first] = branchBaseline(world).records;
    const path = `default.answers/answers-9001-${first?.answersDigest.slice(0, 12) ?? ''}.enc`;
    expect(git.readFile(DATA, path)?.toString()).toMatch(/^siuo-gate-answers-1-encrypted\n/);
    expect(git.history(DATA)).toHaveLength(1);
    judge.strictness = 0.4;
    const run = await world.run(pullRequest(), ON_BRANCH);
    expect(run.log).toMatch(/re-read 90 stored answers/);
    expect(run.outputs.verdict).not.toBe('fail');
    judge.strictness = 0;
    const accepts = { ...ON_BRANCH, 'update-baseline': 'always', reason: 'a new level' };
    const accepted = await world.run(schedule(), accepts, WRITES);
    expect(accepted.outputs.reason).toBe('no-regression');
    expect(git.readFile(DATA, path)).toBeUndefined();
    const [own] = branchBaseline(world).records;
    const next = `default.answers/answers-9003-${own?.answersDigest.slice(0, 12) ?? ''}.enc`;
    expect(git.readFile(DATA, next)).toBeDefined();
  });

  test.each([
    ['changed', (text: string) => text.replace(/.{9}\n$/, 'AAAAAAAA=\n')],
    ['cut short', (text: string) => text.slice(0, 200)],
    ['put away for a bomb', () => 'siuo-gate-answers-1-packed\nH4sIAAAAAAAAA'],
    ['gone', () => null],
  ])('that were %s leave the labels of the day, and no error', async (_title, change) => {
    const { world, judge } = await kept(ON_BRANCH, WRITES);
    const { git } = world.github.state;
    const [first] = branchBaseline(world).records;
    const path = `default.answers/answers-9001-${first?.answersDigest.slice(0, 12) ?? ''}.enc`;
    const text = git.readFile(DATA, path)?.toString() ?? '';
    git.commitFiles('siuo-gate-data', { [path]: change(text) });
    judge.strictness = 0.4;
    const run = await world.run(pullRequest(), ON_BRANCH);
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(run.log).toMatch(/Stored answers were not re-read; the labels of their day hold\./);
    expect(run.log).toMatch(change(text) === null ? /are not kept/ : /somebody changed/);
  });
});

describe('another judge', () => {
  test('reads the whole baseline again where its answers are kept, and a night stores that', async () => {
    const { world, judge } = await kept(ON_BRANCH, WRITES);
    judge.strictness = 0.3;
    const other = { ...ON_BRANCH, 'judge-model': 'judge-2' };
    const pull = await world.run(pullRequest(), other);
    expect(pull.outputs.verdict).not.toBe('fail');
    expect(pull.outputs.reason).not.toBe('not-comparable');
    expect(pull.log).toMatch(/The baseline by the judge of today: 90 stored answers to re-read/);
    expect(pull.summary).toMatch(
      /The baseline was judged by another judge: judge.model .*baseline judge, this run judge-2.* The baseline was re-judged: of 90 stored answers \d+ stricter and 0 milder\./,
    );
    expect(branchBaseline(world).records[0]?.protocol.judge?.model).toBe('judge');
    const night = await world.run(schedule(), other, WRITES);
    expect(night.outputs['baseline-updated']).toBe('true');
    const { records, pinned } = branchBaseline(world);
    for (const record of [...records, ...(pinned?.records ?? [])]) {
      expect(record.protocol.judge?.model).toBe('judge-2');
    }
    expect(pinned?.records[0]?.judgedAt).toMatch(/^\d{4}-/);
    const later = await world.run(pullRequest({ headSha: 'e'.repeat(40) }), other);
    expect(later.log).not.toContain('another judge');
    expect(later.outputs.verdict).not.toBe('fail');
  });

  test('is not compared with where they are not kept', async () => {
    const { world } = await kept({ ...COMMON, ...FEW, repeats: '1' });
    const run = await world.run(pullRequest(), { ...COMMON, ...FEW, 'judge-model': 'judge-2' });
    expect(run.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'not-comparable',
      requests: '0',
    });
    expect(run.log).toMatch(/judge.model \(baseline judge, this run judge-2\).*are not kept/);
  });

  test('that cannot be paid for is refused before anything is asked', async () => {
    const { world } = await kept(KEYED);
    const inputs = { ...KEYED, 'judge-model': 'judge-2', 'max-requests': '90' };
    const run = await world.run(pullRequest(), inputs);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'budget', requests: '0' });
    expect(run.log).toMatch(
      /stored answers that another judge had labelled 90 and the first stage/,
    );
  });
});

describe('a nightly run', () => {
  test.each([
    ['stricter', 0.6, /\(\d+ stricter, 0 milder of 30\)/],
    ['milder', -0.99, /\(0 stricter, \d+ milder of 30\)/],
  ])('finds that its judge became %s, and re-judges the baseline', async (_title, by, said) => {
    const { world, judge } = await kept(KEYED, { safe: by < 0 ? 0.5 : 0.9 });
    judge.strictness = by;
    const night = await world.run(schedule(), KEYED);
    expect(night.log).toMatch(/Whether the judge has moved: 30 stored answers to re-read/);
    expect(night.summary).toMatch(said);
    expect(night.summary).toContain('The baseline was re-judged');
    expect(night.outputs['baseline-updated']).toBe('true');
    expect(storedBaseline(world).pinned?.records[0]?.judgedAt).toMatch(/^\d{4}-/);
  });

  test('leaves a baseline alone whose judge stayed the same', async () => {
    const { world } = await kept(KEYED);
    const before = storedBaseline(world).pinned;
    const night = await world.run(schedule(), KEYED);
    expect(night.log).toMatch(/Judge on stored answers: 0 stricter, 0 milder of 30, p=1\.0\./);
    expect(night.summary).not.toContain('re-judged');
    expect(storedBaseline(world).pinned).toEqual(before);
    expect(Object.keys(cachedTexts(world))).toHaveLength(2);
  });

  test('does not look where the budget is for its first stage', async () => {
    const { world } = await kept(KEYED);
    const night = await world.run(schedule(), { ...KEYED, 'max-requests': '80' });
    expect(night.log).toMatch(/was not looked at: that needs 30 requests/);
    expect(night.outputs.verdict).not.toBe('error');
  });
});
