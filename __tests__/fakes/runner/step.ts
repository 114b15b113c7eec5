import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseKeyValueFile } from './commands.js';
import type { Masks } from './masks.js';
import { StepLog, type Annotation } from './step-log.js';
import { runInside } from '../../support/run-inside.js';
import type { InsideOptions, Running } from '../../support/inner-process.js';
import { countLaunch } from '../../support/launches.js';

/** A script to run as one phase of an action. */
export interface StepOptions {
  /** A script to launch, or an entry of the sources to run inside of the test. */
  readonly script: string | Pick<InsideOptions, 'entry'>;
  readonly node: string;
  readonly cwd: string;
  readonly temp: string;
  readonly env: Readonly<Record<string, string>>;
  readonly masks: Masks;
  readonly isDebug: boolean;
  /** What the runner itself warns of before the step. */
  readonly warnings: readonly string[];
  /** Ends a step that hangs, in milliseconds; the step then fails. */
  readonly timeout: number;
  readonly onStart: (running: Running) => void;
  readonly onLine: (line: string) => void;
}

/** What a phase did, as the runner and its reader see it. */
export interface StepResult {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly isTimedOut: boolean;
  /** As written by the process: commands and secrets included. */
  readonly stdout: string;
  readonly stderr: string;
  /** What a reader of the log sees: commands obeyed, secrets hidden. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** The step summary as it is uploaded: secrets hidden, empty where it was too large. */
  readonly summary: string;
  readonly exported: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly annotations: readonly Annotation[];
  /** Annotations beyond the ten of a kind that GitHub keeps. */
  readonly droppedAnnotations: readonly Annotation[];
}

const SUMMARY_LIMIT = 1024 * 1024;
const FILES = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'] as const;

type StepFiles = Readonly<Record<(typeof FILES)[number], string>>;

/** Runs one phase to its end. */
export async function runStep(options: StepOptions): Promise<StepResult> {
  const files = await createFiles(options.temp);
  const log = new StepLog(options.masks, options.isDebug, options.onLine);
  for (const warning of options.warnings) log.annotate('warning', warning);
  const variables = Object.entries(files).map(([name, path]) => [`GITHUB_${name}`, path] as const);
  const env = { ...options.env, ...Object.fromEntries(variables) };
  const ended = await runProcess(options, env, log);
  const values = {
    outputs: await readValues(files.OUTPUT, 'output', log),
    state: await readValues(files.STATE, 'state', log),
    exported: await readValues(files.ENV, 'env', log),
    path: (await readFile(files.PATH, 'utf8')).split('\n').filter((line) => line !== ''),
    summary: await readSummary(files.STEP_SUMMARY, options.masks, log),
  };
  return {
    ...ended,
    ...values,
    log: log.text,
    annotations: log.annotations,
    droppedAnnotations: log.dropped,
  };
}

type Ended = Pick<StepResult, 'exitCode' | 'signal' | 'stdout' | 'stderr' | 'isTimedOut'>;

async function runProcess(
  options: StepOptions,
  env: Readonly<Record<string, string>>,
  log: StepLog,
): Promise<Ended> {
  const { script } = options;
  const streams = { stdout: new Lines(log), stderr: new Lines(log) };
  const end =
    typeof script === 'string'
      ? await launched({ ...options, script }, env, streams)
      : await inside({ ...options, script }, env, streams);
  return { ...end, stdout: streams.stdout.end(), stderr: streams.stderr.end() };
}

type End = Pick<Ended, 'exitCode' | 'signal' | 'isTimedOut'>;
type Streams = Readonly<Record<'stdout' | 'stderr', Lines>>;

/** Runs an entry inside of the test. */
async function inside(
  { script, cwd, onStart }: StepOptions & { readonly script: Pick<InsideOptions, 'entry'> },
  env: Readonly<Record<string, string>>,
  streams: Streams,
): Promise<End> {
  const running = runInside({
    entry: script.entry,
    cwd,
    env,
    onText: (name, text) => streams[name].take(text),
  });
  onStart(running);
  return { exitCode: await running.ended, signal: null, isTimedOut: false };
}

/** Runs a script in a process of its own. */
async function launched(
  { script, node, cwd, timeout, onStart }: StepOptions & { readonly script: string },
  env: Readonly<Record<string, string>>,
  streams: Streams,
): Promise<End> {
  countLaunch(script);
  const child = spawn(node, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => streams[name].take(text));
  }
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    child.kill('SIGKILL');
  }, timeout);
  const ended = new Promise<Pick<Ended, 'exitCode' | 'signal'>>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => closeLater(child));
    child.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  });
  onStart(child);
  const end = await ended.finally(() => clearTimeout(timer));
  return { ...end, isTimedOut };
}

/** Output that a grandchild still holds open is waited for as long as the runner waits. */
function closeLater(child: ChildProcess): void {
  const timer = setTimeout(() => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, 5000);
  child.once('close', () => clearTimeout(timer));
}

/** A stream of a step: its text as written, its lines in the log as they come. */
class Lines {
  #all = '';
  #open = '';

  constructor(private readonly log: StepLog) {}

  take(text: string): void {
    this.#all += text;
    const lines = (this.#open + text).split(/\r\n|\n|\r(?!$)/);
    this.#open = lines.pop() ?? '';
    for (const line of lines) this.log.take(line);
  }

  /** Takes what has no line end as the last line, and gives the whole text. */
  end(): string {
    if (this.#open !== '') this.log.take(this.#open);
    this.#open = '';
    return this.#all;
  }
}

async function createFiles(temp: string): Promise<StepFiles> {
  const directory = join(temp, '_runner_file_commands');
  await mkdir(directory, { recursive: true });
  const id = randomUUID();
  const paths = FILES.map(
    (name) => [name, join(directory, `${name.toLowerCase()}_${id}`)] as const,
  );
  for (const [, path] of paths) await writeFile(path, '');
  return Object.fromEntries(paths) as StepFiles;
}

async function readValues(
  path: string,
  command: string,
  log: StepLog,
): Promise<Readonly<Record<string, string>>> {
  try {
    return Object.fromEntries(parseKeyValueFile(await readFile(path, 'utf8')));
  } catch (error) {
    log.annotate('error', `Unable to process file command '${command}' successfully.`);
    log.annotate('error', String(error instanceof Error ? error.message : error));
    return {};
  }
}

async function readSummary(path: string, masks: Masks, log: StepLog): Promise<string> {
  const bytes = await readFile(path);
  if (bytes.length <= SUMMARY_LIMIT) {
    return bytes
      .toString('utf8')
      .split('\n')
      .map((line) => masks.hide(line))
      .join('\n');
  }
  const size = Math.floor(bytes.length / 1024);
  log.annotate(
    'error',
    `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}k.`,
  );
  return '';
}
