import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';

const servers: FakeOpenAi[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

test('who goes away in the middle of a request has asked nothing, and stops nobody', async () => {
  const server = await startFakeOpenAi();
  servers.push(server);
  const socket = connect(server.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half',
  );
  while (server.mostAtOnce() === 0) await turn();
  socket.resetAndDestroy();
  await once(socket, 'close');
  const reply = await fetch(`${server.baseUrl}/models`);
  expect(reply.status).toBe(200);
  expect(server.calls.map(({ path }) => path)).toEqual(['/v1/models']);
  // Jest fails a test in which a rejection is not handled.
});
