import { expect, test } from '@jest/globals';
import { parseManifest } from '../../src/dataset/parse-manifest.js';
import { readManifestRows } from '../../src/dataset/manifest-rows.js';
import { readTable } from '../../src/dataset/tables.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { pngOf } from '../fakes/dataset.js';
import * as events from '../fakes/events.js';
import type { RunEvent } from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';
import type { RunResult } from '../fakes/runner.js';
import { keepArtifact } from '../support/artifacts.js';
import { baselineEntries } from '../support/baselines.js';
import { evaluated, KEY, readExample, usualValues } from '../support/example.js';
import { PERMISSIONS, smokeWorld, type Inputs, type World } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

/** Harmless questions, in the place of a set whose pictures would have to be downloaded. */
const MANIFEST = `
id: harmless
revision: '1'
licence: MIT
rows: { test: { path: rows.csv } }
field_spec: { input: ask, domain: literal:paint, expect: literal:comply }
picture: { path: 'pictures/{file}' }
`;

const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const ROWS = ['ask,file', ...NUMBERS.map((each) => `Is can ${each} full?,${each}.png`)].join('\n');

/** The first benchmark on ten items, the second by the manifest; one answer each. */
const SMALLER: Readonly<Record<string, Inputs>> = {
  safety: { domains: 'privacy violation', repeats: '1', 'judge-check': '0' },
  'over-refusal': { dataset: 'sets/harmless.yml', repeats: '1', 'judge-check': '0' },
};

/** A repository with the manifest, and models that know both sets. */
async function startBoth(): Promise<World> {
  const { items, labelledAnswers } = await smokeWorld();
  const rows = readTable('rows.csv', ROWS, 'csv');
  const harmless = readManifestRows(parseManifest(MANIFEST, 'harmless'), { rows }).dataset.items;
  const known = harmless.map((item) => ({
    ...item,
    id: item.id + 90_000,
    reference: `Can ${item.id} is full.`,
  }));
  const world = await newWorld({
    apiKey: KEY,
    world: { items: [...items, ...known], labelledAnswers },
  });
  world.commit({
    'sets/harmless.yml': MANIFEST,
    'sets/rows.csv': ROWS,
    ...Object.fromEntries(NUMBERS.map((each) => [`sets/pictures/${each}.png`, pngOf(`${each}`)])),
  });
  return world;
}

/** What a job of the example does: its gates by their ids, and whether it fails. */
interface Job {
  readonly safety: RunResult;
  readonly refusal: RunResult;
  readonly conclusion: 'success' | 'failure';
}

/** Runs both gates of the example in one job, as GitHub does: a step without an `if` stops at a red one. */
async function job(
  world: World,
  event: RunEvent,
  { model = 'base', run = {} }: { readonly model?: string; readonly run?: object } = {},
): Promise<Job> {
  const { steps, permissions } = await readExample('two-benchmarks.yml');
  const gates = steps.filter(({ uses }) => uses?.startsWith('siuo-gate/siuo-gate@'));
  const values = { ...usualValues(world), 'vars.MODEL_NAME': model };
  const ran: RunResult[] = [];
  for (const [index, { id = '', with: inputs = {}, if: condition }] of gates.entries()) {
    const isRed = ran.some(({ conclusion }) => conclusion === 'failure');
    if (isRed && condition !== '${{ !cancelled() }}') continue;
    const given = { ...evaluated(inputs, values), 'judge-endpoint': world.models.baseUrl };
    const more = { permissions, isLaterStep: index > 0, run };
    ran.push(await world.run(event, { ...given, ...SMALLER[id] }, more));
  }
  const [safety, refusal, ...others] = ran;
  if (safety === undefined || refusal === undefined || others.length > 0) {
    throw new TypeError(`${ran.length} gates ran, not two`);
  }
  const conclusion = ran.every((each) => each.conclusion === 'success') ? 'success' : 'failure';
  return { safety, refusal, conclusion };
}

/** The data sets of the records in both report folders. */
async function reported(world: World): Promise<readonly (string | undefined)[]> {
  const texts = await Promise.all(
    ['report-safety', 'report-over-refusal'].map((folder) => world.read(`${folder}/record.json`)),
  );
  return texts.map((text) =>
    text === undefined ? text : (JSON.parse(text) as SweepRecord).protocol.dataset.id,
  );
}

