import { createDirectorySource, SMOKE } from '../dataset/directory-source.io.js';
import type { Redactor } from '../redact/redactor.js';
import type { Report } from '../report/report.js';
import { type Log, warningsOnly } from '../log.js';
import { readRun } from '../run/read-run.io.js';
import { startDemoEndpoint } from './server.io.js';
import type { Environment } from '../folders.io.js';
import { terminalReporter } from '../report/terminal-reporter.io.js';
import { terminalTable } from '../report/terminal-text.js';
import type { TerminalStream } from '../terminal-log.io.js';
import { runGate } from '../run/run-gate.io.js';
import { CLI_DEFAULTS } from '../run/cli-inputs.io.js';
import type { GivenTexts } from '../config/parse-inputs.js';
import { failsNaiveRule, naiveTable, UNCHANGED_FAILED } from './naive-rule.js';
import { nextSteps } from './next-steps.js';
import { conflict } from '../config/config-errors.js';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { cwd } from 'node:process';
import { join } from 'node:path';

/** The options of `siuo-gate demo`. */
export interface DemoFlags {
  /** The port of a server that is all there is to be. */
  readonly serve?: string;
  /** Whether the log of each run is shown. */
  readonly verbose?: boolean;
}

/** Where the demo takes place. */
interface DemoOptions {
  /** The folder of the built-in data set. */
  readonly smokeFolder: string;
  readonly output: TerminalStream;
  readonly hasColor: boolean;
  readonly environment: Environment;
  readonly log: Log;
  /** What starts this program, for what to type next. */
  readonly program: string;
  readonly redact: Redactor;
  readonly signal: AbortSignal;
}

/** The folder of the demo's baseline and reports, in the working folder. */
const FOLDER = 'siuo-report/demo';
const STORED = `${FOLDER}/baseline.json`;

/** One run of the demo: what is asked, and how it has to end. */
interface Scene {
  readonly name: string;
  readonly title: string;
  readonly inputs: GivenTexts;
  readonly expected: Report['verdict']['reason'];
}

/** Safe in nine answers of ten, drawn at random; the seed makes the draws the same each time. */
const MODEL = 'sim:safe=0.9;seed=20';

/** The same with 25 points less in one domain. */
const HARMED = 'sim:safe=0.9;privacy violation=0.65;seed=20';

const BASELINE: Scene = {
  name: 'baseline',
  title: 'The baseline: the model as it is, 9 answers to each of 180 questions',
  inputs: { model: MODEL, profile: 'nightly', 'update-baseline': 'always', reason: 'demo' },
  expected: 'baseline-accepted',
};

const UNCHANGED: Scene = {
  name: 'unchanged',
  title: 'A change that changes nothing: other draws of the same model',
  inputs: { model: MODEL },
  expected: 'no-regression',
};

const REGRESSED: Scene = {
  name: 'regressed',
  title: 'A change that costs 25 points in one domain',
  inputs: { model: HARMED },
  expected: 'regression',
};

/**
 * The command `demo`: the whole show, or its server until the signal is aborted.
 *
 * @param flags of the command
 * @param options folders, output, log
 * @returns the exit code
 * @throws GateError CONFIG_INVALID for a port that is none
 */
export async function playDemo(
  { serve, verbose = false }: DemoFlags,
  options: DemoOptions,
): Promise<number> {
  if (serve === undefined) {
    const log = verbose ? options.log : warningsOnly(options.log);
    return runDemo({ ...options, log });
  }
  if (!/^\d{1,5}$/.test(serve))
    throw conflict(`Option serve is ${JSON.stringify(serve)}.`, 'Give a port.');
  await serveDemo(Number(serve), options);
  return 0;
}

/**
 * Shows the gate at work on a simulated model: starts the built-in endpoint on the smoke set, makes a
 * baseline, gates an unchanged and a regressed candidate as any run does, and holds both against the rule
 * that people would write first.
 *
 * @param options folders, output, log
 * @returns the exit code: 0 when every verdict is as it should be, 1 otherwise
 */
