import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request for answers as it went by. */
export interface Exchange {
  /** How many answers it asked for. */
  readonly n: number;
}

/** A proxy on loopback that counts what passes. */
export interface Tap {
  /** For the input `endpoint`: ends with /v1. */
  readonly baseUrl: string;
  /** What has passed since the last time it was asked. */
  take(): readonly Exchange[];
  close(): Promise<void>;
}

/** How a tap may change what goes through it. */
export interface TapOptions {
  /** Makes the server stream, whatever the client asked for, as some gateways do. */
  readonly streams?: boolean;
}

/**
 * Starts a tap.
 *
 * @param port of the server behind it, on loopback
 */
export async function startTap(port: number, { streams = false }: TapOptions = {}): Promise<Tap> {
  let exchanges: Exchange[] = [];
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await readAll(incoming);
    const { method, url = '' } = incoming;
    const isQuestion = url.endsWith('/chat/completions');
    const sent = streams && isQuestion ? streamed(body) : body;
    const headers = { ...incoming.headers, 'content-length': String(sent.length) };
    const reply = await send({ port, method, path: url, headers }, sent).catch(() => undefined);
    if (isQuestion) exchanges.push({ n: Number(membersOf(body).n ?? 1) });
    if (reply === undefined) return void outgoing.destroy();
    outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
    reply.on('error', () => outgoing.destroy()).pipe(outgoing);
  };
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    take: () => {
      const taken = exchanges;
      exchanges = [];
      return taken;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** The body of a request or a reply. */
export async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The members of a JSON object; none of anything else. */
export function membersOf(body: Buffer): Record<string, unknown> {
  try {
    return Object(JSON.parse(body.toString()) as unknown) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function streamed(body: Buffer): Buffer {
  return Buffer.from(JSON.stringify({ ...membersOf(body), stream: true }));
}

function send(options: object, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', agent: false, ...options }, resolve);
    outgoing.once('error', reject).end(body);
  });
}
