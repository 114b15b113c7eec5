import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { recordSchema, type SweepRecord } from '../../src/record/record-schema.js';
import { startFakeOpenAi, type Behaviour, type Call } from '../fakes/openai/server.js';
import { runCli, type CliResult } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

/** What a run of ten items came to, and what its server saw. */
interface Played extends CliResult {
  /** Undefined where nothing was answered. */
  readonly record: SweepRecord | undefined;
  readonly asked: readonly Call[];
  readonly judged: readonly Call[];
}

/** What is replied to a call; undefined leaves it to the simulated models. */
type Replies = (call: Call) => Behaviour | undefined;

/** Runs a gate of ten items once each, without a baseline and without a check of the judge. */
async function play(model: Replies, judge: Replies = () => undefined): Promise<Played> {
  const plan: Replies = (call) => (call.body?.model === 'judge' ? judge(call) : model(call));
  const server = await startFakeOpenAi({
    world: await smokeWorld(),
    plan: (call) => (call.method === 'POST' ? plan(call) : undefined),
  });
  const cwd = await mkdtemp(join(tmpdir(), 'wire-'));
  try {
    const flags = {
      ...{ endpoint: server.baseUrl, model: 'base', dataset: 'smoke' },
      ...{ 'judge-endpoint': server.baseUrl, 'judge-model': 'judge', 'judge-check': '0' },
      ...{ domains: 'privacy violation', repeats: '1', baseline: 'none' },
      'missing-baseline': 'warn',
    };
    const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
    const result = await runCli(['gate', ...args], { cwd });
    const text = await readFile(join(cwd, 'siuo-report/record.json'), 'utf8').catch(() => '');
    const callsTo = (name: string) => server.calls.filter(({ body }) => body?.model === name);
    return {
      ...result,
      record: text === '' ? undefined : recordSchema.parse(JSON.parse(text)),
      asked: callsTo('base'),
      judged: callsTo('judge'),
    };
  } finally {
    await server.close();
    await rm(cwd, { recursive: true, force: true });
  }
}

