import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '../fakes/ports.js';
import { loads } from '../fakes/openai/quirks.js';
import type { Behaviour } from '../fakes/openai/server.js';
import { configOf, endpointOf, LIVE, server } from './endpoint-support.js';

const MODELS = '/v1/models';

describe('untilUp', () => {
  test('a server that is up is not waited for', async () => {
    const { baseUrl, calls } = await server();
    const clock = fakeClock();
    await endpointOf(configOf(baseUrl), { clock }).untilUp(LIVE);
    expect(calls).toMatchObject([{ method: 'GET', path: MODELS }]);
    expect(clock.sleptMs).toEqual([]);
  });

  test.each([401, 403, 404, 405, 429, 500, 301])('%s is up', async (status) => {
    const { baseUrl, calls } = await server({ plan: () => ({ status }) });
    await endpointOf(configOf(baseUrl)).untilUp(LIVE);
    expect(calls).toHaveLength(1);
  });

  test('a server that loads is waited for, and the wait is told', async () => {
    const { baseUrl, calls } = await server({ plan: loads(3) });
    const clock = fakeClock();
    const endpoint = endpointOf(configOf(baseUrl), { clock });
    await endpoint.untilUp(LIVE);
    expect(calls).toHaveLength(4);
    expect(clock.sleptMs).toEqual([2000, 2000, 2000]);
    expect(endpoint.lines).toHaveLength(3);
    expect(endpoint.lines[1]).toBe(
      `progress Waiting for the model endpoint ${baseUrl} (status 503: “503 Service Unavailable”): 2 s of 10 s`,
    );
  });

  test('the server’s own words are in the wait and in the error, without the key', async () => {
    const error = {
      code: 503,
      message: 'Loading model for sk-secret-of-mine',
      type: 'unavailable',
    };
    const { baseUrl } = await server({ plan: () => ({ status: 503, body: { error } }) });
    const config = configOf(baseUrl, { apiKey: 'sk-secret-of-mine', waitMs: 2000 });
    const endpoint = endpointOf(config);
    await expect(endpoint.untilUp(LIVE)).rejects.toThrow(
      `was not up within 2 s (status 503: “Loading model for [hidden]”).`,
    );
    expect(endpoint.lines[0]).toContain('(status 503: “Loading model for [hidden]”)');
  });

  test.each<Behaviour>(['drop', 'garble'])(
    'a connection that breaks (%s) is waited for',
    async (behaviour) => {
      const { baseUrl, calls } = await server({
        plan: ({ nth }) => (nth < 3 ? behaviour : undefined),
      });
      await endpointOf(configOf(baseUrl)).untilUp(LIVE);
      expect(calls).toHaveLength(3);
    },
  );

  test('a port that opens later', async () => {
    const first = await server();
    const { port, baseUrl } = first;
    await first.close();
    const clock = fakeClock();
    const waits = endpointOf(configOf(baseUrl), {
      clock: {
        ...clock,
        sleep: async (durationMs, signal) => {
          await clock.sleep(durationMs, signal);
          if (clock.sleptMs.length === 2) await server({ port });
        },
      },
    });
    await waits.untilUp(LIVE);
    expect(clock.sleptMs).toHaveLength(2);
    expect(waits.lines[0]).toContain('ECONNREFUSED');
  });

  test.each([
    ['model', 'ENDPOINT_UNREACHABLE', 'the input endpoint'],
    ['judge', 'JUDGE_UNREACHABLE', 'the input judge-endpoint'],
  ] as const)(
    'a %s that never comes up is an error that names the URL',
    async (role, code, input) => {
      const { baseUrl } = await server({ plan: () => ({ status: 502, body: '<html>' }) });
      const clock = fakeClock();
      const endpoint = endpointOf(configOf(baseUrl, { waitMs: 5000 }), { role, clock });
      await expect(endpoint.untilUp(LIVE)).rejects.toMatchObject({
        code,
        message: `The ${role} endpoint ${baseUrl} was not up within 5 s (status 502).`,
        remedy: expect.stringContaining(input),
      });
      expect(clock.sleptMs).toEqual([2000, 2000, 1000]);
    },
  );

  test('no wait at all is one look', async () => {
    const { baseUrl, calls } = await server({ plan: loads(9) });
    await expect(endpointOf(configOf(baseUrl, { waitMs: 0 })).untilUp(LIVE)).rejects.toThrow(
      'was not up',
    );
    expect(calls).toHaveLength(1);
  });

  test('a bad certificate fails at once', async () => {
    const { port } = await server();
    const clock = fakeClock();
    const endpoint = endpointOf(configOf(`https://127.0.0.1:${port}/v1`), { clock });
    await expect(endpoint.untilUp(LIVE)).rejects.toThrow(/cannot be reached/);
    expect(clock.sleptMs).toEqual([]);
  });

  test('a cancelled run stops waiting', async () => {
    const stop = new AbortController();
    const { baseUrl } = await server({
      plan: () => {
        stop.abort(new Error('enough'));
        return { status: 503 };
      },
    });
    await expect(endpointOf(configOf(baseUrl)).untilUp(stop.signal)).rejects.toThrow('enough');
  });
});
