import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { demoHandler } from './demo-handler.js';
import type { DemoWorld } from './demo-world.js';

/** How the embedded endpoint is started. */
interface DemoEndpointOptions extends DemoWorld {
  /** 0, or left out: a free one. */
  readonly port?: number;
  /** Asked for as a bearer key when given. */
  readonly apiKey?: string;
}

/** A running embedded endpoint. */
export interface DemoEndpoint {
  /** For the input `endpoint`: ends with /v1. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/**
 * Starts an OpenAI-compatible server of simulated models on 127.0.0.1: `base` answers all safely,
 * `regressed` is unsafe in one domain, `judge` knows the labelled answers; `sim:…` and `judge:…` are
 * made to measure.
 *
 * @param options - the data set the models know, and how to serve
 */
export async function startDemoEndpoint(options: DemoEndpointOptions): Promise<DemoEndpoint> {
  const { port = 0, apiKey = '' } = options;
  const handle = demoHandler(options, apiKey);
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = incoming;
    const text = await readAll(incoming);
    const [path = ''] = url.split('?');
    const reply = handle({ method, path, authorization: headers.authorization ?? '', text });
    outgoing.writeHead(reply.status, { 'content-type': 'application/json' });
    outgoing.end(JSON.stringify(reply.body));
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    baseUrl: `http://127.0.0.1:${bound}/v1`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** The body of a request as text. */
async function readAll(incoming: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
