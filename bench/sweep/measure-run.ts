import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** What a process used. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time of all its threads, as Linux counts it; 0 elsewhere. */
  readonly cpuMs: number;
  /** Peak resident memory in MB (10^6 bytes), as Linux counts it; 0 elsewhere. */
  readonly peakMb: number;
  /** When it began, and when it first wrote to standard output; milliseconds since the epoch. */
  readonly startedAtMs: number;
  readonly saidAtMs: number;
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** How often memory and time are read; the system keeps the peak itself. */
const SAMPLE_MS = 50;

/** Of Linux, in all that Node runs on. */
const TICKS_A_SECOND = 100;

/**
 * Runs Node on a script and measures it from outside.
 *
 * @param args the script and its arguments
 * @param cwd where it runs
 */
export async function measureRun(args: readonly string[], cwd: string): Promise<Measured> {
  const startedAtMs = nowMs();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let [peakMb, cpuMs, saidAtMs, stderr] = [0, 0, 0, ''];
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, peakOf(child.pid));
    cpuMs = Math.max(cpuMs, cpuOf(child.pid));
  }, SAMPLE_MS);
  child.stdout.on('data', () => (saidAtMs ||= nowMs()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'exit');
  clearInterval(timer);
  const wallMs = nowMs() - startedAtMs;
  return { wallMs, cpuMs, peakMb, startedAtMs, saidAtMs, exitCode: child.exitCode, stderr };
}

/** Milliseconds since the epoch, finer than `Date.now`. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}

/** The peak memory of a process so far, in MB. */
function peakOf(pid: number | undefined): number {
  const kib = Number(/VmHWM:\s+(\d+) kB/.exec(fileOf(pid, 'status'))?.[1] ?? 0);
  return (kib * 1024) / 1e6;
}

/** The time that the processors spent on a process so far. */
function cpuOf(pid: number | undefined): number {
  // After the name in brackets, which may hold spaces: state, and from the twelfth on utime and stime.
  const fields = fileOf(pid, 'stat').split(') ')[1]?.split(' ') ?? [];
  return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 1000) / TICKS_A_SECOND;
}

/** What Linux says of a process; nothing of one that is gone, or elsewhere. */
function fileOf(pid: number | undefined, name: string): string {
  try {
    return readFileSync(`/proc/${pid ?? 0}/${name}`, 'utf8');
  } catch {
    return '';
  }
}
