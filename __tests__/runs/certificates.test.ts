import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Certified, makeAuthority, makeCertificate } from '../support/certificates.js';
import { runCli } from '../support/cli.js';
import { INSIDE } from '../support/load-inside.js';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

/** A server over TLS that lists no models, and how many connections were tried. */
async function serve(certified: Certified) {
  const seen = { connections: 0, requests: 0 };
  const server = createServer(certified, (_request, response) => {
    seen.requests += 1;
    response.end('{"data":[]}');
  });
  server.on('connection', () => (seen.connections += 1));
  servers.push(server.listen(0, 'localhost'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `https://localhost:${port}/v1`, seen };
}

/** What a process that trusts a file of certificates gets of some URLs: a status, or why there is none. */
async function askTrusting(file: string, urls: readonly string[]): Promise<readonly string[]> {
  const load = (path: string) => JSON.stringify(pathToFileURL(join(INSIDE, path)).href);
  const script = `
    const { openHttp } = await import(${load('src/http.io.js')});
    const { noReply } = await import(${load('src/model/transport.io.js')});
    const http = openHttp(1);
    const ask = (url) =>
      http
        .exchange(url, { method: 'GET', headers: {}, body: undefined, signal: new AbortController().signal })
        .then(({ status }) => String(status), (error) => noReply(error).cause + ': ' + noReply(error).detail);
    console.log(JSON.stringify(await Promise.all(${JSON.stringify(urls)}.map(ask))));
    await http.close();`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { env: { PATH: process.env.PATH ?? '', NODE_EXTRA_CA_CERTS: file } },
  );
  return JSON.parse(stdout) as readonly string[];
}

describe('an endpoint whose certificate nobody vouches for', () => {
  test('stops the run at once, with the endpoint and the variable that helps', async () => {
    const { baseUrl, seen } = await serve(makeCertificate({ host: 'localhost' }));
    const cwd = await mkdtemp(join(tmpdir(), 'certificates-'));
    const flags = {
      endpoint: baseUrl,
      model: 'm',
      dataset: 'smoke',
      repeats: '1',
    };
    const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
    const { exitCode, stdout, stderr } = await runCli(['sweep', ...args], { cwd });
    await rm(cwd, { recursive: true });
    expect(exitCode).toBe(3);
    // Without the line breaks of a terminal.
    const said = `${stdout}${stderr}`.replaceAll(/\s+/g, ' ');
    expect(said).toContain(`${baseUrl} cannot be reached (self-signed certificate;`);
    expect(said).toContain('set NODE_EXTRA_CA_CERTS to the file of its certificate');
    // Neither is it waited for, as a server that starts is, nor sent anything.
    expect(seen).toEqual({ connections: 1, requests: 0 });
  });
});

describe('an endpoint whose authority NODE_EXTRA_CA_CERTS names', () => {
  test('is asked, unless its certificate has expired or is for another host', async () => {
    const authority = makeAuthority();
    const folder = await mkdtemp(join(tmpdir(), 'certificates-'));
    const file = join(folder, 'authority.pem');
    await writeFile(file, authority.cert);
    const kinds = [
      { host: 'localhost', authority },
      { host: 'localhost', authority, days: [-9, -1] },
      { host: 'other.example', authority },
    ] as const;
    const served = await Promise.all(kinds.map((terms) => serve(makeCertificate(terms))));
    const replies = await askTrusting(
      file,
      served.map(({ baseUrl }) => `${baseUrl}/models`),
    );
    await rm(folder, { recursive: true });
    expect(replies).toEqual([
      '200',
      'tls: certificate has expired',
      expect.stringMatching(/^tls: .*localhost.*other\.example/),
    ]);
    expect(served.map(({ seen }) => seen.requests)).toEqual([1, 0, 0]);
  });
});
