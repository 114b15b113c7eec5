import { afterEach } from '@jest/globals';
import { openHttp, type Http } from '../../src/http.io.js';
import { openAiEndpoint } from '../../src/model/endpoint.io.js';
import type { EndpointConfig } from '../../src/config/config.js';
import { secretsOf } from '../../src/config/secrets.js';
import { redactorOf } from '../../src/redact/redactor.js';
import type { ChatEndpoint } from '../../src/model/chat-endpoint.js';
import type { Clock } from '../../src/clock.js';
import {
  startFakeOpenAi,
  type FakeOpenAi,
  type FakeOpenAiOptions,
} from '../fakes/openai/server.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';

/** What has to be closed after a test. */
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

/** Closes something when the test is over. */
export function closing<T extends { close(): Promise<void> }>(each: T): T {
  opened.push(each);
  return each;
}

/** A server for one test. */
export async function server(options: FakeOpenAiOptions = {}): Promise<FakeOpenAi> {
  return closing(await startFakeOpenAi(options));
}

/** Connections for one test. */
export function http(): Http {
  return closing(openHttp(16));
}

/** The configuration of an endpoint. */
export function configOf(baseUrl: string, more: Partial<EndpointConfig> = {}): EndpointConfig {
  return {
    baseUrl,
    model: 'base',
    apiKey: 'sk-very-secret-key',
    headers: {},
    waitMs: 10_000,
    // A busy machine is no silent server: a test of silence says how long it waits.
    requestTimeoutMs: 120_000,
    concurrency: 4,
    requestsPerMinute: 0,
    ...more,
  };
}

/** An endpoint for one test, on a clock that jumps. */
export function endpointOf(
  config: EndpointConfig,
  { role = 'model', clock = fakeClock() }: { role?: ChatEndpoint['role']; clock?: Clock } = {},
): ChatEndpoint & { readonly lines: readonly string[] } {
  const log = fakeLog();
  const { apiKey, headers } = config;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const texts = { 'api-key': apiKey, headers: lines.join('\n') };
  const redact = redactorOf(secretsOf(texts, {}));
  const endpoint = openAiEndpoint({ role, config, http: http(), clock, log, redact });
  return { ...endpoint, lines: log.lines };
}

/** A signal that is never aborted. */
export const LIVE = new AbortController().signal;

/** The path of completions. */
export const CHAT = '/v1/chat/completions';
