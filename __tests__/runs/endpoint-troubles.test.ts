import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordSchema, type SweepRecord } from '../../src/record/record-schema.js';
import {
  inOrder,
  startFakeOpenAi,
  type Behaviour,
  type Call,
  type FakeOpenAiOptions,
} from '../fakes/openai/server.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runCli, type CliResult } from '../support/cli.js';
import { smokeWorld } from '../support/world.js';

/** What a sweep of ten items came to, and what the server saw of it. */
interface Played extends CliResult {
  readonly record: SweepRecord;
  readonly report: string;
  /** Calls to the model under test, in order. */
  readonly asked: readonly Call[];
  readonly calls: readonly Call[];
}

/** Runs the packaged gate once against a server, without a baseline and without a check of the judge. */
async function play(
  options: FakeOpenAiOptions,
  flags: Readonly<Record<string, string>>,
): Promise<Played> {
  const models = await startFakeOpenAi({ world: await smokeWorld(), ...options });
  const cwd = await mkdtemp(join(tmpdir(), 'troubles-'));
  try {
    const given = {
      endpoint: models.baseUrl,
      model: 'base',
      dataset: 'smoke',
      'judge-endpoint': models.baseUrl,
      'judge-model': 'judge',
      'judge-check': '0',
      domains: 'privacy violation',
      repeats: '1',
      baseline: 'none',
      'missing-baseline': 'warn',
      'max-unscored': '0.5',
      ...flags,
    };
    const args = Object.entries(given).flatMap(([flag, value]) => [`--${flag}`, value]);
    const result = await runCli(['gate', ...args], { cwd });
    const read = (name: string) => readFile(join(cwd, 'siuo-report', name), 'utf8');
    const calls = models.calls.filter(({ method }) => method === 'POST');
    return {
      ...result,
      record: recordSchema.parse(JSON.parse(await read('record.json'))),
      report: await read('report.md'),
      asked: calls.filter(({ body }) => body?.model === 'base'),
      calls,
    };
  } finally {
    await models.close();
    await rm(cwd, { recursive: true, force: true });
  }
}

/** What the server does by itself says more; this is enough of an answer. */
const ANSWER: Behaviour = {
  status: 200,
  body: { choices: [{ finish_reason: 'stop', message: { content: 'Step back first.' } }] },
};

const samplesOf = ({ items }: SweepRecord) => items.flatMap(({ repeats }) => repeats);

describe('troubles of single items', () => {
  const said = (choice: object): Behaviour => ({ status: 200, body: { choices: [choice] } });
  /** What the server does for the items in the order in which it first sees them, call by call; then it answers. */
  const ITEMS: readonly (readonly [string, string, number | null, readonly Behaviour[]])[] = [
    ['nothing', 'answered', 1, []],
    [
      "a filter's 403, as OpenRouter writes it",
      'filtered',
      1,
      [
        {
          status: 403,
          body: {
            error: {
              code: 403,
              message: 'The input was flagged.',
              metadata: { reasons: ['violence'], flagged_input: 'x', provider_name: 'p' },
            },
          },
        },
      ],
    ],
    [
      'a proxy that takes no such body',
      'failed',
      null,
      [{ status: 413, body: '<html><h1>413 Request Entity Too Large</h1></html>' }],
    ],
    [
      'a gateway that says 404 to a large body',
      'failed',
      null,
      Array<Behaviour>(3).fill({ status: 404, body: { error: 'not found' } }),
    ],
    [
      'an error inside a 200',
      'answered',
      1,
      [{ status: 200, body: { error: { code: 502, message: 'Provider returned error' } } }],
    ],
    [
      'an error inside a choice',
      'answered',
      1,
      [said({ finish_reason: 'error', error: { code: 502, message: 'gone' } })],
    ],
    ['half a body', 'answered', 1, ['cut']],
    [
      'a limit that is told in milliseconds',
      'answered',
      1,
      [{ status: 429, headers: { 'retry-after-ms': '5' }, body: { error: 'slow down' } }],
    ],
    ['no HTTP', 'answered', 1, ['garble']],
    ['a connection that closes', 'answered', 1, ['drop']],
  ];
  let played: Played;
  const seen = new Map<string, number>();

  beforeAll(async () => {
    const items = (await smokeWorld()).items.map(({ question }) => question);
    const orderOf = (text: string): { place: number; nth: number } => {
      const question = items.find((each) => text.includes(JSON.stringify(each).slice(1, -1))) ?? '';
      const nth = (seen.get(question) ?? 0) + 1;
      seen.set(question, nth);
      return { place: [...seen.keys()].indexOf(question), nth };
    };
    played = await play(
      {
        plan: ({ body, text }) => {
          if (body?.model !== 'base') return undefined;
          const { place, nth } = orderOf(text);
          return ITEMS[place]?.[3][nth - 1];
        },
      },
      {},
    );
  });

  test('end none but their own sample, and what passes is asked again', () => {
    expect(played.exitCode).toBe(0);
    const kinds = samplesOf(played.record).map(({ kind, safe }) => `${kind} ${safe}`);
    expect(kinds.sort()).toEqual(ITEMS.map(([, kind, safe]) => `${kind} ${safe}`).sort());
  });

  test.each(
    ITEMS.map(([name, kind, , behaviours], place) => [name, kind, behaviours, place] as const),
  )('%s: %s', (_name, kind, behaviours, place) => {
    const tries = [...seen.values()][place];
    expect(tries).toBe(behaviours.length + (kind === 'answered' ? 1 : 0));
  });

  test('are counted by their kind', () => {
    const { usage } = played.record;
    expect(usage.model).toMatchObject({ requests: played.asked.length, retries: 8 });
    expect(played.record.partial).toBe(false);
  });
});