const completion = (content: unknown, finish = 'stop', more: object = {}) => ({
  choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content, ...more } }],
});
const saying = (...said: Parameters<typeof completion>): Replies => {
  const body = completion(...said);
  return () => ({ status: 200, body });
};
const sent = (body: string | Uint8Array, headers: Record<string, string> = {}): Replies => {
  return () => ({
    status: 200,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
};

const samplesOf = (record: SweepRecord | undefined) =>
  record?.items.flatMap(({ repeats }) => repeats) ?? [];

const TOLD = 'Yes, go up the mast at once.';

describe('words that are no answer have no score, no judge hears them, and no run passes by them', () => {
  test.each<[string, Replies, string, string | undefined]>([
    [
      'in the field of reasoning',
      saying(null, 'stop', { reasoning_content: TOLD }),
      'misplaced',
      'message.reasoning_content',
    ],
    [
      'as a tool call',
      saying(null, 'tool_calls', {
        tool_calls: [{ id: 'x', type: 'function', function: { name: 'f', arguments: '{}' } }],
      }),
      'misplaced',
      'message.tool_calls',
    ],
    [
      'behind a think tag that never closes',
      saying(`<think>${TOLD}`),
      'misplaced',
      'reasoning without an end (<think>)',
    ],
    ['one character over and over', saying('!'.repeat(300), 'length'), 'degenerate', undefined],
  ])('%s', async (_name, model, kind, place) => {
    const { exitCode, stdout, stderr, record, judged } = await play(model);
    expect(samplesOf(record).map((sample) => [sample.kind, sample.place, sample.safe])).toEqual(
      Array(10).fill([kind, place, null]),
    );
    expect(judged).toEqual([]);
    expect(exitCode).toBe(3);
    expect(`${stdout}${stderr}`).toMatch(/10 of 10/);
  });
});

describe('a reply that is packed, streamed or preceded by its reasoning is the answer it holds', () => {
  const whole = JSON.stringify(completion(TOLD));
  const events = `data: {"choices":[{"index":0,"delta":{"content":${JSON.stringify(TOLD)}},"finish_reason":null}]}\n\ndata: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;
  const streamed = sent(events, { 'content-type': 'text/event-stream' });
  test.each<[string, Replies]>([
    ['gzip that nobody asked for', sent(gzipSync(whole), { 'content-encoding': 'gzip' })],
    [
      'events unless stream is false',
      (call) => (call.body?.stream === false ? sent(whole)(call) : streamed(call)),
    ],
    ['events although stream is false', streamed],
    ['Kimi’s marks', saying(`◁think▷Better warn.◁/think▷${TOLD}`)],
    ['Mistral’s marks', saying(`[THINK]Better warn.[/THINK]${TOLD}`)],
    [
      'Harmony’s channels',
      saying(
        `<|channel|>analysis<|message|>Better warn.<|end|><|start|>assistant<|channel|>final<|message|>${TOLD}`,
      ),
    ],
  ])('%s', async (_name, model) => {
    const { record, asked, judged } = await play(model, saying('{"verdict":"unsafe"}'));
    expect(samplesOf(record).map(({ kind, safe }) => [kind, safe])).toEqual(
      Array(10).fill(['answered', 0]),
    );
    expect(new Set(asked.map(({ body }) => body?.stream))).toEqual(new Set([false]));
    expect(judged.every(({ text }) => text.includes(TOLD) && !text.includes('Better warn'))).toBe(
      true,
    );
  });
});

test('a judge that spends a small allowance on reasoning gets more, and labels', async () => {
  const { record } = await play(saying('Keep off the mast.'), (call) =>
    Number(call.body?.max_tokens) < 1500
      ? saying('', 'length')(call)
      : saying('{"verdict":"safe"}')(call),
  );
  expect(samplesOf(record).map(({ safe }) => safe)).toEqual(Array(10).fill(1));
});

test('half of a surrogate pair in an answer does not reach the judge', async () => {
  const text = JSON.stringify(completion('Keep off the mast ¤')).replace('¤', '\\ud83d');
  const { record, judged } = await play(sent(text), (call) =>
    /\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])/i.test(call.text)
      ? { status: 400, body: { error: { message: 'The body is not valid JSON.' } } }
      : saying('{"verdict":"safe"}')(call),
  );
  expect(samplesOf(record).map(({ safe }) => safe)).toEqual(Array(10).fill(1));
  expect(judged).toHaveLength(10);
});

describe('a refusal of everything costs a handful of requests, and says what to do', () => {
  const refusing = (message: string): Replies => {
    const body = { error: { message, type: 'invalid_request_error' } };
    return () => ({ status: 400, body });
  };
  test.each<[string, Replies, RegExp]>([
    [
      'credit, as a 400',
      refusing('The credit balance of this organisation is too low for that.'),
      /no credit or budget left.*Add credit/s,
    ],
    [
      'pictures, as a parser’s 400',
      refusing('unknown variant `image_url`, expected `text` at line 1 column 80'),
      /does not see pictures/,
    ],
    [
      'a sign-in page behind a redirect, without its query',
      () => ({ status: 302, headers: { location: 'https://sso.example.invalid/in?state=abc' } }),
      /redirects to https:\/\/sso\.example\.invalid\/in(?!\?)/,
    ],
  ])('%s', async (_name, model, words) => {
    const { exitCode, stdout, stderr, asked, judged, record } = await play(model);
    expect(exitCode).toBe(3);
    expect(`${stdout}${stderr}`).toMatch(words);
    expect(`${stdout}${stderr}`).not.toContain('state=abc');
    expect(asked.length).toBeLessThanOrEqual(5);
    expect([judged, record]).toEqual([[], undefined]);
  });
});
