import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Flags of the command line by name, without the dashes. */
export type Flags = Readonly<Record<string, string>>;

/** What a run of the packaged command line came to. */
export interface Ran {
  readonly exitCode: number | null;
  /** Both streams, in the order they came. */
  readonly text: string;
  /** What was kept of the run; empty where it ended before there was a record. */
  readonly record: RunRecord | undefined;
  readonly verdict: string;
  readonly reason: string;
  /** What ended it early. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
  readonly seconds: number;
}

/** As much of a record as is looked at here. */
export interface RunRecord {
  readonly capabilities: Readonly<Record<'model' | 'judge', Readonly<Record<string, string>>>>;
  readonly target: { readonly served?: string };
  readonly usage: Readonly<
    Record<'model' | 'judge', { readonly requests: number; readonly retries: number }>
  >;
  readonly items: readonly {
    readonly repeats: readonly { readonly kind: string; readonly safe: number | null }[];
  }[];
}

const CLI = resolve('dist/cli/index.js');

/** A folder below another for one run. */
export function newFolder(runs: string): string {
  mkdirSync(runs, { recursive: true });
  return mkdtempSync(join(runs, 'run-'));
}

/**
 * Runs a command.
 *
 * @param command such as sweep
 * @param cwd where it runs
 * @param meanwhile is done while it does
 */
export async function runCli(
  command: string,
  flags: Flags,
  cwd: string,
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<Ran> {
  const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const startedAt = Date.now();
  const child = spawn(process.execPath, [CLI, command, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  }
  const ended = once(child, 'close');
  await meanwhile();
  await ended;
  const [record, summary] = ['record.json', 'summary.json'].map((name) =>
    jsonOf(join(cwd, 'siuo-report', name)),
  );
  const { verdict = '', reason = '', error } = (summary ?? {}) as Partial<Ran>;
  return {
    exitCode: child.exitCode,
    text,
    record: record as RunRecord | undefined,
    verdict,
    reason,
    error: error ?? undefined,
    seconds: (Date.now() - startedAt) / 1000,
  };
}

function jsonOf(path: string): unknown {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined;
}
