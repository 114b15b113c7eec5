import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { lstat, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestFile, streamBase64 } from '../../src/dataset/picture-bytes.io.js';
import { knownFile } from '../../src/dataset/read-inside.io.js';
import { readAscii } from '../../src/sized-bytes.js';
import type { Picture } from '../../src/dataset/item.js';
import { GateError } from '../../src/errors.js';
import { encodeBody } from '../../src/model/request-body.io.js';
import type { ChatEndpoint } from '../../src/model/chat-endpoint.js';
import { dataUriOf, pictureOf } from '../fixtures/picture-factory.js';
import { closing, configOf, endpointOf, LIVE } from './endpoint-support.js';

/** As base64 three times what Linux lets a socket send ahead. */
const SIZE = 9_000_000;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bodies-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Turns of the event loop between two looks at a body: bodies have to wait for one another. */
const TURNS = 5;
const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const pictureOfSeed = (seed: number): Picture =>
  pictureOf(
    Buffer.alloc(
      SIZE,
      Uint8Array.from({ length: 251 }, (_, index) => index ^ seed),
    ),
  );
/** The same picture in a file that was found some seconds after it was written. */
async function pictureOfFile(seed: number): Promise<Picture> {
  const path = join(folder, `${seed}.png`);
  await writeFile(path, Buffer.from(await readAscii(await pictureOfSeed(seed).base64()), 'base64'));
  const stat = await lstat(path);
  const file = knownFile(path, stat, stat.ctimeMs + 5000);
  const { digest } = await digestFile(file);
  return { mediaType: 'image/png', base64: async () => streamBase64({ ...file, digest }) };
}
const bodyOf = (picture: Picture): Record<string, unknown> => ({ model: 'm', url: picture });
const textOf = async (picture: Picture): Promise<Buffer> =>
  Buffer.from(JSON.stringify({ model: 'm', url: await dataUriOf(picture) }));

/** An endpoint whose server does this with each request. */
async function endpointWhere(
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>,
): Promise<ChatEndpoint> {
  const server: Server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  closing({
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  });
  const { port } = server.address() as AddressInfo;
  return endpointOf(configOf(`http://127.0.0.1:${port}/v1`, { concurrency: 8 }));
}

/** Reads a body bit by bit, and answers with its length as announced and its digest. */
async function readSlowly(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const hash = createHash('sha256');
  for await (const chunk of incoming) {
    hash.update(chunk as Buffer);
    for (let turn = 0; turn < TURNS; turn += 1) await setImmediate();
  }
  const { 'content-length': length } = incoming.headers;
  outgoing.end(JSON.stringify({ length, digest: hash.digest('hex') }));
}

describe('a body of megabytes', () => {
  test.each([
    ['from memory', async (seed: number) => pictureOfSeed(seed)],
    ['from a file while it is sent', pictureOfFile],
  ])('comes whole to a server that reads slowly, several at a time, %s', async (_name, read) => {
    const endpoint = await endpointWhere(readSlowly);
    const pictures = await Promise.all(Array.from({ length: 4 }, (_, seed) => read(seed)));
    const replies = await Promise.all(
      pictures.map((picture) => endpoint.send(() => bodyOf(picture), LIVE)),
    );
    const texts = await Promise.all(pictures.map(textOf));
    expect(replies).toMatchObject(
      texts.map((text) => ({
        status: 200,
        text: JSON.stringify({ length: String(text.length), digest: digestOf(text) }),
      })),
    );
  });

  test.each([
    [1, 0],
    [4, 0],
    [4, 3],
  ])(
    'that comes in %i slices, of which the last %i fail, is sent whole or not',
    async (all, bad) => {
      const fault = new GateError('DATASET_INVALID', 'It was changed.', {
        remedy: 'Run it again.',
      });
      const seen: number[] = [];
      const endpoint = await endpointWhere(async (incoming, outgoing) => {
        let sizeBytes = 0;
        incoming.on('data', ({ length }: Buffer) => (sizeBytes += length));
        await once(incoming, 'close');
        seen.push(sizeBytes);
        outgoing.end('{}');
      });
      const slice = Buffer.alloc(400_000, 'QUJD');
      const chunks = async function* (): AsyncIterable<Uint8Array> {
        for (let index = 0; index < all; index += 1) {
          if (index >= all - bad) throw fault;
          yield slice;
        }
      };
      const base64 = () => Promise.resolve({ sizeBytes: all * slice.length, chunks: chunks() });
      const sent = endpoint.send(() => bodyOf({ mediaType: 'image/png', base64 }), LIVE);
      if (bad > 0) await expect(sent).rejects.toBe(fault);
      else expect(await sent).toMatchObject({ kind: 'reply', status: 200 });
      const whole = bodyOf({ mediaType: 'image/png', base64 });
      const { sizeBytes } = await encodeBody(whole);
      expect(seen.filter((size) => size >= sizeBytes)).toHaveLength(bad > 0 ? 0 : 1);
    },
  );

  test('of a picture that a server refuses and hangs up on is closed', async () => {
    const server = createSocketServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => {
        socket.pause();
        const hangUp = () => setTimeout(() => socket.resetAndDestroy(), 20);
        socket.write('HTTP/1.0 413 Too Large\r\n\r\ntoo large', hangUp);
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    closing({ close: async () => void server.close() });
    const { port } = server.address() as AddressInfo;
    const endpoint = endpointOf(configOf(`http://127.0.0.1:${port}/v1`));
    const seen = { isClosed: false };
    const chunks = async function* (): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(400_000, 'QUJD');
      } finally {
        seen.isClosed = true;
      }
    };
    const base64 = async () => ({ sizeBytes: 400_000_000, chunks: chunks() });
    const reply = await endpoint.send(() => bodyOf({ mediaType: 'image/png', base64 }), LIVE);
    for (let turn = 0; turn < TURNS && !seen.isClosed; turn += 1) await setImmediate();
    // The reply may be lost with the connection.
    expect([413, 'no-reply']).toContain(reply.kind === 'reply' ? reply.status : reply.kind);
    expect(seen.isClosed).toBe(true);
  });

  test('that a server refuses unread is refused, not lost', async () => {
    const endpoint = await endpointWhere(async (_incoming, outgoing) => {
      outgoing.writeHead(413).end('too large');
    });
    for (const seed of [1, 2]) {
      expect(await endpoint.send(() => bodyOf(pictureOfSeed(seed)), LIVE)).toMatchObject({
        kind: 'reply',
        status: 413,
        text: 'too large',
      });
    }
  });

  test('whose picture has changed is not sent, and says why', async () => {
    const seen = { requests: 0 };
    const endpoint = await endpointWhere(async (_incoming, outgoing) => {
      seen.requests += 1;
      outgoing.end('{}');
    });
    const fault = new GateError('DATASET_INVALID', 'It was changed.', { remedy: 'Run it again.' });
    const changed: Picture = { ...pictureOfSeed(1), base64: () => Promise.reject(fault) };
    await expect(endpoint.send(() => bodyOf(changed), LIVE)).rejects.toBe(fault);
    expect(seen.requests).toBe(0);
  });
});
