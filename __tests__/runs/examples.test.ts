import * as events from '../fakes/events.js';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { RunEvent } from '../fakes/events.js';
import type { RunResult } from '../fakes/runner.js';
import {
  evaluated,
  readExample,
  usualValues,
  type ExampleJob,
  type Values,
  KEY,
  sharedConfig,
} from '../support/example.js';
import { describe, expect, test } from '@jest/globals';
import { baselineEntries } from '../support/baselines.js';
import type { Inputs, World } from '../support/world.js';
import { TEST_RESULT_TYPE } from '../../src/report/attestation.js';
import { worldsOfTests } from '../support/worlds.js';

const startWorld = worldsOfTests();

/** A repository with code and the file that the examples share. */
async function newWorld(): Promise<World> {
  const world = await startWorld({ apiKey: KEY });
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  world.share(await sharedConfig());
  return world;
}

/** Runs the gate of an example with its permissions; the judge is the world's, not OpenAI's. */
async function play(
  world: World,
  example: ExampleJob,
  event: RunEvent,
  more: { readonly values?: Values; readonly inputs?: Inputs } = {},
): Promise<RunResult> {
  const inputs = evaluated(example.inputs, { ...usualValues(world), ...more.values });
  // What the example does not give is not given.
  const bare = { endpoint: '', model: '', 'judge-model': '', dataset: '' };
  const judge = { 'judge-endpoint': world.models.baseUrl };
  const { permissions } = example;
  return world.run(event, { ...bare, ...inputs, ...judge, ...more.inputs }, { permissions });
}

/** A run says nothing about a permission, an input or a baseline that it lacks. */
function expectQuiet(run: RunResult): void {
  expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
  expect(run.log).not.toMatch(/Unexpected input|Give the job|may not/);
}

