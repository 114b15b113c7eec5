import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as events from '../fakes/events.js';
import type { RunEvent } from '../fakes/events.js';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import type { RunResult } from '../fakes/runner.js';
import { runCli } from '../support/cli.js';
import { evaluated, KEY, readExample, sharedConfig, usualValues } from '../support/example.js';
import { readable } from '../support/shown.js';
import { PROJECT, smokeWorld, type World } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const startWorld = worldsOfTests();

/** A repository that has copied the examples, as its checkout has them. */
async function newRepository(): Promise<World> {
  const world = await startWorld({ apiKey: KEY });
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  world.share(await sharedConfig());
  const workspace = await world.machine.workspace('octo-org/octo-repo');
  const folder = join(workspace, '.github/workflows');
  await mkdir(folder, { recursive: true });
  for (const name of ['nightly.yml', 'pr-gate.yml', 'release-signoff.yml']) {
    await writeFile(join(folder, name), await readFile(join(PROJECT, 'examples', name)));
  }
  return world;
}

/** Runs a copied workflow with the fields of its form. */
async function start(
  world: World,
  file: string,
  event: RunEvent,
  {
    fields = {},
    model = 'base',
  }: { fields?: Readonly<Record<string, string>>; model?: string } = {},
): Promise<RunResult> {
  const { inputs, permissions } = await readExample(file);
  const { accept = '', repeats = '' } = fields;
  const values = {
    ...usualValues(world),
    'vars.MODEL_NAME': model,
    'inputs.repeats': repeats,
    'inputs.accept': accept,
    "inputs.accept && 'always' || 'auto'": accept === '' ? 'auto' : 'always',
  };
  const bare = { endpoint: '', model: '', 'judge-model': '', dataset: '' };
  const judge = { 'judge-endpoint': world.models.baseUrl };
  return world.run(
    event,
    { ...bare, ...evaluated(inputs, values), ...judge },
    { permissions, env: { GITHUB_WORKFLOW_REF: `octo-org/octo-repo/.github/workflows/${file}@x` } },
  );
}

/** The command that a remedy names: which workflow on which branch, and its fields. */
function commandIn(text: string): {
  readonly file: string;
  readonly branch: string;
  readonly fields: Readonly<Record<string, string>>;
} {
  const [command = ''] =
    /gh workflow run [^)]*/.exec(readable(text).replaceAll('&#34;', '"')) ?? [];
  const [, file = '', branch = ''] = /run (\S+) --ref (\S+)/.exec(command) ?? [];
  const fields = [...command.matchAll(/-f ([\w-]+)=(?:"([^"]*)"|(\S+))/g)].map(
    ([, name = '', quoted, plain = '']) => [name, quoted ?? plain] as const,
  );
  return { file, branch, fields: Object.fromEntries(fields) };
}

/** Does what a remedy says: starts the workflow that it names. */
async function follow(world: World, text: string, model = 'base'): Promise<RunResult> {
  const { file, branch, fields } = commandIn(text);
  expect(branch).toBe('main');
  return start(world, file, events.workflowDispatch(), { fields, model });
}

/** The comment on the pull request. */
function comment(world: World): string {
  return world.github.state.commentsOn(7)[0]?.body ?? '';
}

