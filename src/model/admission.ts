import type { Chance, Clock } from '../clock.js';
import type { EndpointConfig } from '../config/config.js';
import { formatCount, formatDuration } from '../format.js';
import { doubtText, probeDueMs, type Sent, slowAtMs } from './doubt.js';
import {
  type LaneState,
  openLaneState,
  OriginHealth,
  type Outcome,
  troubledMs,
} from './origin-health.js';
import { adaptCapacity, type Capacity, WIDE_CAPACITY } from './limits.js';

/** A request that asks to go out. */
export interface Applicant {
  /** Its place: the smallest goes first. A call keeps its place over all its tries. */
  readonly ticket: number;
  /** Makes what is sent, once its turn is near; undefined where it is made already. */
  readonly prepare: (() => Promise<void>) | undefined;
  /** Milliseconds since the epoch before which it must not go out: its own back-off. */
  readonly notBeforeMs: number;
  /** Counts it against the budget when it goes out; keeps it back by throwing. */
  readonly spend: () => void;
  /** Each rejects it with its reason. */
  readonly signals: readonly AbortSignal[];
}

/** The permission for one request. */
export interface Permit {
  /** Gives the place back once all is learnt that the reply teaches. Call it exactly once. */
  end(outcome: Outcome): void;
}

/** The way of one endpoint's requests to its origin. */
export interface Lane {
  /** The place of a new call. */
  ticket(): number;
  /**
   * Waits until one request may go out. Capacity, requests per minute, the budget, waits that the
   * server asked for and the probing of a server that is not known to answer decide together, here and
   * nowhere else.
   */
  admit(applicant: Applicant): Promise<Permit>;
  /** Resolves when the endpoint has answered, takes longer than a refusal does, or has nothing on its way. */
  settled(): Promise<void>;
  /** How long it has had nothing but trouble, without the waits that it asked for; 0 after an answer. */
  troubledMs(): number;
  /** What its waiting requests wait for, in words; empty where none waits. */
  waitedFor(): string;
}

/** The lanes of a run; endpoints of one origin share capacity, pace and limits, as one server serves both. */
export interface Admissions {
  lane(config: Pick<EndpointConfig, 'baseUrl' | 'concurrency' | 'requestsPerMinute'>): Lane;
}

/** Opens the admissions of a run. */
export function createAdmissions(clock: Clock, chance: Chance): Admissions {
  const origins = new Map<string, Origin>();
  return {
    lane: ({ baseUrl, concurrency, requestsPerMinute }) => {
      const { origin: name } = new URL(baseUrl);
      const origin = origins.get(name) ?? new Origin(clock, chance);
      origins.set(name, origin);
      origin.tighten(concurrency, requestsPerMinute);
      return origin.openLane();
    },
  };
}

/** A request that waits. */
interface Waiting extends Applicant {
  readonly lane: LaneState;
  state: 'new' | 'preparing' | 'ready';
  readonly grant: (permit: Permit) => void;
  readonly reject: (reason: unknown) => void;
}

const MINUTE_MS = 60_000;

/** Of those in flight, the share that is prepared beyond, so that a free place is used at once. */
const AHEAD = 1 / 4;