test('nightly.yml makes the baseline that pr-gate.yml compares with and comments on', async () => {
  const world = await newWorld();
  const baselineRun = await play(world, await readExample('nightly.yml'), events.schedule());
  expect(baselineRun.outputs).toMatchObject({
    reason: 'baseline-created',
    'baseline-updated': 'true',
  });
  expectQuiet(baselineRun);
  const gate = await readExample('pr-gate.yml');
  const run = await play(world, gate, events.pullRequest());
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(world.github.state.commentsOn(7)).toHaveLength(1);
  expectQuiet(run);
  const values = { 'vars.MODEL_NAME': 'regressed' };
  const queued = await play(world, gate, events.mergeGroup(), { values });
  expect(queued.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  expect(queued.exitCode).toBe(1);
});

test('accept.yml accepts what pr-gate.yml found, with the keys of both', async () => {
  const world = await newWorld();
  world.github.state.roles.set('maintainer', 'write');
  await play(world, await readExample('nightly.yml'), events.schedule());
  const gate = await readExample('pr-gate.yml');
  const values = { 'vars.MODEL_NAME': 'regressed' };
  const red = await play(world, gate, events.pullRequest(), { values });
  expect(red.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  const accept = await readExample('accept.yml');
  const at = new Date(Date.now() + 60_000);
  const said = world.github.state.addComment(7, 'maintainer', '/siuo-gate accept it is meant', at);
  const run = await play(world, accept, events.issueComment(said), { values });
  expect(run.outputs).toMatchObject({ reason: 'accepted' });
  expectQuiet(run);
  const again = await play(world, gate, events.pullRequest(), { values });
  expect(again.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
});

test('nightly.yml by hand accepts a new level, with more answers and a reason', async () => {
  const world = await newWorld();
  const values = {
    'inputs.repeats': '1',
    'inputs.accept': 'the new model is worth it',
    "inputs.accept && 'always' || 'auto'": 'always',
  };
  const nightly = await readExample('nightly.yml');
  const run = await play(world, nightly, events.workflowDispatch(), { values });
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'baseline-accepted' });
  const stored = world.github.state.git.readFile('siuo-gate-data', 'default.json');
  expect(JSON.parse(String(stored))).toMatchObject({ reason: 'the new model is worth it' });
  expectQuiet(run);
});

describe('release-signoff.yml', () => {
  const played = async (values: Values) => {
    const world = await newWorld();
    const stored = { 'inputs.repeats': '9' };
    const nightly = await readExample('nightly.yml');
    await play(world, nightly, events.workflowDispatch(), { values: stored });
    const example = await readExample('release-signoff.yml');
    const run = await play(world, example, events.workflowDispatch(), { values });
    const read = async (name: string): Promise<string> =>
      (await world.read(`siuo-report/${name}`)) ?? '';
    const { steps } = example;
    const publish = steps.find(({ run: text }) => text?.includes('gh release create'));
    expect(publish?.if).toContain("verdict == 'pass'");
    const attest = steps.find(({ uses }) => uses?.startsWith('actions/attest@'));
    expect(attest?.with).toMatchObject({ 'predicate-type': TEST_RESULT_TYPE });
    return { run, read };
  };

  test('passes a candidate before it is published, and pins its level', async () => {
    const { run, read } = await played({});
    expect(run.outputs).toMatchObject({ verdict: 'pass', 'baseline-updated': 'true' });
    expectQuiet(run);
    expect(await read('signoff.md')).toMatch(/^## Safety: signed off\n/);
    expect(JSON.parse(await read('test-result.json'))).toMatchObject({ result: 'PASSED' });
  });

  test('who accepts a drop accepts no missed floor with it', async () => {
    const { run, read } = await played({
      'vars.MODEL_NAME': 'sim:safe=0.1',
      'inputs.accept': 'worth it for the new languages',
      "inputs.accept && 'always' || 'auto'": 'always',
    });
    expect(run.outputs).toMatchObject({ verdict: 'fail', failed: 'true', reason: 'below-floor' });
    expect(run.exitCode).toBe(1);
    expect(await read('signoff.md')).toMatch(/^## Safety: not signed off\n/);
    expect(JSON.parse(await read('test-result.json'))).toMatchObject({ result: 'FAILED' });
  });
});

describe('release-published.yml', () => {
  test('signs off against the baseline runs of the data branch, and says so in the notes', async () => {
    const world = await newWorld();
    const values = { 'inputs.repeats': '9' };
    await play(world, await readExample('nightly.yml'), events.workflowDispatch(), { values });
    const example = await readExample('release-published.yml');
    const run = await play(world, example, events.release({ tag: 'v1.0.0' }));
    expect(run.outputs).toMatchObject({ verdict: 'pass', 'baseline-updated': 'true' });
    expectQuiet(run);
    const notes = await appendedNotes(world, example, run.outputs['report-dir'] ?? '');
    expect(notes).toMatch(/^What is new\.\n\n## Safety: signed off\n/);
  });

  /** Runs the step that edits the notes, with a `gh` that keeps them in a file. */
  async function appendedNotes(
    world: World,
    { steps }: ExampleJob,
    report: string,
  ): Promise<string> {
    const { temp, root } = world.machine;
    const tools = join(root, 'path');
    await mkdir(tools, { recursive: true });
    await writeFile(join(tools, 'gh'), GH);
    await chmod(join(tools, 'gh'), 0o755);
    const step = steps.find(({ run }) => run?.includes('gh release edit'));
    const stepEnv = evaluated(step?.env ?? {}, {
      'github.token': 'ghs_token',
      'github.repository': 'octo-org/octo-repo',
      'github.event.release.tag_name': 'v1.0.0',
      'steps.gate.outputs.report-dir': report,
    });
    const PATH = `${tools}${delimiter}${process.env.PATH ?? ''}`;
    const env = { PATH, RUNNER_TEMP: temp, ...stepEnv };
    const { status, stderr } = spawnSync('bash', ['--norc', '-e', '-c', step?.run ?? 'false'], {
      env,
    });
    expect(`${String(status)} ${stderr.toString()}`).toBe('0 ');
    return readFile(join(temp, 'edited.md'), 'utf8');
  }
});

/** A stand-in for gh: shows the notes of v1.0.0, and keeps what they are changed to. */
const GH = `#!/bin/sh
case "$1 $2 $3" in
  'release view v1.0.0') echo 'What is new.' ;;
  'release edit v1.0.0') cp "$5" "$RUNNER_TEMP/edited.md" ;;
  *) exit 1 ;;
esac
`;

describe('vllm.yml', () => {
  test('serves the model in the job, and keeps its baseline and comment apart', async () => {
    const world = await newWorld();
    const example = await readExample('vllm.yml');
    const serve = example.steps.find(({ run }) => run?.includes('vllm serve'))?.run ?? '';
    const { endpoint, model } = example.inputs;
    expect(serve).toContain(`--port ${new URL(endpoint ?? '').port}`);
    expect(serve).toContain(`--served-model-name ${model ?? ''}`);
    const served = { endpoint: world.models.baseUrl, model: 'base', 'api-key': KEY };
    const baselineRun = await play(world, example, events.schedule(), { inputs: served });
    expect(baselineRun.outputs).toMatchObject({ reason: 'baseline-created' });
    const run = await play(world, example, events.pullRequest(), { inputs: served });
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(baselineEntries(world).map(({ key }) => key)).toEqual([
      expect.stringMatching(/^siuo-gate-baseline-vllm-main-/),
    ]);
    expect(world.github.state.commentsOn(7)[0]?.body).toContain('siuo-gate:vllm ');
    expectQuiet(run);
  });
});

describe('vllm-compare.yml', () => {
  test('compares the models of two ports in one job, and stores nothing', async () => {
    const world = await newWorld();
    const example = await readExample('vllm-compare.yml');
    const serve = example.steps.find(({ run }) => run?.includes('vllm serve'))?.run ?? '';
    const { endpoint = '', 'baseline-endpoint': base = '', model } = example.inputs;
    for (const [folder, url] of [
      ['head', endpoint],
      ['base', base],
    ] as const) {
      const port = new URL(url).port;
      expect(serve).toMatch(
        new RegExp(`\\./${folder}/model --served-model-name ${model ?? ''} .*${port}`),
      );
    }
    const at = world.models.baseUrl;
    const served = { endpoint: at, 'baseline-endpoint': at, 'api-key': KEY };
    const inputs = {
      ...served,
      model: 'sim:safe=0.9;seed=3',
      'baseline-model': 'sim:safe=0.9;seed=4',
    };
    const run = await play(world, example, events.pullRequest(), { inputs });
    expect(run.outputs).toMatchObject({ failed: 'false' });
    expect(run.outputs.verdict).not.toBe('error');
    expect(baselineEntries(world)).toEqual([]);
    expect(world.github.state.commentsOn(7)[0]?.body).toContain('siuo-gate:vllm-compare ');
    expectQuiet(run);
  });
});

describe('prompt-change.yml', () => {
  test('asks one model with the prompt of the base and of the head', async () => {
    const world = await newWorld();
    const example = await readExample('prompt-change.yml');
    const outputs = {
      'steps.prompts.outputs.head': 'Answer like a pirate.',
      'steps.prompts.outputs.base': 'Answer briefly.',
    };
    const run = await play(world, example, events.pullRequest(), { values: outputs });
    expect(run.outputs).toMatchObject({ failed: 'false' });
    const systems = world.models.calls.flatMap(({ body }) => {
      const [first] = (body?.messages ?? []) as readonly { role: string; content: unknown }[];
      return first?.role === 'system' && body?.model === 'base' ? [first.content] : [];
    });
    expect(new Set(systems)).toEqual(new Set(['Answer like a pirate.', 'Answer briefly.']));
    expectQuiet(run);
  });
});

test.each([
  'nightly.yml',
  'pr-gate.yml',
  'prompt-change.yml',
  'vllm-compare.yml',
  'release-published.yml',
  'release-signoff.yml',
  'vllm.yml',
])('%s pins what it uses by commit', async (name) => {
  const { steps } = await readExample(name);
  const others = steps.flatMap(({ uses }) => uses ?? []).filter((uses) => !isOurs(uses));
  expect(others.filter((uses) => !/@[0-9a-f]{40}$/.test(uses))).toEqual([]);
  expect(others.length).toBeGreaterThan(0);
});

const isOurs = (uses: string): boolean => uses === 'siuo-gate/siuo-gate@v0';
