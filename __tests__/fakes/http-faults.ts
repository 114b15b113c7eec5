/** An answer given in place of the route's. */
export interface FaultReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Which requests a fault is for: the exact path, or an expression over it. */
export interface FaultTarget {
  readonly method?: string;
  readonly path: string | RegExp;
  /** How many requests it meets; 1 if not given. */
  readonly times?: number;
}

type Fault = FaultReply | 'drop' | 'hang' | undefined;

interface PlannedFault {
  readonly target: FaultTarget;
  readonly act: () => Promise<Fault>;
  left: number;
}

/** Faults that tests plan: each meets the next requests that it is for, oldest plan first. */
export class Faults {
  readonly #planned: PlannedFault[] = [];

  /** Answers the next matching requests with this instead. */
  failNext(target: FaultTarget, reply: FaultReply): void {
    this.#plan(target, async () => reply);
  }

  /** Closes the connection of the next matching requests without an answer. */
  dropNext(target: FaultTarget): void {
    this.#plan(target, async () => 'drop');
  }

  /** Never answers the next matching requests; the server's close ends them. */
  hangNext(target: FaultTarget): void {
    this.#plan(target, async () => 'hang');
  }

  /** Runs something just before the next matching requests are handled, e.g. another writer. */
  beforeNext(target: FaultTarget, run: () => unknown): void {
    this.#plan(target, async () => {
      await run();
      return undefined;
    });
  }

  /** Takes the fault for one request, if there is one. */
  async take(method: string, path: string): Promise<Fault> {
    const planned = this.#planned.find(
      ({ target, left }) => left > 0 && isFor(target, method, path),
    );
    if (planned === undefined) return undefined;
    planned.left -= 1;
    return planned.act();
  }

  /** Forgets the faults that met nothing yet. */
  clear(): void {
    this.#planned.length = 0;
  }

  #plan(target: FaultTarget, act: () => Promise<Fault>): void {
    this.#planned.push({ target, act, left: target.times ?? 1 });
  }
}

function isFor(target: FaultTarget, method: string, path: string): boolean {
  if (target.method !== undefined && target.method !== method) return false;
  return typeof target.path === 'string' ? target.path === path : target.path.test(path);
}
