import type { Chance, Clock } from '../clock.js';
import { type Doubt, openDoubt, putOff, type Sent } from './doubt.js';
import type { Load } from './limits.js';

/** What came of a request, as far as others can learn from it. */
export interface Outcome {
  readonly load: Load;
  /**
   * `answered`: the endpoint works. `trouble`: it may work later. `refused`: it did not take this
   * request, which says nothing of the next.
   */
  readonly kind: 'answered' | 'trouble' | 'refused';
  /** Of trouble: a limit on requests, a server that is not there, or one that fails with this request. */
  readonly trouble?: 'limit' | 'outage' | 'fault';
  readonly askedMs?: number | undefined;
  /** How long until a limit is back in full, where the reply says that nothing is left of it. */
  readonly fullMs?: number | undefined;
  readonly words?: string;
}

/** What is known of one endpoint. */
export interface LaneState {
  doubt: Doubt | undefined;
  inFlight: number;
  isTried: boolean;
  /** Troubles since the last answer. */
  strikes: number;
  /** When they began; undefined after an answer. */
  troubleSinceMs: number | undefined;
  /** Waits of this trouble that the server asked for. */
  askedMs: number;
  readonly settlers: Set<() => void>;
}

/** An endpoint of which nothing is known yet. */
export function openLaneState(nowMs: number): LaneState {
  return {
    doubt: openDoubt('unproven', 0, nowMs),
    ...{ inFlight: 0, isTried: false, strikes: 0, troubleSinceMs: undefined, askedMs: 0 },
    settlers: new Set(),
  };
}

/** Troubles in a row, without an answer between, after which it is the server and not the request. */
const STRIKES = { limit: 2, outage: 2, fault: 3 } as const;

/** The longest pause after a good reply that says that nothing is left: a bucket has one again long before it is full. */
const LAST_ONE_MS = 1000;

/** Waits that a server asks for extend its time to come back, up to this long in all. */
const MOST_ASKED_MS = 600_000;

/** How long an endpoint has had nothing but trouble, without the waits that it asked for. */
export function troubledMs({ troubleSinceMs, askedMs }: LaneState, nowMs: number): number {
  if (troubleSinceMs === undefined) return 0;
  return Math.max(0, nowMs - troubleSinceMs - Math.min(MOST_ASKED_MS, askedMs));
}

/** One request that ended. */
interface Learnt {
  readonly sent: Sent;
  readonly outcome: Outcome;
  /** The number of the request that goes out next. */
  readonly nextNth: number;
}

/** What replies say of an origin and its endpoints: whom to doubt, and until when. */
export class OriginHealth {
  readonly #clock: Clock;
  readonly #chance: Chance;
  #limit: Doubt | undefined;
  #limitStrikes = 0;

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock;
    this.#chance = chance;
  }

  /** The doubts in which a request of an endpoint would go out. */
  doubtsOf({ doubt }: LaneState): readonly Doubt[] {
    return [doubt, this.#limit].filter((each) => each !== undefined);
  }

  /** What an outcome says of the endpoint and its origin. */
  learn(lane: LaneState, { sent, outcome, nextNth }: Learnt): void {
    const nowMs = this.#clock.nowMs();
    if (outcome.kind === 'answered') this.#trust(lane, { sent, outcome, nextNth }, nowMs);
    else if (lane.doubt !== undefined) lane.doubt.hasFailed = true;
    if (outcome.kind !== 'trouble') return;
    const { trouble = 'fault', askedMs, fullMs = Infinity, words = '' } = outcome;
    lane.troubleSinceMs ??= nowMs;
    lane.strikes += 1;
    if (trouble === 'limit') this.#limitStrikes += 1;
    const isAsked = (askedMs ?? 0) > 0;
    const setback = { sent, askedMs, fullMs, words };
    if (trouble === 'limit' && (isAsked || this.#limitStrikes >= STRIKES.limit)) {
      this.#limit ??= openDoubt('limit', nextNth, nowMs);
      this.#putOff(lane, this.#limit, setback, nowMs);
    } else if (isAsked || lane.strikes >= STRIKES[trouble]) {
      lane.doubt ??= openDoubt('outage', nextNth, nowMs);
      this.#putOff(lane, lane.doubt, setback, nowMs);
    }
  }

  #putOff(
    lane: LaneState,
    doubt: Doubt,
    setback: Parameters<typeof putOff>[1],
    nowMs: number,
  ): void {
    const before = Math.max(doubt.nextMs, nowMs);
    putOff(doubt, setback, nowMs, this.#chance.next());
    const asked = Math.min(setback.askedMs ?? 0, Math.max(0, doubt.nextMs - before));
    lane.askedMs += asked;
  }

  /** Ends the doubts that an answer ends. */
  #trust(lane: LaneState, { sent, outcome, nextNth }: Learnt, nowMs: number): void {
    lane.strikes = 0;
    lane.troubleSinceMs = undefined;
    lane.askedMs = 0;
    this.#limitStrikes = 0;
    if (lane.doubt !== undefined && sent.nth >= lane.doubt.firstNth) lane.doubt = undefined;
    if (this.#limit !== undefined && sent.nth >= this.#limit.firstNth) this.#limit = undefined;
    const { fullMs } = outcome;
    if (fullMs === undefined || this.#limit !== undefined) return;
    this.#limit = openDoubt('limit', nextNth, nowMs);
    this.#limit.nextMs = nowMs + Math.min(fullMs, LAST_ONE_MS);
  }
}
