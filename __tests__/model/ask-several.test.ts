import { describe, expect, test } from '@jest/globals';
import type { ChatQuestion, HttpReply } from '../../src/model/chat-endpoint.js';
import type { Asker } from '../../src/model/asker.js';
import { reply } from './support.js';
import { LIVE, failure, setUp } from './asker-world.js';
import { fails, fakeEndpoint, ok } from '../run/fake-endpoint.js';

describe('several answers in one call', () => {
  const askThree = (asker: Asker, question: ChatQuestion = { text: 'What?', maxTokens: 5 }) =>
    asker.askSeveral(question, 3, LIVE);
  const text = (words: string) => expect.objectContaining({ kind: 'answered', text: words });
  /** A completion with one choice for each word. */
  const choices = (...words: readonly string[]) =>
    reply(200, {
      choices: words.map((content) => ({ finish_reason: 'stop', message: { content } })),
    });
  /** A server that answers this to a body with `n`, and one choice to any other. */
  const toN = (given: HttpReply) => fakeEndpoint((body) => ('n' in body ? given : ok('One.')));

  test('each choice is an answer', async () => {
    const { asker, endpoint } = setUp(fakeEndpoint([choices('a', 'b', 'c')]));
    expect(await askThree(asker)).toEqual([text('a'), text('b'), text('c')]);
    expect(endpoint.sent[0]).toMatchObject({ n: 3 });
    expect(asker.usage().requests).toBe(1);
    expect(asker.answersPerCall()).toBeGreaterThan(1);
  });

  test('each choice has a kind of its own, and one that cannot be read is left to be asked again', async () => {
    const mixed = [
      { finish_reason: 'stop', message: { content: '', refusal: 'No.' } },
      { finish_reason: 'error', error: { code: 502 }, message: { content: '' } },
      { finish_reason: 'content_filter', message: { content: '' } },
    ];
    const { asker } = setUp(fakeEndpoint([reply(200, { choices: mixed })]));
    const answers = await askThree(asker);
    expect(answers.map(({ kind }) => kind)).toEqual(['refused', 'filtered']);
    expect(asker.answersPerCall()).toBeGreaterThan(1);
  });

  test('more choices than wanted are not more answers', async () => {
    const { asker } = setUp(fakeEndpoint([choices('a', 'b', 'c', 'd')]));
    expect(await askThree(asker)).toHaveLength(3);
  });

  test('a server that ignores n gives one, and is not asked for more again', async () => {
    const { asker, endpoint, log } = setUp(fakeEndpoint([choices('a')]));
    expect(await askThree(asker)).toEqual([text('a')]);
    expect(asker.answersPerCall()).toBe(1);
    expect(asker.capabilities()).toMatchObject({ n: 'not taken' });
    await askThree(asker);
    expect(endpoint.sent.map((body) => 'n' in body)).toEqual([true, false]);
    expect(log.lines).toEqual([expect.stringContaining('n is now not taken')]);
  });

  test.each([
    ['vLLM at temperature 0', 'n must be 1 when using greedy sampling, got 3.', null],
    ['Groq', "'n' : number must be at most 1", null],
    ['DeepSeek', 'Invalid n value (currently only n = 1 is supported)', null],
    ['a gateway', 'Model x does not support the n parameter for multiple choices.', null],
    ['LiteLLM', "cerebras does not support parameters: ['n'], for model=x", null],
    ['llama.cpp', 'Only one completion choice is allowed', null],
    ['Gemini', 'Multiple candidates is not enabled for this model', null],
    ['OpenAI', "Unsupported parameter: 'n' is not supported with this model.", 'n'],
  ])('%s refuses n: once, and silently', async (_name, message, param) => {
    const { asker, endpoint, clock } = setUp(toN(fails(400, { message, param })));
    expect(await askThree(asker)).toEqual([text('One.')]);
    await askThree(asker);
    expect(endpoint.sent.map((body) => 'n' in body)).toEqual([true, false, false]);
    expect(clock.sleptMs).toEqual([]);
  });

  test.each([
    ['says only that the request is bad', fails(400, { message: 'Bad request' }), 1],
    ['breaks on it', fails(500), 1],
    ['sends nonsense', reply(200, 'oops'), 1],
    ['is too slow for several', { kind: 'no-reply', cause: 'timeout', detail: 'd' } as const, 1],
  ])('a server that %s is asked for one', async (_name, given, tries) => {
    const { asker } = setUp(toN(given));
    expect(await askThree(asker)).toEqual([text('One.')]);
    expect(asker.usage()).toMatchObject({ requests: tries + 1, retries: tries });
    expect(asker.answersPerCall()).toBe(1);
  });

  test('one bad item does not take n from the others', async () => {
    const { asker } = setUp(
      fakeEndpoint((body) => {
        if (!('n' in body)) return ok('One.');
        return body.max_tokens === 9 ? fails(400) : choices('a', 'b', 'c');
      }),
    );
    await askThree(asker);
    expect(await askThree(asker, { text: 'Bad', maxTokens: 9 })).toEqual([text('One.')]);
    expect(asker.answersPerCall()).toBeGreaterThan(1);
  });

  test.each([
    ['too large', fails(413), 'too-large', 1],
    ['never answered', fails(400), 'rejected', 2],
  ])('what is %s is a failure of every repeat', async (_name, given, cause, requests) => {
    const { asker } = setUp(fakeEndpoint([given]));
    expect(await askThree(asker)).toEqual([failure(cause), failure(cause), failure(cause)]);
    expect(asker.usage().requests).toBe(requests);
    expect(asker.answersPerCall()).toBeGreaterThan(1);
  });

  test('failures in a row are counted in samples', async () => {
    const { asker } = setUp(fakeEndpoint([fails(413)]));
    for (let call = 1; call < 7; call++) await askThree(asker);
    await expect(askThree(asker)).rejects.toMatchObject({ code: 'ENDPOINT_FAILING' });
  });
});
