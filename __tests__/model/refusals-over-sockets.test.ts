import { describe, expect, test } from '@jest/globals';
import { failing, saying, socketWorld } from './socket-world.js';

/** What a server says, under which statuses, and the advice that belongs to it. */
const REFUSALS: readonly (readonly [
  name: string,
  statuses: readonly number[],
  error: object | string,
  what: RegExp,
  remedy: RegExp,
])[] = [
  ['a wrong key', [401], { message: 'Bad key.' }, /does not accept the key/, /api-key/],
  [
    'a wrong key by another status',
    [400, 403, 500],
    { message: 'API key not valid. Please pass a valid API key.' },
    /does not accept the key/,
    /api-key/,
  ],
  [
    'a key that nobody can look up',
    [400],
    { message: 'No connected db.', type: 'no_db_connection', code: '400' },
    /does not accept the key/,
    /api-key/,
  ],
  ['no access', [403], { message: 'Not for you.' }, /denies access/, /api-key may use/],
  ['a wrong path', [404, 405], { message: 'Not Found' }, /no such path/, /\/v1/],
  [
    'credit in words',
    [400, 402, 403, 429],
    { message: 'The credit balance of this account is too low.' },
    /no credit or budget left/,
    /Add credit/,
  ],
  [
    'a budget by its code',
    [400, 401, 429],
    { message: 'Spend is over.', type: 'budget_exceeded' },
    /no credit or budget left/,
    /raise its budget/,
  ],
  [
    'a crossed budget',
    [429],
    { message: 'No deployments available - crossed budget: 0.3 >= 0.2' },
    /no credit or budget left/,
    /raise its budget/,
  ],
  [
    'a quota',
    [403, 429],
    { message: 'Quota.', code: 'insufficient_quota' },
    /no credit/,
    /Add credit/,
  ],
  [
    'a text-only server',
    [400, 404, 422, 500],
    { message: 'image input is not supported by this server' },
    /does not see pictures/,
    /vision|takes pictures/,
  ],
  [
    'a model without eyes',
    [400],
    { message: 'base is not a multimodal model' },
    /does not see pictures/,
    /vision|takes pictures/,
  ],
  [
    'a parser that knows text alone',
    [400, 422],
    { message: 'unknown variant `image_url`, expected `text` at line 1 column 412' },
    /does not see pictures/,
    /vision|takes pictures/,
  ],
  [
    'an unknown model',
    [400, 404],
    { message: 'The model `base` does not exist.', code: 'model_not_found' },
    /does not serve this model/,
    /GET \/models/,
  ],
  ['a model that is gone', [410], { message: 'Gone.' }, /does not serve this model/, /retire/],
  [
    'a context too small',
    [400, 413, 422, 500],
    { message: 'the context length of 512 tokens is exceeded by 7310 tokens' },
    /every request too large/,
    /larger context length/,
  ],
  [
    'any other refusal',
    [400, 415, 422],
    { message: 'Request 8f3a-77 has something odd in it.' },
    /rejects every request/,
    /Compare/,
  ],
  [
    'a server that breaks',
    [500],
    'Internal failure 0x77af01 in worker 12',
    /fails with every request/,
    /own log/,
  ],
];

const ROWS = REFUSALS.flatMap(([name, statuses, error, what, remedy]) =>
  statuses.flatMap((status) =>
    (['model', 'judge'] as const).flatMap((role) =>
      [1, 3].map((wanted) => ({ name, status, role, wanted, error, what, remedy })),
    ),
  ),
);

test.each(ROWS)(
  '$name as $status at the $role, $wanted answers per call: five requests at most',
  async ({ status, role, wanted, error, what, remedy }) => {
    let told = 0;
    const world = await socketWorld(
      () => {
        told += 1;
        const text = JSON.stringify(error).replaceAll(/\d+/g, (digits) => `${digits}${told}`);
        return failing(status, JSON.parse(text) as object);
      },
      { role, concurrency: 16 },
    );
    const results = await world.askMany(40, wanted);
    expect(world.requests()).toBeLessThanOrEqual(5);
    const [last] = results.slice(-1);
    expect(last).toMatchObject({
      status: 'rejected',
      reason: {
        code: role === 'model' ? 'ENDPOINT_REFUSED' : 'JUDGE_REFUSED',
        message: expect.stringMatching(what),
        remedy: expect.stringMatching(remedy),
      },
    });
  },
);

describe('what is no refusal of all', () => {
  test('one item that is too large, or rejected, before and after others are answered', async () => {
    const world = await socketWorld(({ body }) => {
      const text = JSON.stringify(body);
      if (text.includes('number 0,')) return failing(413, 'too large');
      return text.includes('number 7,') ? failing(400, 'odd picture') : saying('Fine.');
    });
    const results = await world.askMany(20);
    const kinds = results.map((each) => each.status === 'fulfilled' && each.value[0]?.kind);
    expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'answered')).toHaveLength(18);
  });

  test.each([
    ['n must be between 1 and 4', 4],
    ['n must be at most 2', 2],
    ["Invalid 'n': expected a value <= 3, but got 9 instead.", 3],
  ])('%s: n is lowered to it', async (message, most) => {
    const world = await socketWorld(({ body }) =>
      Number(body.n ?? 1) > most
        ? failing(400, { message })
        : {
            status: 200,
            body: {
              choices: Array.from({ length: Number(body.n ?? 1) }, (_, index) => ({
                ...{ index, finish_reason: 'stop', message: { content: `Answer ${index}.` } },
              })),
            },
          },
    );
    const [first] = await world.askMany(1, 9);
    expect(first).toMatchObject({ status: 'fulfilled', value: { length: most } });
    expect(world.requests()).toBe(2);
    expect(world.asker.answersPerCall()).toBe(most);
    expect(world.asker.capabilities()).toMatchObject({ n: `at most ${most}` });
  });

  test('a model name unlike the one asked for: a warning, once', async () => {
    const world = await socketWorld(() => saying('Fine.', { model: 'llama-3-8b' }));
    await world.askMany(5);
    expect(world.log.lines.filter((line) => line.startsWith('warning'))).toEqual([
      expect.stringContaining('asked for the model “base” and says that “llama-3-8b” answers'),
    ]);
  });
});

describe('later in the run', () => {
  test('credit that is used up ends it with what was on its way', async () => {
    const world = await socketWorld(
      ({ nth }) => (nth <= 30 ? saying('Fine.') : failing(400, 'Your credit balance is too low.')),
      { concurrency: 8 },
    );
    const results = await world.askMany(100);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(30);
    expect(world.requests()).toBeLessThanOrEqual(30 + 8);
    expect(results.at(-1)).toMatchObject({ reason: { code: 'ENDPOINT_REFUSED' } });
  });
});
