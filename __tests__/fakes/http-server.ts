import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Faults } from './http-faults.js';

/** A request as a route sees it: read to its end, path parameters decoded. */
export interface Received {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly params: Readonly<Record<string, string>>;
}

/** An answer: an object or array goes out as JSON, text and bytes as they are. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One row of the route table; the pattern knows `:name` (one segment) and `*name` (the rest). */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly handle: (request: Received) => Reply | Promise<Reply>;
}

/** What came in, in order of arrival; `status` is what it was answered, 0 while or if it was not. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** Parsed where it is JSON, else the text of a short body, else undefined. */
  readonly body: unknown;
  readonly bytes: number;
  status: number;
}

/** A running server of this process, on 127.0.0.1 and a free port. */
export interface HttpServer {
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  readonly faults: Faults;
  close(): Promise<void>;
}

/** How to serve: the table, and what to do around it. */
export interface HttpServerOptions {
  readonly routes: readonly Route[];
  /** Rewrites a path before it is matched. */
  readonly rewrite?: (path: string) => string;
  /** Answers before any route does, e.g. for a bad token. */
  readonly guard?: (request: Received) => Reply | undefined;
  /** Headers of every answer. */
  readonly headers?: (request: Received) => Readonly<Record<string, string>>;
  readonly notFound: (request: Received) => Reply;
}

interface CompiledRoute extends Route {
  readonly expression: RegExp;
}

/** Starts a server; the caller closes it. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const requests: LoggedRequest[] = [];
  const faults = new Faults();
  const routes = options.routes.map((route) => ({ ...route, expression: compile(route.pattern) }));
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      send(outgoing, {
        status: 500,
        body: { message: `the fake server failed: ${String(error)}` },
      });
    });
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await receive(incoming);
    const logged = log(request);
    requests.push(logged);
    const fault = await faults.take(request.method, request.url.pathname);
    if (fault === 'drop') {
      outgoing.destroy();
      return;
    }
    if (fault === 'hang') return;
    const reply = fault ?? (await answer(request));
    logged.status = reply.status;
    send(outgoing, reply, { ...options.headers?.(request), ...reply.headers }, request.method);
  }

  async function answer(request: Received): Promise<Reply> {
    const path = options.rewrite?.(request.url.pathname) ?? request.url.pathname;
    const found = match(routes, request.method, path);
    const routed = { ...request, params: found?.params ?? {} };
    return (
      options.guard?.(routed) ?? (await found?.route.handle(routed)) ?? options.notFound(routed)
    );
  }

  const url = await listen(server);
  return { url, requests, faults, close: () => close(server) };
}

/** The body as JSON; an empty or broken one is undefined. */
export function jsonBody(request: Received): unknown {
  try {
    return JSON.parse(request.body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function compile(pattern: string): RegExp {
  const source = pattern
    .replace(/[.()]/g, String.raw`\$&`)
    .replace(/:(\w+)/g, '(?<$1>[^/]+)')
    .replace(/\*(\w+)/g, '(?<$1>.+)');
  return new RegExp(`^${source}$`);
}

function match(
  routes: readonly CompiledRoute[],
  method: string,
  path: string,
): { route: Route; params: Record<string, string> } | undefined {
  for (const route of routes) {
    const found = route.method === method ? route.expression.exec(path) : null;
    if (found === null) continue;
    const params = Object.entries(found.groups ?? {}).map(
      ([name, value]) => [name, decodeURIComponent(value)] as const,
    );
    return { route, params: Object.fromEntries(params) };
  }
  return undefined;
}

async function receive(incoming: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`),
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    params: {},
  };
}

function log(request: Received): LoggedRequest {
  const { method, url, headers, body } = request;
  const text = body.length === 0 || body.length > 4_000_000 ? undefined : body.toString('utf8');
  return {
    method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    body: jsonBody(request) ?? text,
    bytes: body.length,
    status: 0,
  };
}

function send(
  outgoing: ServerResponse,
  reply: Reply,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const raw = typeof reply.body === 'string' || Buffer.isBuffer(reply.body);
  const body = raw || reply.body === undefined ? reply.body : JSON.stringify(reply.body);
  const bytes = Buffer.from(body ?? '');
  const type = raw || reply.body === undefined ? {} : { 'content-type': JSON_TYPE };
  const length = reply.status === 204 ? {} : { 'content-length': String(bytes.length) };
  outgoing.writeHead(reply.status, { ...type, ...length, ...headers });
  outgoing.end(method === 'HEAD' || reply.status === 204 ? undefined : bytes);
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

const JSON_TYPE = 'application/json; charset=utf-8';
