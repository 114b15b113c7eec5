import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What a process used. */
export interface Measured {
  readonly wallMs: number;
  /** Peak resident memory in MiB, as Linux counts it; 0 elsewhere. */
  readonly peakMib: number;
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How often the peak is read; the system keeps the peak itself. */
const SAMPLE_MS = 50;

/**
 * Runs Node on a script and measures it from outside.
 *
 * @param args the script and its arguments
 * @param cwd where it runs
 */
export async function measureRun(args: readonly string[], cwd: string): Promise<Measured> {
  const startMs = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [peakMib, stdout, stderr] = [0, '', ''];
  const timer = setInterval(() => {
    peakMib = Math.max(peakMib, peakOf(child.pid));
  }, SAMPLE_MS);
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'exit');
  clearInterval(timer);
  const wallMs = performance.now() - startMs;
  return { wallMs, peakMib, exitCode: child.exitCode, stdout, stderr };
}

/** The peak memory of a process so far. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
