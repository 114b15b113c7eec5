import { resolve } from 'node:path';
import { measureRun, type Measured } from './measure-run.js';
import { startServer, type Seen } from './start-server.js';

/** A sweep, and the world it runs in. */
export interface Case {
  readonly name: string;
  readonly directory: string;
  readonly items: number;
  /** Answers to each item. */
  readonly repeats: number;
  readonly concurrency: number;
  readonly latencyMs: number;
  /** Share of the calls that fail, 0 to 1. */
  readonly faultRate: number;
  /** Whether answers are judged too, at the same endpoint. */
  readonly isJudged: boolean;
}

/** What a case came to. */
export interface Outcome {
  readonly run: Measured;
  readonly seen: Seen;
  /** Calls when nothing fails. */
  readonly calls: number;
  /** These calls × latency ÷ concurrency. */
  readonly limitMs: number;
}

/**
 * The packaged command line.
 *
 * @param dist the folder of the package
 */
export function cliOf(dist: string): string {
  return resolve(dist, 'cli/index.js');
}

/**
 * Runs a case.
 *
 * @param each the case
 * @param cwd a folder for its report and its journal
 * @param cli what runs it
 */
export async function runCase(each: Case, cwd: string, cli: string): Promise<Outcome> {
  const server = await startServer(each.latencyMs, each.faultRate);
  try {
    const run = await measureRun([cli, ...argumentsOf(each, server.origin)], cwd);
    if (run.exitCode !== 0)
      throw new Error(`${each.name} ended with ${run.exitCode}: ${run.stderr}`);
    const calls = each.items * each.repeats * (each.isJudged ? 2 : 1);
    const limitMs = (calls * each.latencyMs) / each.concurrency;
    return { run, seen: await server.seen(), calls, limitMs };
  } finally {
    server.stop();
  }
}

/** The command line of a case. */
function argumentsOf(
  { directory, repeats, concurrency, isJudged }: Case,
  origin: string,
): readonly string[] {
  const flags = {
    endpoint: `${origin}/model/v1`,
    model: 'model',
    dataset: directory,
    repeats: String(repeats),
    concurrency: String(concurrency),
    ...(isJudged
      ? {
          'judge-endpoint': `${origin}/judge/v1`,
          'judge-model': 'judge',
          baseline: 'none',
          'missing-baseline': 'warn',
        }
      : {}),
  };
  const mode = isJudged ? 'gate' : 'sweep';
  return [mode, ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value])];
}