/** One origin: who waits for it, and what it bears. */
class Origin {
  readonly #clock: Clock;
  readonly #health: OriginHealth;
  readonly #watched = new WeakMap<AbortSignal, Set<Waiting>>();
  readonly #lanes: LaneState[] = [];
  #waiting: Waiting[] = [];
  #tickets = 0;
  #sent = 0;
  #inFlight = 0;
  #cap = Infinity;
  #capacity: Capacity = WIDE_CAPACITY;
  #perMinute = Infinity;
  #startsMs: number[] = [];
  #isLooking = false;
  #alarm: { readonly dueMs: number; readonly off: AbortController } | undefined;

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#health = new OriginHealth(clock, chance);
  }

  /** Lowers what is allowed; of several endpoints the strictest counts. */
  tighten(concurrency: number, perMinute: number): void {
    this.#cap = Math.min(this.#cap, concurrency);
    this.#capacity = { ...this.#capacity, size: Math.min(this.#capacity.size, this.#cap) };
    if (perMinute > 0) this.#perMinute = Math.min(this.#perMinute, perMinute);
  }

  openLane(): Lane {
    const lane = openLaneState(this.#clock.nowMs());
    this.#lanes.push(lane);
    return {
      ticket: () => ++this.#tickets,
      admit: (applicant) => this.#admit(applicant, lane),
      settled: () =>
        new Promise<void>((resolve) => {
          lane.settlers.add(resolve);
          this.#lookSoon();
        }),
      troubledMs: () => troubledMs(lane, this.#clock.nowMs()),
      waitedFor: () => this.#waitedFor(lane),
    };
  }

  async #admit(applicant: Applicant, lane: LaneState): Promise<Permit> {
    for (const signal of applicant.signals) signal.throwIfAborted();
    lane.isTried = true;
    return new Promise<Permit>((grant, reject) => {
      const waiting: Waiting = {
        ...{ ...applicant, lane, grant, reject },
        state: applicant.prepare === undefined ? 'ready' : 'new',
      };
      const place = this.#waiting.findLastIndex(({ ticket }) => ticket <= waiting.ticket);
      this.#waiting.splice(place + 1, 0, waiting);
      for (const signal of applicant.signals) this.#watch(signal).add(waiting);
      this.#lookSoon();
    });
  }

  /** Those that a signal rejects: one listener for all, as Node warns of hundreds. */
  #watch(signal: AbortSignal): Set<Waiting> {
    const known = this.#watched.get(signal);
    if (known !== undefined) return known;
    const watched = new Set<Waiting>();
    this.#watched.set(signal, watched);
    signal.addEventListener('abort', () => {
      for (const waiting of [...watched]) this.#turnAway(waiting, signal.reason);
    });
    return watched;
  }

  #leave(waiting: Waiting): void {
    const place = this.#waiting.indexOf(waiting);
    if (place >= 0) this.#waiting.splice(place, 1);
    for (const signal of waiting.signals) this.#watched.get(signal)?.delete(waiting);
  }

  #turnAway(waiting: Waiting, reason: unknown): void {
    this.#leave(waiting);
    waiting.reject(reason);
    this.#lookSoon();
  }

  /** Looks who may go, once what is being done is done: a call that tries again is back by then. */
  #lookSoon(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    void Promise.resolve().then(() => {
      this.#isLooking = false;
      this.#look();
    });
  }

  #look(): void {
    const nowMs = this.#clock.nowMs();
    this.#prepareNext(nowMs);
    let nextMs = Infinity;
    for (const waiting of [...this.#waiting]) {
      if (this.#inFlight >= Math.floor(this.#capacity.size)) break;
      if (waiting.state !== 'ready') continue;
      const dueMs = this.#dueMs(waiting, nowMs);
      if (dueMs <= nowMs) this.#send(waiting, nowMs);
      else nextMs = Math.min(nextMs, dueMs);
    }
    for (const lane of this.#lanes) nextMs = Math.min(nextMs, this.#settle(lane, nowMs));
    this.#setAlarm(nextMs);
  }

  /** Prepares those whose turn is near. */
  #prepareNext(nowMs: number): void {
    const size = Math.floor(this.#capacity.size);
    const near = size - this.#inFlight + Math.floor(size * AHEAD);
    // Those that wait before they try again take no turn.
    const due = this.#waiting.filter(({ notBeforeMs }) => notBeforeMs <= nowMs);
    for (const waiting of due.slice(0, Math.max(0, near))) {
      if (waiting.state !== 'new') continue;
      waiting.state = 'preparing';
      waiting.prepare?.().then(
        () => {
          waiting.state = 'ready';
          this.#lookSoon();
        },
        (error: unknown) => {
          this.#turnAway(waiting, error);
        },
      );
    }
  }

  /** When a request may go out, as far as that is known; Infinity where a reply has to come first. */
  #dueMs({ lane, notBeforeMs }: Waiting, nowMs: number): number {
    const blocking = this.#startsMs.at(-this.#perMinute);
    return Math.max(
      notBeforeMs,
      blocking === undefined ? 0 : blocking + MINUTE_MS,
      ...this.#health.doubtsOf(lane).map((doubt) => probeDueMs(doubt, nowMs)),
    );
  }

  #send(waiting: Waiting, nowMs: number): void {
    const { lane } = waiting;
    this.#leave(waiting);
    try {
      waiting.spend();
    } catch (error) {
      waiting.reject(error);
      this.#lookSoon();
      return;
    }
    const sent: Sent = { nth: ++this.#sent, sentMs: nowMs };
    this.#inFlight += 1;
    lane.inFlight += 1;
    if (this.#perMinute < Infinity) {
      this.#startsMs = [...this.#startsMs, nowMs].slice(-this.#perMinute);
    }
    for (const doubt of this.#health.doubtsOf(lane)) doubt.probes.add(sent);
    waiting.grant({
      end: (outcome) => {
        this.#inFlight -= 1;
        lane.inFlight -= 1;
        for (const doubt of this.#health.doubtsOf(lane)) doubt.probes.delete(sent);
        this.#capacity = adaptCapacity(this.#capacity, outcome.load, this.#cap);
        this.#health.learn(lane, { sent, outcome, nextNth: this.#sent + 1 });
        this.#lookSoon();
      },
    });
  }

  /** Tells those who wait for a lane to be settled; when to look again. */
  #settle(lane: LaneState, nowMs: number): number {
    if (lane.settlers.size === 0) return Infinity;
    const isIdle =
      lane.isTried && lane.inFlight === 0 && !this.#waiting.some((each) => each.lane === lane);
    const slowMs = lane.doubt === undefined ? nowMs : slowAtMs(lane.doubt);
    if (!isIdle && nowMs < slowMs) return slowMs;
    for (const settle of lane.settlers) settle();
    lane.settlers.clear();
    return Infinity;
  }

  /** Looks again at a moment; the only wait there is. */
  #setAlarm(dueMs: number): void {
    if (this.#alarm?.dueMs === dueMs) return;
    this.#alarm?.off.abort();
    this.#alarm = undefined;
    if (dueMs === Infinity) return;
    const alarm = { dueMs, off: new AbortController() };
    this.#alarm = alarm;
    this.#clock.sleep(dueMs - this.#clock.nowMs(), alarm.off.signal).then(
      () => {
        if (this.#alarm === alarm) this.#alarm = undefined;
        this.#lookSoon();
      },
      () => undefined,
    );
  }

  #waitedFor(lane: LaneState): string {
    const own = this.#waiting.filter((each) => each.lane === lane);
    const count = own.length;
    if (count === 0) return '';
    const nowMs = this.#clock.nowMs();
    const who = formatCount(count, 'request');
    const doubt = this.#health.doubtsOf(lane).find(({ kind }) => kind !== 'unproven');
    if (doubt !== undefined)
      return `${doubtText(doubt, nowMs)}, for which ${who} ${count === 1 ? 'waits' : 'wait'}`;
    const again = own.filter(({ notBeforeMs }) => notBeforeMs > nowMs);
    if (again.length > 0) {
      const nextMs = Math.min(...again.map(({ notBeforeMs }) => notBeforeMs)) - nowMs;
      const calls = formatCount(again.length, 'call');
      return `the next try of ${calls} that failed (in ${formatDuration(nextMs)})`;
    }
    if (lane.doubt !== undefined) {
      return `its first answer, for which ${who} ${count === 1 ? 'waits' : 'wait'}`;
    }
    const blocking = this.#startsMs.at(-this.#perMinute);
    if (blocking !== undefined && blocking + MINUTE_MS > nowMs) {
      return `requests-per-minute to let ${who} go (the next in ${formatDuration(blocking + MINUTE_MS - nowMs)})`;
    }
    return `room for ${who} within its limits`;
  }
}
