import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What starts a server. */
export interface Command {
  readonly program: string;
  /** Of a port: the arguments to listen there, on loopback. */
  readonly args: (port: number) => readonly string[];
  /** Answers 200 once the server is ready. */
  readonly readyPath: string;
  /** Of the server's log. */
  readonly log: string;
}

/** A server in a process of its own. */
export interface RealServer {
  readonly port: number;
  /** For the input `endpoint`, without a tap. */
  readonly baseUrl: string;
  /** Starts it, or starts it again, without waiting for it. */
  start(): void;
  /** @throws Error when it is not ready in time, or has ended */
  ready(): Promise<void>;
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>;
}

/** LiteLLM takes half a minute to start on a busy machine. */
const READY_MS = 180_000;
const POLL_MS = 200;

/** A server that has a port and is not started yet. */
export async function serverOf({ program, args, readyPath, log }: Command): Promise<RealServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  return {
    port,
    baseUrl: `http://127.0.0.1:${port}/v1`,
    start: () => {
      child = spawn(program, args(port), { stdio: ['ignore', 'pipe', 'pipe'] });
      const file = createWriteStream(log, { flags: 'a' });
      child.stdout?.pipe(file, { end: false });
      child.stderr?.pipe(file, { end: false });
    },
    ready: async () => {
      for (const until = Date.now() + READY_MS; Date.now() < until;) {
        if (hasEnded(child)) {
          // SIGILL: it was built for another processor.
          const how = child?.signalCode ?? `exit code ${child?.exitCode}`;
          throw new Error(`${program} ended with ${how}; its log is ${log}`);
        }
        if (await answers(`http://127.0.0.1:${port}${readyPath}`)) return;
        await pause(POLL_MS);
      }
      throw new Error(`${program} is not ready after ${READY_MS / 1000} s; its log is ${log}`);
    },
    kill: async () => {
      if (child === undefined || hasEnded(child)) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts a server and waits for it. */
export async function started(command: Command): Promise<RealServer> {
  const server = await serverOf(command);
  server.start();
  await server.ready().catch(async (error: unknown) => {
    await server.kill();
    throw error;
  });
  return server;
}

function hasEnded(child: ChildProcess | undefined): boolean {
  return child !== undefined && (child.exitCode !== null || child.signalCode !== null);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** A port of loopback that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
