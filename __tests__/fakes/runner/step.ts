import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseKeyValueFile } from './commands.js';
import type { Masks } from './masks.js';
import { StepLog, type Annotation } from './step-log.js';

/** A script to run as one phase of an action. */
export interface StepOptions {
  readonly script: string;
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
  readonly onStart: (child: ChildProcess) => void;
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
  { script, node, cwd, timeout, onStart }: StepOptions,
  env: Readonly<Record<string, string>>,
  log: StepLog,
): Promise<Ended> {
  const child = spawn(node, [script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stdout = collect(child.stdout, log);
  const stderr = collect(child.stderr, log);
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
  return { ...end, isTimedOut, stdout: stdout(), stderr: stderr() };
}

/** Output that a grandchild still holds open is waited for as long as the runner waits. */
function closeLater(child: ChildProcess): void {
  const timer = setTimeout(() => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  }, 5000);
  child.once('close', () => clearTimeout(timer));
}

/** Gives a stream's lines to the log as they come; the function given back ends it. */
function collect(stream: NodeJS.ReadableStream, log: StepLog): () => string {
  let all = '';
  let open = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    all += text;
    const lines = (open + text).split(/\r\n|\n|\r(?!$)/);
    open = lines.pop() ?? '';
    for (const line of lines) log.take(line);
  });
  return () => {
    if (open !== '') log.take(open);
    open = '';
    return all;
  };
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