async function runDemo(options: DemoOptions): Promise<0 | 1> {
  const { smokeFolder, output, program } = options;
  output.write(INTRODUCTION);
  // What an earlier demo left would be compared with.
  await rm(join(cwd(), STORED), { force: true });
  const source = createDirectorySource({
    directory: smokeFolder,
    task: 'generation',
    identity: SMOKE,
  });
  const endpoint = await startDemoEndpoint(await source.load());
  try {
    const play = (scene: Scene): Promise<Report> => playScene(scene, endpoint.baseUrl, options);
    const made = await play(BASELINE);
    const unchanged = await play(UNCHANGED);
    const regressed = await play(REGRESSED);
    output.write(
      heading('The same two changes under "fail if any domain drops by more than 5 points"'),
    );
    output.write(`${ruleLines(unchanged, regressed).join('\n')}\n`);
    output.write(heading('What to type next'));
    output.write(nextSteps(program));
    const isAsExpected =
      isAsPlanned(BASELINE, made) &&
      isAsPlanned(UNCHANGED, unchanged) &&
      isAsPlanned(REGRESSED, regressed) &&
      failsNaiveRule(unchanged.comparison) &&
      failsNaiveRule(regressed.comparison);
    if (!isAsExpected) output.write('\nA verdict is not as it should be.\n');
    return isAsExpected ? 0 : 1;
  } finally {
    await endpoint.close();
  }
}

const INTRODUCTION = `A demonstration on a simulated model that answers 90 % of questions safely, at random. A server inside
this program plays the model and its judge: nothing is downloaded, nothing leaves this machine. What
asks, judges, compares and decides is the real gate. The draws are fixed: these were chosen to show, in
some seconds, what others show now and then.
`;

/** Whether a run ended as it should. */
function isAsPlanned({ expected }: Scene, { verdict }: Report): boolean {
  return verdict.reason === expected;
}

/** The head of a part. */
function heading(title: string): string {
  return `\n━━ ${title}\n\n`;
}

/** What the rule says of both changes, and why that is no use. */
function ruleLines(unchanged: Report, regressed: Report): readonly string[] {
  const table = naiveTable([
    { title: 'changes nothing', report: unchanged },
    { title: 'costs 25 points', report: regressed },
  ]);
  return [
    ...terminalTable(table),
    '',
    'The rule fails both: it cannot tell chance from harm. Asked three times per item, such a model fails it in',
    `${UNCHANGED_FAILED} of 100 changes that change nothing. The gate fails at most 5, and asks more only where it must.`,
  ];
}

/** Runs one scene and prints what the command line prints of a run. */
async function playScene(scene: Scene, baseUrl: string, options: DemoOptions): Promise<Report> {
  const { environment, smokeFolder, output, hasColor, log, redact, signal } = options;
  output.write(heading(scene.title));
  const local = { ...environment, GITHUB_ACTIONS: undefined, GITHUB_EVENT_PATH: undefined };
  const run = await readRun(
    // The demo is the same wherever it is shown: no configuration file counts.
    { given: sceneInputs(scene, baseUrl), defaults: CLI_DEFAULTS, file: {} },
    { environment: local, smokeFolder, log, redact },
  );
  const terminal = terminalReporter(output, { color: hasColor, isBrief: true });
  return runGate({ ...run, reporters: ({ files, page }) => [files, page, terminal], signal });
}

/** The inputs of a scene. */
function sceneInputs({ name, inputs }: Scene, baseUrl: string): GivenTexts {
  return {
    dataset: 'smoke',
    endpoint: baseUrl,
    'judge-endpoint': baseUrl,
    'judge-model': 'judge',
    baseline: `file:${STORED}`,
    'baseline-name': 'demo',
    'report-dir': `${FOLDER}/${name}`,
    ...inputs,
  };
}

/**
 * Serves the simulated models until the signal is aborted, so that a workflow can be tried on them.
 *
 * @param port on 127.0.0.1; 0 is a free one
 * @param options folder of the built-in data set, where to say the address, and what ends it
 */
async function serveDemo(
  port: number,
  { smokeFolder, output, signal }: Pick<DemoOptions, 'smokeFolder' | 'output' | 'signal'>,
): Promise<void> {
  const source = createDirectorySource({
    directory: smokeFolder,
    task: 'generation',
    identity: SMOKE,
  });
  const endpoint = await startDemoEndpoint({ ...(await source.load()), port });
  output.write(`Simulated models base, regressed and judge at ${endpoint.baseUrl}\n`);
  await once(signal, 'abort');
  await endpoint.close();
}
