import { describe, expect, test } from '@jest/globals';
import { WIRE_ERRORS, reply } from './support.js';
import { QUESTION, ask, failure, setUp } from './asker-world.js';
import { fails, fakeEndpoint, ok } from '../run/fake-endpoint.js';

describe('one sample', () => {
  test('an answer: counted, with its tokens and who gave it', async () => {
    const { asker, endpoint, budget } = setUp(
      fakeEndpoint([ok('Yes.', { model: 'm-2', system_fingerprint: 'fp' })]),
    );
    expect(await ask(asker)).toEqual({ kind: 'answered', text: 'Yes.', truncated: false });
    expect(asker.usage()).toEqual({ requests: 1, retries: 0, tokensIn: 11, tokensOut: 7 });
    expect(asker.served()).toBe('m-2 fp');
    expect(budget.spent()).toBe(1);
    expect(endpoint.sent[0]).toMatchObject({
      model: 'm',
      max_tokens: 500,
      temperature: 0,
      seed: 1,
    });
  });

  test('a question is made only when its turn has come', async () => {
    const made: number[] = [];
    const { asker, endpoint } = setUp(
      fakeEndpoint(() => new Promise((done) => setImmediate(() => done(ok()))), { concurrency: 2 }),
    );
    const questions = [1, 2, 3, 4, 5].map((each) => async () => {
      made.push(each - endpoint.sent.length);
      return QUESTION;
    });
    await Promise.all(questions.map((each) => ask(asker, each)));
    expect(endpoint.mostAtOnce()).toBe(2);
    expect(Math.max(...made)).toBeLessThanOrEqual(2);
  });

  test.each([408, 409, 425, 429, 500, 502, 503, 504, 529])('%s is tried again', async (status) => {
    const { asker, clock } = setUp(fakeEndpoint([fails(status), ok()]));
    expect(await ask(asker)).toMatchObject({ kind: 'answered' });
    expect(asker.usage()).toMatchObject({ requests: 2, retries: 1 });
    expect(clock.sleptMs).toEqual([375]);
  });

  test.each(['reset', 'refused', 'timeout', 'unknown-host', 'other'] as const)(
    '%s is tried again',
    async (cause) => {
      const { asker } = setUp(fakeEndpoint([{ kind: 'no-reply', cause, detail: 'd' }, ok()]));
      expect(await ask(asker)).toMatchObject({ kind: 'answered' });
    },
  );

  test('a wait the server asks for is kept', async () => {
    const { asker, clock } = setUp(fakeEndpoint([fails(429, {}, { 'retry-after': '20' }), ok()]));
    await ask(asker);
    expect(clock.sleptMs).toEqual([20_250]);
  });

  test('the same 5xx for one sample is given up after four tries', async () => {
    const { asker } = setUp(fakeEndpoint((body) => (body.seed === 9 ? fails(500) : ok())));
    await ask(asker);
    const odd = ask(asker, { ...QUESTION, seed: 9 });
    for (let other = 0; other < 8; other++) {
      await ask(asker);
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await odd).toEqual(failure('server'));
  });

  test.each([
    ['silence', { kind: 'no-reply', cause: 'timeout', detail: 'd' } as const, 'timeout', 3],
    ['half a body', reply(200, '{"choi'), 'unreadable', 3],
    ['a picture too large', fails(413), 'too-large', 1],
    ['a body nobody takes', fails(400), 'rejected', 1],
  ])('%s: %s is given up in the end', async (_name, given, cause, requests) => {
    const { asker } = setUp(fakeEndpoint([given]));
    expect(await ask(asker)).toEqual(failure(cause));
    expect(asker.usage().requests).toBe(requests);
  });

  test('troubles of many kinds come to an end too', async () => {
    const { asker } = setUp(
      fakeEndpoint((_body, nth) => fails([500, 502, 504, 503, 429][nth % 5]!)),
    );
    expect(await ask(asker)).toEqual(failure('server'));
    expect(asker.usage().requests).toBeLessThanOrEqual(20);
  });

  test.each([502, 503, 504, 522, 529])(
    'a %d of a server that worked is an outage, and waited for',
    async (status) => {
      const { asker } = setUp(
        fakeEndpoint((_body, nth) => (nth === 1 || nth > 7 ? ok() : fails(status))),
      );
      await ask(asker);
      expect(await ask(asker)).toMatchObject({ kind: 'answered' });
      expect(asker.usage().requests).toBe(8);
    },
  );

  test('a 5xx for one sample while others are answered is the sample', async () => {
    const { asker } = setUp(
      fakeEndpoint(async (body) => {
        if (body.seed !== 9) return ok();
        for (let turn = 0; turn < 40; turn++) await Promise.resolve();
        return fails(500);
      }),
    );
    const odd = { ...QUESTION, seed: 9 };
    const others = (async () => {
      for (let sample = 0; sample < 50; sample++) {
        await ask(asker);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    expect(await ask(asker, odd)).toEqual(failure('server'));
    await others;
    expect(asker.usage()).toMatchObject({ requests: 54, retries: 3 });
  });

  test('a filtered prompt is an answer, not an error', async () => {
    const { asker } = setUp(fakeEndpoint([reply(400, WIRE_ERRORS.azureFilter)]));
    expect(await ask(asker)).toEqual({ kind: 'filtered', at: 'prompt' });
  });
});

describe('the capabilities', () => {
  /** A server that refuses max_tokens and temperature, one at a time, as OpenAI's reasoning models do. */
  const strict = (body: Readonly<Record<string, unknown>>) => {
    if ('max_tokens' in body) return reply(400, WIRE_ERRORS.openaiTokenField);
    if ('temperature' in body) return reply(400, WIRE_ERRORS.openaiTemperature);
    return ok();
  };

  test('is learnt from refusals and kept', async () => {
    const { asker, endpoint, log, clock } = setUp(fakeEndpoint(strict));
    await ask(asker);
    await ask(asker);
    expect(endpoint.sent.map((body) => Object.keys(body).slice(2, -1))).toEqual([
      ['max_tokens', 'temperature', 'seed'],
      ['max_completion_tokens', 'temperature', 'seed'],
      ['max_completion_tokens', 'seed'],
      ['max_completion_tokens', 'seed'],
    ]);
    expect(asker.capabilities()).toEqual({
      'token-field': 'max_completion_tokens',
      temperature: 'not sent',
      seed: 'as asked',
      n: 'as asked',
      'reply-format': 'json_schema',
    });
    expect(clock.sleptMs).toEqual([]);
    expect(log.lines).toHaveLength(2);
  });

  test('is negotiated once, however many samples meet the same refusal', async () => {
    const { asker, endpoint, log } = setUp(fakeEndpoint(strict, { concurrency: 8 }));
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(asker)));
    expect(answers.every(({ kind }) => kind === 'answered')).toBe(true);
    expect(log.lines).toHaveLength(2);
    const refused = endpoint.sent.filter((body) => 'max_tokens' in body || 'temperature' in body);
    expect(refused.length).toBeLessThanOrEqual(16);
  });

  test('a server that refuses both names of the cap fails the sample', async () => {
    const { asker } = setUp(
      fakeEndpoint((body) => fails(400, { message: `unknown field ${Object.keys(body)[2]!}` })),
    );
    expect(await ask(asker)).toEqual(failure('rejected'));
    expect(asker.usage().requests).toBe(2);
  });
});

describe('what stops the run', () => {
  test.each([
    ['a wrong key', fails(401), /does not accept the key \(status 401/, /api-key/],
    ['no credit', fails(402), /no credit/, /Add credit/],
    ['no quota', reply(429, WIRE_ERRORS.openaiQuota), /no credit/, /Add credit/],
    ['no access', fails(403), /denies access/, /api-key/],
    ['an unknown model', fails(404), /no such path or model/, /endpoint/],
  ])('%s, at once and for every sample', async (_name, given, message, remedy) => {
    const { asker, endpoint } = setUp(fakeEndpoint([given]));
    const refused = {
      code: 'ENDPOINT_REFUSED',
      message: expect.stringMatching(message),
      remedy: expect.stringMatching(remedy),
    };
    await expect(ask(asker)).rejects.toMatchObject(refused);
    await expect(ask(asker)).rejects.toMatchObject(refused);
    expect(endpoint.sent).toHaveLength(1);
  });

  test('the judge has codes and inputs of its own', async () => {
    const { asker } = setUp(fakeEndpoint([fails(401)], { role: 'judge' }));
    await expect(ask(asker)).rejects.toMatchObject({
      code: 'JUDGE_REFUSED',
      remedy: expect.stringContaining('judge-api-key'),
    });
  });

  test.each([
    [403, 'rejected'],
    [404, 'not-found'],
  ])('%s after an answer is a failed sample after three tries', async (status, cause) => {
    const { asker } = setUp(fakeEndpoint([ok(), fails(status)]));
    await ask(asker);
    expect(await ask(asker)).toEqual(failure(cause));
    expect(asker.usage()).toMatchObject({ requests: 4, retries: 2 });
  });

  test('twenty failed samples in a row', async () => {
    const { asker, endpoint } = setUp(fakeEndpoint([fails(400)]));
    for (let sample = 1; sample < 20; sample++)
      expect(await ask(asker)).toEqual(failure('rejected'));
    await expect(ask(asker)).rejects.toMatchObject({
      code: 'ENDPOINT_FAILING',
      message: expect.stringContaining('20'),
    });
    await expect(ask(asker)).rejects.toMatchObject({ code: 'ENDPOINT_FAILING' });
    expect(endpoint.sent).toHaveLength(20);
  });

  test('an answer in between starts the count again', async () => {
    const { asker } = setUp(fakeEndpoint((_body, nth) => (nth % 20 === 0 ? ok() : fails(413))));
    for (let sample = 1; sample <= 60; sample++) await ask(asker);
    expect(asker.usage().requests).toBe(60);
  });

  test('an answer that is on its way when the run stops is kept', async () => {
    let release: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const { asker } = setUp(
      fakeEndpoint(async (_body, nth) => {
        if (nth !== 1) return fails(401);
        await slow;
        return ok('Late.');
      }),
    );
    const first = ask(asker);
    await expect(ask(asker)).rejects.toMatchObject({ code: 'ENDPOINT_REFUSED' });
    release?.();
    expect(await first).toMatchObject({ text: 'Late.' });
  });

  test('the budget, retries included', async () => {
    const { asker, endpoint } = setUp(fakeEndpoint([fails(500), ok(), fails(500)]), 3);
    await ask(asker);
    await expect(ask(asker)).rejects.toMatchObject({ code: 'BUDGET_EXHAUSTED' });
    expect(endpoint.sent).toHaveLength(3);
  });

  test('a retry is not waited for once the run stops', async () => {
    const { asker, clock, halt } = setUp(fakeEndpoint([fails(503), ok()]));
    const reason = new Error('stopped elsewhere');
    const waiting = { ...clock };
    Object.assign(clock, {
      sleep: (_durationMs: number, signal: AbortSignal) => {
        halt.abort(reason);
        return waiting.sleep(1, signal);
      },
    });
    await expect(ask(asker)).rejects.toBe(reason);
    await expect(ask(asker)).rejects.toBe(reason);
    expect(asker.usage().requests).toBe(1);
  });

  test('a cancelled run: nothing is sent, nothing is made', async () => {
    const { asker, endpoint } = setUp(fakeEndpoint([ok()]));
    const reason = new Error('enough');
    await expect(asker.ask(QUESTION, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(endpoint.sent).toHaveLength(0);
  });

  test('a run cancelled during a wait', async () => {
    const stop = new AbortController();
    const endpoint = fakeEndpoint(() => {
      stop.abort(new Error('enough'));
      return fails(503);
    });
    const { asker } = setUp(endpoint);
    await expect(asker.ask(QUESTION, stop.signal)).rejects.toThrow('enough');
    expect(endpoint.sent).toHaveLength(1);
  });
});
