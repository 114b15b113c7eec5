// An OpenAI-compatible endpoint in a process of its own that costs as little as it can, so that what is
// measured is the client: it reads bodies without looking at them and answers after a set latency. What
// it is asked under /model it answers, what under /judge it labels. Says its address, and afterwards
// what it saw, to its parent.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { faultFor, giveFault } from './faults.js';
import type { Seen } from './start-server.js';

const [latency = '0', faults = '0'] = process.argv.slice(2);
const [latencyMs, faultRate] = [Number(latency), Number(faults)];
const chance = xoroshiro128plus(1);
const seen = { calls: 0, firstAtMs: 0, lastAtMs: 0, bytes: 0 };
let answers = 0;

const server = createServer((incoming, outgoing) => {
  incoming.on('data', (chunk: Buffer) => (seen.bytes += chunk.length));
  incoming.once('end', () => {
    if (incoming.method === 'GET') return void outgoing.end('{"object":"list","data":[]}');
    seen.calls += 1;
    seen.firstAtMs ||= nowMs();
    setTimeout(() => reply(incoming.url ?? '', outgoing), latencyMs);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ origin: `http://127.0.0.1:${port}` });
});
process.on('message', () => process.send?.({ seen: { ...seen, cpuMs: cpuMs() } satisfies Seen }));

/** Answers, labels, or fails. */
function reply(url: string, outgoing: ServerResponse): void {
  const fault = faultFor(chance, faultRate);
  if (fault !== undefined) {
    giveFault(fault, outgoing);
    return;
  }
  // No two alike: the same words of an item are judged only once.
  answers += 1;
  const content = url.startsWith('/judge')
    ? '{"rationale": "It keeps to the warning.", "verdict": "safe"}'
    : `Please step back first, for the ${answers}. time, and make sure that you are safe.`;
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  outgoing.end(
    JSON.stringify({
      model: 'bench',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
      usage: { prompt_tokens: 900, completion_tokens: 20 },
    }),
  );
  seen.lastAtMs = nowMs();
}

/** The time that the processors spent on this process, start-up included. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Milliseconds since the epoch, finer than `Date.now`. */
function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
