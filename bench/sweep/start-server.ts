import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What the server saw of a run; times are milliseconds since the epoch. */
export interface Seen {
  readonly calls: number;
  /** When the first call had come in as a whole. */
  readonly firstAtMs: number;
  /** When the last answer went out. */
  readonly lastAtMs: number;
  /** Of all bodies. */
  readonly bytes: number;
  /** User and system time of the server's process. */
  readonly cpuMs: number;
}

/** A server in a process of its own. */
export interface BenchServer {
  /** Without a path: `/model/v1` answers, `/judge/v1` labels. */
  readonly origin: string;
  seen(): Promise<Seen>;
  stop(): void;
}

/**
 * Starts one.
 *
 * @param latencyMs how long each call takes
 * @param faultRate share of the calls that fail, 0 to 1
 */
export async function startServer(latencyMs: number, faultRate: number): Promise<BenchServer> {
  const child = fork('build/bench/sweep/serve.js', [String(latencyMs), String(faultRate)]);
  const { origin } = (await messageOf(child)) as { origin: string };
  return {
    origin,
    seen: async () => {
      const message = messageOf(child);
      child.send('seen?');
      return ((await message) as { seen: Seen }).seen;
    },
    stop: () => void child.kill(),
  };
}

/** The next message of a process. */
async function messageOf(child: ChildProcess): Promise<unknown> {
  const [message] = (await once(child, 'message')) as [unknown];
  return message;
}
