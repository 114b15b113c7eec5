import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { countLaunch } from './launches.js';
import type { Running } from './inner-process.js';
import { runInside } from './run-inside.js';
import { PROJECT } from './world.js';

/** What a command came to. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs: an empty folder, and what its environment holds besides PATH and home. */
export interface CliPlace {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Given the process, e.g. to send it a signal. */
  readonly onStart?: (running: Running) => void;
}

/** Runs a command of the sources inside of the test, to its end. */
export async function runCli(
  args: readonly string[],
  { cwd, env = {}, onStart }: CliPlace,
): Promise<CliResult> {
  const output = { stdout: '', stderr: '' };
  const running = runInside({
    entry: 'cli',
    args,
    cwd,

    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    onText: (name, text) => (output[name] += text),
  });
  onStart?.(running);
  return { exitCode: await running.ended, ...output };
}

/** Runs the bundled command line in a process of its own, to its end. */
export async function launchCli(
  args: readonly string[],
  { cwd, env = {}, onStart }: CliPlace,
): Promise<CliResult> {
  const script = join(PROJECT, 'dist/cli/index.js');
  countLaunch(script);
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onStart?.(child);
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return { exitCode, ...output };
}
