import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  /** Of the judgements, stored answers that were read again and questions to the second judge. */
  readonly reread: number;
  readonly questions: number;
}

/** What a suspicion of a group, or of all domains together, has cost. */
interface Decision {
  readonly group: string | null;
  readonly reread: number;
  readonly confirmed: { readonly questions: number } | null;
}

/** What of a summary is read. */
interface Summary {
  readonly verdict: string;
  readonly reason: string;
  readonly usage: Readonly<Record<'model' | 'judge', { readonly requests: number }>>;
  readonly comparison: {
    readonly overall: { readonly decision: Decision };
    readonly domains: readonly { readonly decision: Decision }[];
  } | null;
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
  // A run resumes from one that is not finished and asks the same: those of a world are not to share answers.
  const cache = mkdtempSync(join(tmpdir(), 'siuo-gate-bench-'));
  const words = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const child = spawn(process.execPath, [CLI, 'gate', ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, XDG_CACHE_HOME: cache },
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
    for (const each of [report, cache]) rmSync(each, { recursive: true, force: true });
  }
}

/** Reads how a run ended. */
function readEnd(report: string): Ended {
  const text = readFileSync(join(report, 'summary.json'), 'utf8');
  const { verdict, reason, usage, comparison } = JSON.parse(text) as Summary;
  return {
    verdict,
    reason,
    modelRequests: usage.model.requests,
    judgeCalls: usage.judge.requests,
    reread: costOf(comparison, ({ reread }) => reread),
    questions: costOf(comparison, ({ confirmed }) => confirmed?.questions ?? 0),
  };
}

/** What all groups have cost; what all domains together cost holds that of each group. */
function costOf(comparison: Summary['comparison'], of: (decision: Decision) => number): number {
  if (comparison === null) return 0;
  const groups = new Map(
    comparison.domains.map(({ decision }) => [decision.group, of(decision)] as const),
  );
  const whole = [...groups.values()].reduce((sum, each) => sum + each, 0);
  return Math.max(whole, of(comparison.overall.decision));
}
