import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The packaged command line. */
const CLI = resolve('dist/cli/index.js');

/** How a run of the gate ended. */
export interface Ended {
  readonly verdict: string;
  readonly reason: string;
  /** Requests to the model, which may ask for several answers, and judgements. */
  readonly modelRequests: number;
  readonly judgeCalls: number;
}

/** What of a summary is read. */
interface Summary {
  readonly verdict: string;
  readonly reason: string;
  readonly usage: Readonly<Record<'model' | 'judge', { readonly requests: number }>>;
}

/**
 * Runs the packaged gate.
 *
 * @param folder where the run works; its report is read and removed
 * @param flags by name
 * @throws Error with what it said where it left no record
 */
export async function launch(
  folder: string,
  flags: Readonly<Record<string, string>>,
): Promise<Ended> {
  const words = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const child = spawn(process.execPath, [CLI, 'gate', ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await once(child, 'close');
  const report = join(folder, flags['report-dir'] ?? 'siuo-report');
  try {
    return readEnd(report);
  } catch {
    throw new Error(`The gate left no summary: ${said.slice(-2000)}`);
  } finally {
    rmSync(report, { recursive: true, force: true });
  }
}

/** Reads how a run ended. */
function readEnd(report: string): Ended {
  const text = readFileSync(join(report, 'summary.json'), 'utf8');
  const { verdict, reason, usage } = JSON.parse(text) as Summary;
  return {
    verdict,
    reason,
    modelRequests: usage.model.requests,
    judgeCalls: usage.judge.requests,
  };
}
