import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Response } from 'undici';
import type { DatasetSource } from '../../src/dataset/item.js';
import { HUB_REVISION } from '../fakes/hub.js';
import { startHub, type HubFixture } from './hub-support.js';

const signal = new AbortController().signal;
const GEN = /siuo_gen\.json$/;

/** The one line of the failure that loading ends with. */
async function failureOf(source: DatasetSource): Promise<{ code: string; line: string }> {
  return source.load().then(
    () => ({ code: 'none', line: 'it loaded' }),
    (error: unknown) => error as { code: string; line: string },
  );
}

describe('a hub source', () => {
  let fixture: HubFixture;

  beforeEach(async () => {
    fixture = await startHub();
  });

  afterEach(async () => {
    await fixture.close();
  });

  describe('when a failure passes', () => {
    it.each([429, 500, 502, 503, 504, 408])('tries again after %i', async (status) => {
      fixture.hub.faults.failNext({ path: GEN, times: 2 }, { status });
      expect((await fixture.source().load()).items).toHaveLength(3);
      expect(fixture.clock.sleptMs).toEqual([375, 750]);
    });

    it('waits as long as it is asked to', async () => {
      fixture.hub.faults.failNext({ path: GEN }, { status: 429, headers: { 'retry-after': '30' } });
      await fixture.source().load();
      expect(fixture.clock.sleptMs).toEqual([30_250]);
    });

    it('does not wait longer than five minutes', async () => {
      fixture.hub.faults.failNext(
        { path: GEN },
        { status: 429, headers: { 'retry-after': '301' } },
      );
      expect(await failureOf(fixture.source())).toHaveProperty('code', 'DATASET_UNREACHABLE');
      expect(fixture.clock.sleptMs).toEqual([]);
    });

    it('tries again when the connection is lost', async () => {
      fixture.hub.faults.dropNext({ path: GEN, times: 2 });
      fixture.storage.faults.dropNext({ path: /p-1/ });
      const source = fixture.source();
      const { items } = await source.load();
      expect((await source.prefetch(items, signal)).size).toBe(3);
      expect(fixture.clock.sleptMs).toHaveLength(3);
    });

    it('tries again when there is no reply in time', async () => {
      fixture.hub.faults.hangNext({ path: GEN });
      expect((await fixture.source({ timeoutMs: 200 }).load()).items).toHaveLength(3);
    });

    it('gives up after six attempts', async () => {
      fixture.hub.faults.failNext({ path: GEN, times: 99 }, { status: 503 });
      const { code, line } = await failureOf(fixture.source());
      expect(code).toBe('DATASET_UNREACHABLE');
      expect(line).toContain('siuo_gen.json of sinwang/SIUO could not be fetched from');
      expect(line).toContain('status 503');
      expect(line).toContain('HF_ENDPOINT');
      expect(fixture.asked()).toHaveLength(6);
    });

    it('names a hub that is not there', async () => {
      const source = fixture.source({ endpoint: 'http://127.0.0.1:9' });
      const { code, line } = await failureOf(source);
      expect(code).toBe('DATASET_UNREACHABLE');
      expect(line).toMatch(
        /from http:\/\/127\.0\.0\.1:9: .+\. Check that this machine reaches the hub/,
      );
    });
  });

  describe('when a body is cut short', () => {
    let server: Server;
    const sockets = new Set<Socket>();

    afterEach(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    });

    it('tries again, and keeps nothing of it', async () => {
      let connections = 0;
      server = createServer((socket) => {
        sockets.add(socket);
        connections += 1;
        socket.once('data', () => {
          socket.end('HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n[]');
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const source = fixture.source({ endpoint: `http://127.0.0.1:${port}` });
      expect(await failureOf(source)).toHaveProperty('code', 'DATASET_UNREACHABLE');
      expect(connections).toBe(6);
      expect(existsSync(join(fixture.cacheDirectory, HUB_REVISION))).toBe(false);
    });

    it('notices by the announced length, where the client does not', async () => {
      server = createServer().listen(0, '127.0.0.1');
      const headers = { 'content-length': '999' };
      const source = fixture.source({ fetch: async () => new Response('[]', { headers }) });
      expect((await failureOf(source)).line).toContain('2 of 999 bytes');
      expect(fixture.clock.sleptMs).toHaveLength(5);
    });
  });

  describe('when a reply unpacks to more than the file has', () => {
    const bomb = gzipSync(Buffer.alloc(70 * 1024 * 1024));
    const packed = { status: 200, headers: { 'content-encoding': 'gzip' }, body: bomb };

    it('unpacks no more than a file may have', async () => {
      fixture.hub.faults.failNext({ path: GEN }, packed);
      expect(await failureOf(fixture.source())).toMatchObject({
        code: 'DATASET_UNREACHABLE',
        line: expect.stringContaining('it gives more than the 67108864 bytes that a file may have'),
      });
      expect(fixture.clock.sleptMs).toEqual([]);
    });

    it('unpacks no more than the hub says that the file has', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      fixture.hub.faults.failNext(
        { path: /p-1/ },
        {
          status: 302,
          headers: { location: `${fixture.storage.url}/big`, 'x-linked-size': '1000' },
        },
      );
      fixture.storage.faults.failNext({ path: /big/ }, packed);
      await expect(source.picture(items[0]!)).rejects.toMatchObject({
        message: expect.stringContaining('it gives more than the 1000 bytes that the file has'),
      });
    });
  });

  describe('when a failure is final', () => {
    it.each([
      [
        401,
        '',
        'status 401',
        'Set HF_TOKEN to a token that may read sinwang/SIUO, and check HF_ENDPOINT.',
      ],
      [
        401,
        'hf_secret',
        'status 401',
        'The hub does not accept the token in HF_TOKEN; renew it or unset it.',
      ],
      [403, '', 'status 403', 'Set HF_TOKEN to a token that may read sinwang/SIUO.'],
      [403, 'hf_secret', 'status 403', 'The token in HF_TOKEN may not read sinwang/SIUO'],
      [404, '', 'status 404', 'Check the revision in input dataset, and HF_ENDPOINT.'],
      [410, '', 'status 410', 'Check that this machine reaches the hub'],
    ])('says what to do about %i with token %j', async (status, token, problem, remedy) => {
      fixture.hub.faults.failNext({ path: GEN }, { status, body: 'Repository not found' });
      const { code, line } = await failureOf(fixture.source({ token }));
      expect(code).toBe('DATASET_UNREACHABLE');
      expect(line).toContain(problem);
      expect(line).toContain(remedy);
      expect(line).not.toContain('hf_secret');
      expect(fixture.asked()).toHaveLength(1);
      expect(fixture.clock.sleptMs).toEqual([]);
    });

    it('adds the hub’s own word for it, where it is one word', async () => {
      const fail = (code: string) =>
        fixture.hub.faults.failNext(
          { path: GEN },
          { status: 403, headers: { 'x-error-code': code } },
        );
      fail('GatedRepo');
      expect((await failureOf(fixture.source())).line).toContain('status 403 (GatedRepo).');
      fail('<b>::error::</b>');
      expect((await failureOf(fixture.source())).line).toContain('status 403.');
    });

    it('stops the other downloads', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      fixture.hub.faults.failNext({ path: /p-2/ }, { status: 403 });
      fixture.hub.faults.hangNext({ path: /p-[13]/, times: 2 });
      await expect(source.prefetch(items, signal)).rejects.toMatchObject({
        message: expect.stringContaining('images/p-2.png'),
      });
    });
  });

  describe('when a reply of status 200 is something else', () => {
    const page = {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>Sign in</html>',
    };

    it('refuses it, and does not keep it', async () => {
      fixture.hub.faults.failNext({ path: GEN }, page);
      expect(await failureOf(fixture.source())).toMatchObject({
        code: 'DATASET_INVALID',
        line: expect.stringMatching(/^siuo_gen\.json, as http.* gives it, is not JSON\. .*proxy/),
      });
      expect((await fixture.source().load()).items).toHaveLength(3);
    });

    it('refuses it in place of a picture too', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      fixture.storage.faults.failNext({ path: /p-1/ }, page);
      await expect(source.prefetch(items, signal)).rejects.toMatchObject({
        code: 'DATASET_INVALID',
        message: expect.stringContaining('images/p-1.png'),
      });
      expect((await source.prefetch(items, signal)).size).toBe(3);
    });
  });

  describe('when it is cancelled', () => {
    it('ends with the reason', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      const stop = new AbortController();
      const reason = new Error('cancelled');
      fixture.hub.faults.beforeNext({ path: /p-/ }, () => stop.abort(reason));
      fixture.hub.faults.hangNext({ path: /p-/, times: 2 });
      await expect(source.prefetch(items, stop.signal)).rejects.toBe(reason);
      await expect(source.prefetch(items, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('waits no longer', async () => {
      const source = fixture.source();
      const { items } = await source.load();
      fixture.hub.faults.failNext({ path: /p-/, times: 99 }, { status: 503 });
      const stop = new AbortController();
      const reason = new Error('cancelled');
      const clock = {
        every: () => () => undefined,
        nowMs: () => 0,
        sleep: async () => {
          stop.abort(reason);
          throw reason;
        },
      };
      await expect(fixture.source({ clock }).prefetch(items, stop.signal)).rejects.toBe(reason);
    });
  });
});
