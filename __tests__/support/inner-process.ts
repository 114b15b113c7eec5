// Loaded by Node itself, once for all tests of a Jest worker: runs an entry of the sources as if it had a
// process of its own. Outside of such a run nothing changes.
import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';

/** An entry that is run inside of the test's own process. */
export interface InsideOptions {
  readonly entry: 'action' | 'post' | 'cli';
  readonly args?: readonly string[];
  readonly cwd: string;
  /** The whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly onText: (stream: 'stdout' | 'stderr', text: string) => void;
}

/** As much of a running process as a test or the runner's cancel takes hold of. */
export interface Running {
  readonly exitCode: number | null;
  readonly signalCode: NodeJS.Signals | null;
  kill(signal: NodeJS.Signals): boolean;
  once(event: 'exit', listener: () => void): unknown;
}

/** An entry that runs inside, and its exit code once it is over. */
export interface RunningInside extends Running {
  readonly ended: Promise<number>;
}

/** What stands for the process of an entry. */
interface InnerProcess {
  readonly events: EventEmitter;
  readonly write: InsideOptions['onText'];
  /** Ends it, as far as the test is concerned: what it has begun cannot be stopped. */
  readonly exit: (code: number | undefined) => void;
}

type Anything = (...values: unknown[]) => unknown;

const inner = new AsyncLocalStorage<InnerProcess>();

/** Environment, arguments and folder are the whole process's: one run at a time. */
let last: Promise<unknown> = Promise.resolve();

let runs = 0;

/**
 * Runs an entry of the sources. The modules below it are loaded once, itself each time.
 *
 * @param options what to run, and where
 * @param home the folder to go back to, which is there whatever a run leaves behind
 * @param script what the entry is told as its own path
 */
export function runInner(
  options: InsideOptions,
  { home, script }: { readonly home: string; readonly script: string },
): RunningInside {
  const events = new EventEmitter();
  let exit: (code: number) => void = () => undefined;
  const exited = new Promise<number>((resolve) => (exit = resolve));
  const own: InnerProcess = {
    events,
    write: options.onText,
    exit: (code) => exit(code ?? givenCode()),
  };
  let exitCode: number | null = null;
  const run = async (): Promise<number> => {
    const back = moveTo(options, script);
    try {
      exitCode = await Promise.race([inner.run(own, () => load(options.entry)), exited]);
      return exitCode;
    } finally {
      back(home);
      events.emit('exit');
    }
  };
  const ended = last.then(run);
  last = ended.catch(() => undefined);
  return {
    ended,
    get exitCode() {
      return exitCode;
    },
    signalCode: null,
    kill: (signal) => {
      if (events.listenerCount(signal) === 0) throw new Error(`nobody listens to ${signal}`);
      inner.run(own, () => deliver(() => events.emit(signal)));
      return true;
    },
    once: (event, listener) => events.once(event, listener),
  };
}

/** Runs an entry to its end, and gives its exit code. */
async function load(entry: string): Promise<number> {
  runs += 1;
  await (import(`../../src/${entry}.js?run=${runs}`) as Promise<unknown>);
  return givenCode();
}

/** The exit code that was set. */
function givenCode(): number {
  return Number(process.exitCode ?? 0);
}

/**
 * Does what a signal does, once what was sent before has been read: it reaches no process in the middle of what
 * its own code does.
 */
function deliver(signal: () => void): void {
  setTimeout(() => setImmediate(() => setImmediate(signal)), 20);
}

/** Sets environment, arguments and folder; what it gives puts back what was there. */
function moveTo({ args = [], cwd, env }: InsideOptions, script: string): (folder: string) => void {
  const before = { env: { ...process.env }, argv: [...process.argv], code: process.exitCode };
  process.exitCode = undefined;
  const set = (variables: NodeJS.ProcessEnv, words: readonly string[], folder: string): void => {
    for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, variables);
    process.argv.splice(0, process.argv.length, ...words);
    process.chdir(folder);
  };
  set(env, [process.execPath, script, ...args], cwd);
  return (folder) => {
    set(before.env, before.argv, folder);
    process.exitCode = before.code;
  };
}

/** Has a method of the process be that of the inner process's events while one runs. */
function divert(method: 'on' | 'once' | 'listenerCount' | 'removeAllListeners'): void {
  const outer = Reflect.get(process, method) as Anything;
  const diverted = (...values: unknown[]): unknown => {
    const events = inner.getStore()?.events;
    const own = events === undefined ? outer : (Reflect.get(events, method) as Anything);
    return Reflect.apply(own, events ?? process, values);
  };
  Object.defineProperty(process, method, { value: diverted, writable: true, configurable: true });
}

/** A standard stream whose texts go to the inner process while one runs. */
function diverted(name: 'stdout' | 'stderr'): NodeJS.WriteStream {
  const outer = process[name];
  const write = (...values: Parameters<typeof outer.write>): boolean => {
    const own = inner.getStore();
    if (own === undefined) return outer.write(...values);
    own.write(name, String(values[0]));
    return true;
  };
  return Object.create(outer, {
    write: { value: write, writable: true },
    isTTY: { value: false },
  }) as typeof outer;
}

const outerExit = process.exit.bind(process);

for (const method of ['on', 'once', 'listenerCount', 'removeAllListeners'] as const) divert(method);
Object.defineProperties(process, {
  stdout: { value: diverted('stdout'), enumerable: true, configurable: true },
  stderr: { value: diverted('stderr'), enumerable: true, configurable: true },
  exit: {
    value: (code?: number): void => {
      const own = inner.getStore();
      if (own === undefined) outerExit(code);
      else own.exit(code);
    },
    enumerable: true,
    configurable: true,
  },
});
syncBuiltinESMExports();
