import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoHandler } from '../../../src/demo/server.io.js';
import type { DemoWorld } from '../../../src/demo/demo-model.js';

/** A request as it came in. */
export interface Call {
  /** Of this method and path, from 1. */
  readonly nth: number;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** Undefined when the text is no JSON object. */
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** What the server does: a reply (text and bytes as they are, anything else as JSON), or a fault of the wire. */
export type Behaviour =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** Closes the connection without a word. */
  | 'drop'
  /** Never answers. */
  | 'hang'
  /** Sends half of a body and closes. */
  | 'cut'
  /** Sends something that is not HTTP. */
  | 'garble';

/** Decides about a call; undefined leaves it to the simulated models. */
export type Plan = (call: Call) => Behaviour | undefined | Promise<Behaviour | undefined>;

/** How the server is started. */
export interface FakeOpenAiOptions {
  readonly plan?: Plan;
  /** The data set of the simulated models. */
  readonly world?: DemoWorld;
  readonly apiKey?: string;
  /** Members of a body that the simulated models do not look at, as Ollama with `n`. */
  readonly ignored?: readonly string[];
  readonly port?: number;
  readonly latencyMs?: number;
  /** Calls it takes at once; one more is answered 429, without a hint when to come back. */
  readonly capacity?: number;
}

/** A running server of this process. */
export interface FakeOpenAi {
  /** Ends with /v1. */
  readonly baseUrl: string;
  readonly port: number;
  readonly calls: readonly Call[];
  /** Most calls that were open at once. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

const EMPTY_WORLD: DemoWorld = { items: [], labelledAnswers: [] };

/** Starts an OpenAI-compatible server with faults to order, on 127.0.0.1. */
export async function startFakeOpenAi(options: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  const { plan = () => undefined, world = EMPTY_WORLD, apiKey = '', latencyMs = 0 } = options;
  const seen = (call: Call): Call =>
    options.ignored === undefined ? call : { ...call, text: without(call, options.ignored) };
  const handle = demoHandler(world, apiKey);
  const calls: Call[] = [];
  let [open, most] = [0, 0];

  const answer = async (call: Call): Promise<Behaviour> =>
    (await plan(call)) ??
    handle({ ...seen(call), authorization: String(call.headers.authorization ?? '') });

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    open += 1;
    most = Math.max(most, open);
    outgoing.once('close', () => (open -= 1));
    const isTooMany = open > (options.capacity ?? Infinity);
    const call = await receive(incoming, calls).catch(() => undefined);
    // Who is killed in the middle of a request has asked nothing.
    if (call === undefined) return;
    calls.push(call);
    if (isTooMany) {
      behave(outgoing, { status: 429, body: { error: { message: 'Too many requests.' } } });
      return;
    }
    if (latencyMs > 0) await sleep(latencyMs);
    behave(outgoing, await answer(call));
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    port,
    calls,
    mostAtOnce: () => most,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A plan that gives the calls of one path these behaviours in order, and then leaves them alone. */
export function inOrder(path: string, ...behaviours: readonly Behaviour[]): Plan {
  return (call) => (call.path === path ? behaviours[call.nth - 1] : undefined);
}

async function receive(incoming: IncomingMessage, calls: readonly Call[]): Promise<Call> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const { method = '', url = '', headers } = incoming;
  const [path = ''] = url.split('?');
  const nth = calls.filter((each) => each.method === method && each.path === path).length + 1;
  return { nth, method, path, headers, text, body: objectIn(text) };
}

function without({ text, body }: Call, members: readonly string[]): string {
  if (body === undefined) return text;
  return JSON.stringify(
    Object.fromEntries(Object.entries(body).filter(([name]) => !members.includes(name))),
  );
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function behave(outgoing: ServerResponse, behaviour: Behaviour): void {
  if (behaviour === 'hang') return;
  if (behaviour === 'drop') return void outgoing.socket?.destroy();
  if (behaviour === 'garble') return void outgoing.socket?.end('BOO\r\n\r\n');
  if (behaviour === 'cut') {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    outgoing.write('{"choices":[{"message":{"content":"Ye', () => outgoing.socket?.destroy());
    return;
  }
  const { status, headers, body = '' } = behaviour;
  const isText = typeof body === 'string' || body instanceof Uint8Array;
  outgoing.writeHead(status, {
    ...(isText ? {} : { 'content-type': 'application/json' }),
    ...headers,
  });
  outgoing.end(isText ? body : JSON.stringify(body));
}