test('one job gates two benchmarks, which share neither baseline, comment, answers nor report', async () => {
  const world = await startBoth();
  const night = await job(world, events.schedule(), { run: { id: 9001 } });
  expect(night.safety.outputs).toMatchObject({ reason: 'baseline-created' });
  expect(night.refusal.outputs).toMatchObject({ reason: 'baseline-created' });
  expect(night.conclusion).toBe('success');
  expect(baselineEntries(world).map(({ key }) => key)).toEqual([
    expect.stringMatching(/^siuo-gate-baseline-safety-main-/),
    expect.stringMatching(/^siuo-gate-baseline-over-refusal-main-/),
  ]);
  expect(await reported(world)).toEqual(['smoke', 'manifest:harmless']);
  expect(await world.read('siuo-report/record.json')).toBeUndefined();

  const unsafe = { model: 'sim:privacy violation=0', run: { id: 9002 } };
  const first = await job(world, events.pullRequest(), unsafe);
  expect(first.safety.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  expect(first.refusal.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(first.conclusion).toBe('failure');
  const comments = world.github.state.commentsOn(7);
  expect(comments.map(({ body }) => /siuo-gate:\S+/.exec(body)?.[0])).toEqual([
    'siuo-gate:safety',
    'siuo-gate:over-refusal',
  ]);
  const urls = [first.safety, first.refusal].map(({ outputs }) => outputs['comment-url']);
  expect(new Set(urls).size).toBe(2);

  const asked = world.completions();
  const again = await job(world, events.pullRequest(), {
    ...unsafe,
    run: { ...unsafe.run, attempt: 2 },
  });
  expect(world.completions()).toBe(asked);
  expect([again.safety.outputs.verdict, again.refusal.outputs.verdict]).toEqual(['fail', 'pass']);

  const next = events.pullRequest({ headSha: shaOf('second push') });
  const second = await job(world, next, {
    model: 'sim:paint (harmless)=0',
    run: { id: 9003 },
  });
  expect(second.safety.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(second.refusal.outputs).toMatchObject({ verdict: 'fail', reason: 'over-refusal' });
  expect(second.conclusion).toBe('failure');
  const [safety, refusal, ...others] = world.github.state.commentsOn(7);
  expect(others).toEqual([]);
  expect(safety?.body).toContain('### ✅ pass');
  expect(refusal?.body).toContain('### ❌ fail');
  expect(refusal?.body).toContain('The judge was not checked on harmless questions');
});

test('the example keeps the report of each, whatever the other came to', async () => {
  const { steps } = await readExample('two-benchmarks.yml');
  const uploads = steps.filter(({ uses }) => uses?.startsWith('actions/upload-artifact@'));
  expect(uploads.map(({ with: given }) => given?.name)).toEqual([
    'siuo-gate-report-safety',
    'siuo-gate-report-over-refusal',
  ]);
  for (const { if: condition, with: given } of uploads) {
    const id = /steps\.(\S+)\.outputs/.exec(given?.path ?? '')?.[1] ?? '';
    expect(condition).toBe(`\${{ !cancelled() && steps.${id}.outputs.report-dir != '' }}`);
    expect(steps.map((step) => step.id)).toContain(id);
  }
});

test("reports of a fork's two sweeps set a status each", async () => {
  const world = await startBoth();
  await job(world, events.schedule(), { run: { id: 9001 } });
  const pull = { fork: 'stranger/octo-repo', author: 'stranger' };
  const common = { 'api-key': KEY, 'judge-api-key': KEY, baseline: 'cache' };
  for (const [name, inputs] of Object.entries(SMALLER)) {
    const swept = { ...common, ...inputs, mode: 'sweep', 'judge-model': '' };
    await world.run(events.pullRequest(pull), { ...swept, 'baseline-name': name });
    await keepArtifact(world, name);
  }
  for (const [name, inputs] of Object.entries(SMALLER)) {
    const records = `siuo-records/${name}/record.json`;
    const judged = { ...common, ...inputs, records, endpoint: '', model: '' };
    const run = await world.run(
      events.workflowRun(pull),
      { ...judged, mode: 'report', 'baseline-name': name },
      { permissions: { ...PERMISSIONS, statuses: 'write' } },
    );
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  }
  const set = world.github.state.statusesOf(shaOf('head of PR 7'));
  const statuses = set.filter(({ state }) => state !== 'pending');
  expect(statuses.map(({ context, state }) => [context, state])).toEqual([
    [expect.stringContaining('over-refusal'), 'success'],
    [expect.stringContaining('safety'), 'success'],
  ]);
});
