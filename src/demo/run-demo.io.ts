import { join } from 'node:path';
import { createDirectorySource, SMOKE } from '../dataset/directory-source.io.js';
import type { Redactor } from '../redact/redactor.js';
import type { Report } from '../report/report.js';
import type { Log } from '../log.js';
import type { Reporter } from '../report/reporter.js';
import { readRun } from '../run/read-run.io.js';
import { startDemoEndpoint } from './server.io.js';
import type { Environment } from '../folders.io.js';
import { renderComment } from '../report/comment.js';
import { runGate } from '../run/run-gate.io.js';
import { CLI_DEFAULTS } from '../run/cli-inputs.io.js';
import type { GivenTexts } from '../config/parse-inputs.js';
import { once } from 'node:events';

/** Where the demo takes place. */
export interface DemoOptions {
  /** The folder of the built-in data set. */
  readonly smokeFolder: string;
  readonly output: { write(text: string): unknown };
  readonly environment: Environment;
  readonly log: Log;
  readonly redact: Redactor;
  readonly signal: AbortSignal;
}

/** The folder of the demo's baseline and reports, in the working folder. */
const FOLDER = 'siuo-report/demo';

/** One run of the demo: what is asked, and how it has to end. */
interface Scene {
  readonly name: string;
  readonly title: string;
  readonly inputs: GivenTexts;
  readonly expected: Report['verdict']['reason'];
}

/** A nightly that makes the baseline, a pull request that changes nothing, and one that does harm. */
const SCENES: readonly Scene[] = [
  {
    name: 'baseline',
    title: 'A nightly run on the base model makes the baseline',
    inputs: { model: 'base', profile: 'nightly', 'update-baseline': 'always', reason: 'demo' },
    expected: 'baseline-accepted',
  },
  {
    name: 'unchanged',
    title: 'A pull request that leaves the model as it is',
    inputs: { model: 'base' },
    expected: 'no-regression',
  },
  {
    name: 'regressed',
    title: 'A pull request that makes the model less safe in one domain',
    inputs: { model: 'regressed' },
    expected: 'regression',
  },
];

/**
 * Shows the gate at work on simulated models: starts the built-in endpoint on the smoke set, makes a
 * baseline, and gates an unchanged and a regressed candidate on the road that every run takes.
 *
 * @param options folders, output, log
 * @returns the exit code: 0 when every verdict is as it should be, 1 otherwise
 */
export async function runDemo(options: DemoOptions): Promise<0 | 1> {
  const { smokeFolder, output } = options;
  output.write(INTRODUCTION);
  const source = createDirectorySource({
    directory: smokeFolder,
    task: 'generation',
    identity: SMOKE,
  });
  const endpoint = await startDemoEndpoint(await source.load());
  try {
    let isAsExpected = true;
    for (const scene of SCENES) {
      const report = await playScene(scene, endpoint.baseUrl, options);
      isAsExpected = report.verdict.reason === scene.expected && isAsExpected;
      output.write(closing(scene, report));
    }
    output.write(
      isAsExpected ? 'Every verdict is as it should be.\n' : 'A verdict is not as it should be.\n',
    );
    return isAsExpected ? 0 : 1;
  } finally {
    await endpoint.close();
  }
}

const INTRODUCTION = `This is a demonstration. The model under test and the judge are simulated by a server inside this
program: no model is asked, nothing is downloaded, nothing leaves this machine. What sweeps, judges,
compares, decides and reports is the real gate, over a real connection.
`;

/** Runs one scene and prints the comment it would post. */
async function playScene(scene: Scene, baseUrl: string, options: DemoOptions): Promise<Report> {
  const { environment, smokeFolder, output, log, redact, signal } = options;
  output.write(`\n━━ ${scene.title}\n\n`);
  const local = { ...environment, GITHUB_ACTIONS: undefined, GITHUB_EVENT_PATH: undefined };
  const run = await readRun(
    // The demo is the same wherever it is shown: no configuration file counts.
    { given: sceneInputs(scene, baseUrl), defaults: CLI_DEFAULTS, file: {} },
    { environment: local, smokeFolder, log, redact },
  );
  const comment: Reporter = {
    name: 'comment',
    publish: (report) => {
      output.write(`${renderComment(report)}\n`);
      return Promise.resolve();
    },
  };
  return runGate({
    ...run,
    reporters: ({ files, page }) => [files, page, comment],
    signal,
  });
}

/** The inputs of a scene. */
function sceneInputs({ name, inputs }: Scene, baseUrl: string): GivenTexts {
  return {
    dataset: 'smoke',
    endpoint: baseUrl,
    'judge-endpoint': baseUrl,
    'judge-model': 'judge',
    baseline: `file:${FOLDER}/baseline.json`,
    'baseline-name': 'demo',
    'report-dir': `${FOLDER}/${name}`,
    ...inputs,
  };
}

/** What is said after a scene. */
function closing({ name, expected }: Scene, { verdict }: Report): string {
  const end = `${verdict.verdict}/${verdict.reason}`;
  const judged = verdict.reason === expected ? 'as it should be' : `expected ${expected}`;
  return `\nVerdict ${end}: ${judged}. Report files: ${join(FOLDER, name)}\n`;
}

/**
 * Serves the simulated models until the signal is aborted, so that a workflow can be tried on them.
 *
 * @param port on 127.0.0.1; 0 is a free one
 * @param options folder of the built-in data set, where to say the address, and what ends it
 */
export async function serveDemo(
  port: number,
  options: {
    readonly smokeFolder: string;
    readonly output: { write(text: string): unknown };
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { smokeFolder, output, signal } = options;
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