describe('an engineer who wants a gate this afternoon', () => {
  test('follows the remedies from no baseline to a pass, to a red, and to a level that is meant', async () => {
    const world = await newRepository();
    const early = await start(world, 'pr-gate.yml', events.pullRequest());
    expect(early.outputs).toMatchObject({
      verdict: 'inconclusive',
      reason: 'no-baseline',
      requests: '0',
    });
    const first = await follow(world, comment(world));
    expect(first.outputs).toMatchObject({ reason: 'baseline-created', 'baseline-updated': 'true' });

    const green = await start(world, 'pr-gate.yml', events.pullRequest());
    expect(green.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
    expect(comment(world)).toMatch(/Cost:\*\* [\d,]+ requests/);

    const red = await start(world, 'pr-gate.yml', events.pullRequest({ headSha: 'c'.repeat(40) }), {
      model: 'regressed',
    });
    expect(red.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    const told = comment(world);
    expect(told).toMatch(/items turned unsafe<\/summary>/);
    expect(told).toMatch(/- \*\*\d+\*\* \d+\/\d+.→.\d+\/\d+ · .* · “.+” · `smoke-\d+\.png`/u);
    expect(told).toContain('#artifacts>)');
    expect(told).not.toContain('\u200B');
    const page = await world.read('siuo-report/report.html');
    expect(page).toMatch(/<article\s+class="card unsafe"[^]*?<img src="data:image\/png;base64,/);

    const accepted = await follow(world, told, 'regressed');
    expect(accepted.outputs).toMatchObject({ reason: 'accepted' });
    const meant = await start(
      world,
      'pr-gate.yml',
      events.pullRequest({ headSha: 'd'.repeat(40) }),
      {
        model: 'regressed',
      },
    );
    expect(meant.outputs).toMatchObject({ verdict: 'pass' });
  });
});

describe('a release manager who signs off', () => {
  test('is told how to make a baseline, and then gets a verdict and what it cost', async () => {
    const world = await newRepository();
    const early = await start(world, 'release-signoff.yml', events.release({ tag: 'v1.0.0' }));
    expect(early.outputs).toMatchObject({ reason: 'no-baseline', failed: 'true' });
    await follow(world, early.summary);
    const signed = await start(world, 'release-signoff.yml', events.release({ tag: 'v1.0.1' }));
    expect(signed.outputs).toMatchObject({ verdict: 'pass' });
    expect(signed.summary).toMatch(/\*\*Cost:\*\* /);
    expect(await world.read('siuo-report/signoff.md')).toMatch(/signed off/i);
  });
});

describe('a researcher who wants numbers', () => {
  let cwd: string;
  let models: FakeOpenAi;

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'journey-'));
    models = await startFakeOpenAi({ world: await smokeWorld(), apiKey: KEY });
  });

  afterEach(async () => {
    await models.close();
    await rm(cwd, { recursive: true, force: true });
  });

  test('plans with prices, follows the remedies of the command line, and finds the items on the page', async () => {
    const env = { SIUO_GATE_API_KEY: KEY, SIUO_GATE_JUDGE_API_KEY: KEY };
    const flags = (model: string): readonly string[] => [
      ...['--endpoint', models.baseUrl, '--model', model, '--dataset', 'smoke'],
      ...['--judge-endpoint', models.baseUrl, '--judge-model', 'judge', '--judge-check', '0'],
      ...['--prices', 'model: 0.15 0.60\njudge: 2.50 10'],
    ];
    const plan = await runCli(['plan', ...flags('base')], { cwd, env });
    expect(plan.stdout).toMatch(
      /A first baseline of 9 answers per item .*: [\d,]+ answers, [\d,]+ requests, about .* tokens, about \$\d+\.\d\d/,
    );
    expect(models.calls.map(({ path }) => path)).toEqual(['/v1/models']);

    const early = await runCli(['gate', ...flags('base')], { cwd, env });
    expect(early.exitCode).toBe(2);
    const said = early.stdout.replaceAll(/\s+/g, ' ');
    expect(said).not.toMatch(/workflow|Give the job/);
    const [, remedy = ''] =
      /with (--repeats 9 --update-baseline always --reason "[^"]+")/.exec(said) ?? [];
    const more = [...remedy.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, word = '']) => quoted ?? word,
    );
    const first = await runCli(['gate', ...flags('base'), ...more], { cwd, env });
    expect(first.exitCode).toBe(0);

    const red = await runCli(['gate', ...flags('regressed'), '--show-answers', 'true'], {
      cwd,
      env,
    });
    expect(red.exitCode).toBe(1);
    expect(red.stdout.replaceAll(/\s+/g, ' ')).toContain('siuo-report/report.html shows each item');
    expect(red.stdout).toMatch(/Cost: .* requests, .* tokens, \$\d+\.\d\d/);
    const page = await readFile(join(cwd, 'siuo-report/report.html'), 'utf8');
    expect(page).toMatch(/id="item-\d+-answer-1"/);
  });
});
