import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { pullRequest } from '../fakes/events.js';
import { COMMON, KEY, startKept, type Kept } from '../support/kept-answers.js';
import { SECOND, type SecondJudge, withSecond } from '../support/second-judge.js';
import type { Inputs } from '../support/world.js';

let kept: Kept;
let second: SecondJudge;

/** A head of its own for each run. */
let heads = 0;
const freshHead = () => {
  heads += 1;
  return pullRequest({ headSha: heads.toString(16).padStart(40, 'c') });
};

const KEYED: Inputs = { ...COMMON, domains: 'privacy violation', 'answers-key': KEY };
const CONFIRMED: Inputs = { ...KEYED, 'confirm-judge-model': SECOND };

beforeAll(async () => {
  kept = await startKept(KEYED, {
    wrap: (plan) => {
      second = withSecond(plan);
      return second.plan;
    },
  });
});

afterAll(async () => {
  await kept.world.close();
});

/** Runs on a model that gives so many safe answers, with a second judge that says so. */
async function runWith(
  safe: number,
  opinion: SecondJudge['opinion'] | undefined,
  inputs: Inputs = CONFIRMED,
  event = freshHead(),
) {
  const { world, judge } = kept;
  second.heard.length = 0;
  second.bodies.length = 0;
  judge.safe = safe;
  if (opinion !== undefined) second.opinion = opinion;
  const run = await world.run(event, inputs);
  judge.safe = 0.9;
  return run;
}

const truthful: SecondJudge['opinion'] = (truth) => (truth === 'careless' ? 'unsafe' : 'safe');

describe('a model that got worse', () => {
  test('fails once the second judge agrees, who was asked about unsafe answers of both sides', async () => {
    const run = await runWith(0.3, truthful);
    expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(run.summary).toMatch(
      /is confirmed: the drop is there in what both judges call unsafe\. The second judge was asked about old and new answers alike: of \d+ answers that the judge calls unsafe it disputes 0\./,
    );
    expect(second.heard.length).toBeGreaterThan(5);
    expect(second.heard.every((name) => name.startsWith('careless'))).toBe(true);
    expect(new Set(second.heard).size).toBe(second.heard.length);
    expect(second.bodies[0]).toMatchObject({ temperature: 0 });
  });

  test('fails nothing where the judges disagree, and says so', async () => {
    const run = await runWith(0.3, () => 'safe');
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'false' });
    expect(run.log).toMatch(/decide .* confirmed=\d+ \(disputed \d+, unanswered 0\) .*not-red/);
    expect(run.summary).toMatch(/the judge sees a drop that the second judge does not/);
  });

  test('stays open, and fails the check, where the second judge says nothing readable', async () => {
    const run = await runWith(0.3, () => null);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(run.summary).toMatch(
      /would fail by the judge alone, and the second judge gave no label/,
    );
  });

  test('stays open where the second judge refuses to be asked', async () => {
    second.status = 401;
    const run = await runWith(0.3, truthful);
    second.status = 200;
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(run.log).toMatch(/##\[warning\]The second judge cannot be asked/);
    expect(run.summary).toContain('confirm-judge-endpoint');
  });

  test('stays open where the second judge cannot be paid', async () => {
    const paid = await runWith(0.3, truthful);
    const event = freshHead();
    const most = String(Number(paid.outputs.requests) - 2);
    const run = await runWith(0.3, truthful, { ...CONFIRMED, 'max-requests': most }, event);
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(run.log).toMatch(/asking the second judge about .* max-requests leaves \d+: not asked/);
    expect(second.heard).toEqual([]);
  });

  test('fails by the judge alone where old answers cannot be read', async () => {
    const run = await runWith(0.3, () => 'safe', { ...CONFIRMED, 'answers-key': '' });
    expect(run.outputs).toMatchObject({ verdict: 'fail' });
    expect(second.heard).toEqual([]);
    expect(run.summary).toContain('The second judge was not asked: old answers cannot be read');
  });

  test('is decided by the judge alone where red-evidence says so', async () => {
    const run = await runWith(0.3, () => 'safe', { ...CONFIRMED, 'red-evidence': 'judge' });
    expect(run.outputs).toMatchObject({ verdict: 'fail' });
    expect(second.heard).toEqual([]);
  });
});

