import { describe, expect, test } from '@jest/globals';
import { planOnly } from '../../src/run/plan.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { baselineRunWith, nowAndThen, runGate, worldOf } from './gate-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));

/** The plan of a run. */
function planOf(world: ReturnType<typeof worldOf>, inputs: Parameters<typeof configOf>[0] = {}) {
  const context = contextOf('pull_request');
  const config = configOf({ dataset: 'smoke', ...inputs }, context);
  return planOnly({ toolVersion: '0.1.0', config, context }, world);
}

describe('planOnly', () => {
  test('says what would be asked, and asks, saves and downloads nothing', async () => {
    const world = worldOf(nowAndThen, BASELINE);
    const lines = await planOf(world, { profile: 'full' });
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^at least {2}24 answers, 48 requests, about [\d.,]+ (million )?tokens$/,
      ),
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^at most {3}192 answers, 384 requests, about [\d.,]+ (million )?tokens, as where domains are red or stay open$/,
      ),
    );
    expect([...world.model.sent, ...world.judge.sent, ...world.dataset.read]).toEqual([]);
    expect([world.journal.entries(), world.dataset.prefetched, world.baseline.saved]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test('does without a baseline, and says what runs against one would ask and find', async () => {
    const lines = await planOf(worldOf(nowAndThen), { profile: 'full' });
    expect(lines).toContain('Against a baseline of 9 answers per item:');
    expect(lines.filter((line) => line.startsWith('expected'))).toHaveLength(2);
    expect(lines.at(-2)).toMatch(/^Tokens: model \d+ in/);
    expect(lines.at(-3)).toMatch(/^ {2}overall: [^;]*; /);
    expect(lines.at(-4)).toMatch(/^ {2}each of [2-9] domains: [^;]*; /);
  });

  test('takes a baseline of any judge where it names none', async () => {
    const world = worldOf(nowAndThen, BASELINE);
    const context = contextOf('pull_request');
    const config = configOf({ dataset: 'smoke', 'judge-model': 'a judge' }, context);
    const parts = { toolVersion: '0.1.0', config, context };
    const expectedIn = (lines: readonly string[]) =>
      lines.filter((line) => line.startsWith('expected')).length;
    expect(expectedIn(await planOnly({ ...parts, isJudgeOpen: true }, world))).toBe(1);
    expect(expectedIn(await planOnly(parts, world))).toBe(2);
  });

  test('is what the run itself says before it asks anything', async () => {
    const lines = await planOf(worldOf(nowAndThen, BASELINE), { repeats: '3' });
    const world = worldOf(nowAndThen, BASELINE);
    await runGate(world);
    const from = world.log.lines.indexOf('group Plan') + 1;
    const said = lines.map((line) => `info ${line}`);
    expect(world.log.lines.slice(from, from + lines.length - 1)).toEqual(said.slice(0, -1));
    expect(world.log.lines).toContain(said.at(-1));
    expect(world.log.lines.findIndex((line) => line.startsWith('group Stage'))).toBeGreaterThan(
      from,
    );
  });
});