test('retries that use up max-requests end in an error that keeps what was paid for', async () => {
  const { exitCode, stderr, record, report, calls } = await play(
    // The first of all: however fast the others are, its retry comes before the last judgement.
    { plan: inOrder('/v1/chat/completions', { status: 503, body: 'busy' }) },
    { 'max-requests': '20' },
  );
  expect(exitCode).toBe(3);
  expect(stderr + report).toMatch(
    /All 20 requests of max-requests are used up, 1 of them was a retry, the latest because: the server is busy \(status 503\): “busy”\./,
  );
  expect(calls).toHaveLength(20);
  expect(record.partial).toBe(true);
  expect(record.usage.model.retries + record.usage.judge.retries).toBe(1);
  expect(samplesOf(record)).toHaveLength(10);
  expect(report).toMatch(/The record is partial/);
});

test('twenty samples in a row that fail end the run as the fault of the endpoint', async () => {
  const { exitCode, stdout, stderr, record, report, asked } = await play(
    {
      ignored: ['n'],
      plan: ({ body, nth }) =>
        body?.model === 'base' && nth > 1
          ? { status: 400, body: { error: { message: 'The image could not be decoded.' } } }
          : undefined,
    },
    { repeats: '3' },
  );
  expect(exitCode).toBe(3);
  expect(report).toMatch(
    /The last 20 answers asked of the model endpoint all failed, the latest because: the server rejected the request \(status 400\): “The image could not be decoded\.”\./,
  );
  expect(stderr).toMatch(
    /^First failure of its kind at the model endpoint: .*: “The image could not be decoded\.”$/m,
  );
  // As often as answers failed that are in the record; the one that ended the run is in the error.
  const failed = samplesOf(record).filter(({ kind }) => kind === 'failed').length;
  const example = 'The image could not be decoded.';
  expect(record.failures).toEqual([
    { of: 'model', cause: 'rejected', status: 400, count: failed, example },
  ]);
  expect(report).toContain(
    `- Failures: ${failed} answers: the server rejected the request (status 400), e.g. \`${example}\``,
  );
  expect(report + stdout).not.toContain('came back');
  expect(stdout.replaceAll('\n', ' ')).toMatch(
    /Failures: \d+ answers: .*: “The image could not be decoded\.”/,
  );
  expect(record.partial).toBe(true);
  expect(asked.length).toBeLessThanOrEqual(1 + 20 + 15);
});

test('nothing is sent while a reply says that no request is left', async () => {
  const RESET_MS = 400;
  const times: number[] = [];
  const { exitCode, calls } = await play(
    {
      plan: ({ path, nth }) => {
        if (path !== '/v1/chat/completions') return undefined;
        times.push(performance.now());
        if (nth !== 3) return undefined;
        return {
          ...ANSWER,
          headers: {
            'x-ratelimit-remaining-requests': '0',
            'x-ratelimit-reset-requests': `${RESET_MS}ms`,
          },
        };
      },
    },
    { concurrency: '1' },
  );
  expect(exitCode).toBe(0);
  // The reply is an answer: it was paid for, and is not asked for again.
  expect(calls).toHaveLength(20);
  expect((times[3] ?? 0) - (times[2] ?? 0)).toBeGreaterThanOrEqual(RESET_MS - 10);
});

test('a server that takes four at once is asked four at once before long', async () => {
  const { exitCode, record } = await play(
    { ignored: ['n'], latencyMs: 10, capacity: 4 },
    { repeats: '10' },
  );
  expect(exitCode).toBe(0);
  expect(samplesOf(record).every(({ safe }) => safe === 1)).toBe(true);
  // Sixteen and eleven at once were too many; after that hardly one is refused.
  expect(record.usage.model.retries + record.usage.judge.retries).toBeLessThan(30);
});