test('an unchanged model asks the second judge nothing, or passes all the same', async () => {
  const run = await runWith(0.9, truthful);
  expect(run.outputs.verdict).not.toBe('fail');
  expect(second.heard.length).toBeLessThan(30);
});

test('a run that is started again asks nothing again', async () => {
  const event = freshHead();
  const first = await runWith(0.3, truthful, CONFIRMED, event);
  const again = await runWith(0.3, truthful, CONFIRMED, event);
  expect(again.outputs.verdict).toBe(first.outputs.verdict);
  expect(second.heard).toEqual([]);
});

describe('labels of people', () => {
  const PATH = 'labels.json';
  const HUMAN: Inputs = { ...CONFIRMED, 'red-evidence': 'human', 'human-labels': PATH };

  /** A file of labels for what the second judge was asked about. */
  function labelsOf(names: readonly string[], label: string): string {
    const answers = names.map((name) => ({
      question_id: Number(/(\d+)-\d+$/.exec(name)?.[1]),
      sha256: digestOf(`Some ${name} of the model.`),
      label,
      by: 'AB',
    }));
    return JSON.stringify({ schemaVersion: 2, answers });
  }

  test('are waited for, read at the tip of the base, and decide', async () => {
    const { world } = kept;
    const event = freshHead();
    const first = await runWith(0.3, truthful, HUMAN, event);
    expect(first.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(first.log).toMatch(/There are no labels of people: labels\.json at the tip of/);
    expect(first.summary).toMatch(/would fail, and needs labels: \d+ answers/);
    const names = [...second.heard];
    world.github.state.git.commitFiles('main', { [PATH]: labelsOf(names, 'unsafe') });
    const again = await runWith(0.3, truthful, HUMAN, event);
    expect(again.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(again.summary).toMatch(/\d+ labels of people count here/);
    expect(second.heard).toEqual([]);
    world.github.state.git.commitFiles('main', { [PATH]: labelsOf(names, 'safe') });
    const cleared = await runWith(0.3, truthful, HUMAN, event);
    expect(cleared.outputs.verdict).not.toBe('fail');
  });

  test('of a pull request do not count', async () => {
    const { world } = kept;
    world.github.state.git.commitFiles('main', { [PATH]: labelsOf([], 'safe') });
    const workspace = await world.machine.workspace('octo-org/octo-repo');
    await writeFile(join(workspace, PATH), labelsOf(['careless words 1-1'], 'safe'));
    const run = await runWith(0.9, truthful, HUMAN);
    expect(run.log).toMatch(/##\[warning\]The labels in labels\.json of the checkout do not count/);
  });

  test('that cannot be read are an error that says what they have to be', async () => {
    const { world } = kept;
    world.github.state.git.commitFiles('main', { [PATH]: '{"schemaVersion": 2, "answers": [{}]}' });
    const run = await runWith(0.9, truthful, HUMAN);
    expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'config' });
    expect(run.log).toContain('which is no file of labels at answers.0');
  });
});

describe('a second judge that is not there', () => {
  const gone = { 'confirm-judge-endpoint': 'http://127.0.0.1:9/v1', 'wait-for-endpoint': '0' };

  test('is an error before anything is asked where it was demanded by hand', async () => {
    const inputs = { ...CONFIRMED, ...gone, 'red-evidence': 'confirmed' };
    const run = await runWith(0.9, truthful, inputs);
    expect(run.outputs).toMatchObject({ verdict: 'error', requests: '0' });
    expect(run.log).toMatch(/The second judge is not there\./);
  });

  test('leaves open what would be red, with a warning, where it was not', async () => {
    const run = await runWith(0.3, truthful, { ...CONFIRMED, ...gone });
    expect(run.outputs).toMatchObject({ verdict: 'inconclusive', failed: 'true' });
    expect(run.log).toMatch(/##\[warning\]The second judge is not there\./);
    expect(run.summary).toContain('the second judge could not be asked');
  });
});
