import PQueue from 'p-queue';
import type { EndpointConfig } from '../../core/config/config.js';
import { adaptRoom, WIDE_ROOM, type Room } from '../../core/sweep/adapt-room.js';
import type { HttpReply } from '../../core/sweep/http-reply.js';
import { loadOf } from '../../core/sweep/load-of.js';
import { pauseOf } from '../../core/sweep/pause-of.js';
import type { Clock } from '../../engine/ports/clock.js';
import { pacer } from './pacer.js';

/** Keeps the requests to one origin within its limits. */
interface Limiter {
  /** Runs a job when there is room; of those that wait, the highest priority first. */
  inTurn<T>(job: () => Promise<T>, priority: number): Promise<T>;
  /**
   * Sends one request when it fits into the minute and into the room that the server's replies leave.
   * Rejects with the signal's reason when it is aborted before.
   */
  send(request: () => Promise<HttpReply>, signal: AbortSignal): Promise<HttpReply>;
}

/** The limiters of a run, by origin. */
export interface Limiters {
  /** The limiter of an endpoint's origin; of several limits for one origin the strictest counts. */
  of(config: EndpointConfig): Limiter;
}

/**
 * Makes the limiters of a run: endpoints of one origin share one, because one server serves both.
 *
 * @param clock - for requests a minute
 */
export function createLimiters(clock: Clock): Limiters {
  const byOrigin = new Map<string, ReturnType<typeof openLimiter>>();
  return {
    of: (config) => {
      const { origin } = new URL(config.baseUrl);
      const limiter = byOrigin.get(origin) ?? openLimiter(clock);
      byOrigin.set(origin, limiter);
      limiter.tighten(config);
      return limiter;
    },
  };
}

/** A limiter without limits yet. */
function openLimiter(clock: Clock): Limiter & { tighten(config: EndpointConfig): void } {
  const queue = new PQueue();
  const pace = pacer(clock);
  const room = adaptiveRoom();
  return {
    inTurn: (job, priority) => queue.add(job, { priority }),
    send: (request, signal) =>
      room.send(async () => {
        await pace.wait(signal);
        const reply = await request();
        const nowMs = clock.nowMs();
        pace.hold(nowMs + pauseOf(reply, nowMs));
        return reply;
      }, signal),
    tighten: ({ concurrency, requestsPerMinute }) => {
      queue.concurrency = Math.min(queue.concurrency, concurrency);
      room.tighten(queue.concurrency);
      if (requestsPerMinute > 0) pace.tighten(requestsPerMinute);
    },
  };
}

/** Room for requests that adapts to what the replies say of the server's load. */
function adaptiveRoom(): Pick<Limiter, 'send'> & { tighten(cap: number): void } {
  const queue = new PQueue();
  let cap = Infinity;
  let room: Room = WIDE_ROOM;
  const adapt = (next: Room): void => {
    room = next;
    const size = Math.floor(room.size);
    if (size !== queue.concurrency) queue.concurrency = size;
  };
  return {
    send: (request, signal) =>
      queue.add(
        async () => {
          const reply = await request();
          adapt(adaptRoom(room, loadOf(reply), cap));
          return reply;
        },
        // A signal of its own: on the run's, which hundreds may wait for, Node warns of a leak.
        { signal: AbortSignal.any([signal]) },
      ),
    tighten: (limit) => {
      cap = Math.min(cap, limit);
      adapt({ ...room, size: Math.min(room.size, cap) });
    },
  };
}
