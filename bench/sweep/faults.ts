import type { ServerResponse } from 'node:http';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';

/** What a server does instead of answering; all of them pass. */
const FAULTS = ['busy', 'broken', 'gateway', 'overloaded', 'dropped', 'cut', 'malformed'] as const;

/** One kind of them. */
type Fault = (typeof FAULTS)[number];

/** Statuses of the faults that are replies. */
const STATUSES: Partial<Record<Fault, number>> = {
  busy: 429,
  broken: 500,
  gateway: 502,
  overloaded: 503,
};

/**
 * Whether a call fails, and how: each kind as often as any other.
 *
 * @param chance decides
 * @param rate share of the calls that fail, 0 to 1
 */
export function faultFor(chance: RandomGenerator, rate: number): Fault | undefined {
  const place = uniformFloat64(chance) / rate;
  return place < 1 ? FAULTS[Math.floor(place * FAULTS.length)] : undefined;
}

/**
 * Does what the fault says.
 *
 * @param fault the kind
 * @param outgoing the reply that is not to be one
 */
export function giveFault(fault: Fault, outgoing: ServerResponse): void {
  const status = STATUSES[fault];
  if (status !== undefined) {
    outgoing.writeHead(status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify({ error: { message: `This is a ${fault} server.` } }));
  } else if (fault === 'dropped') {
    outgoing.socket?.destroy();
  } else if (fault === 'cut') {
    outgoing.writeHead(200, { 'content-length': '1000' });
    outgoing.write('{"choices": [{"mess', () => outgoing.socket?.destroy());
  } else {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.end('{"choices": [{"message": {"content": "Ple');
  }
}
