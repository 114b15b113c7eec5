import { describe, expect, test } from '@jest/globals';
import type { ChatQuestion } from '../../src/model/chat-endpoint.js';
import { createAsker, type Asker } from '../../src/model/asker.js';
import { createBudget } from '../../src/model/limits.js';
import { answersOf, worldOf } from '../demo/support.js';
import { firstOf, ignoresFormat, loads, refuses } from '../fakes/openai/quirks.js';
import { inOrder, type FakeOpenAiOptions, type FakeOpenAi } from '../fakes/openai/server.js';
import { fakeClock, fakeLog, fixedChance } from '../fakes/ports.js';
import { pictureOf } from '../fixtures/picture-factory.js';
import { laneOf } from './asker-world.js';
import { CHAT, configOf, endpointOf, LIVE, server } from './endpoint-support.js';

const WORLD = worldOf(6);
const QUESTION: ChatQuestion = {
  text: WORLD.items[0]!.question,
  picture: pictureOf(),
  maxTokens: 500,
  temperature: 0,
  seed: 5,
};
const SAFE = answersOf(1)[0]!.answer;

/** The whole way: asker, openai package, sockets, server. */
async function setUp(
  options: FakeOpenAiOptions,
  { model = 'base', ...more }: Parameters<typeof configOf>[1] = {},
): Promise<{ asker: Asker; fake: FakeOpenAi }> {
  const fake = await server({ world: WORLD, ...options });
  const clock = fakeClock();
  const endpoint = endpointOf(configOf(fake.baseUrl, more), { clock });
  const parts = {
    endpoint,
    lane: laneOf(clock),
    model,
    clock,
    chance: fixedChance(),
    budget: createBudget(0),
    log: fakeLog(),
    halt: new AbortController(),
  };
  return { asker: createAsker(parts), fake };
}

describe('asking over sockets', () => {
  test('an answer', async () => {
    const { asker } = await setUp({});
    expect(await asker.ask(QUESTION, LIVE)).toEqual({
      kind: 'answered',
      text: SAFE,
      truncated: false,
    });
    expect(asker.served()).toBe('base fp_demo');
    expect(asker.usage()).toMatchObject({ requests: 1, tokensIn: 8, tokensOut: 9 });
  });

  test('through every fault of the wire in turn', async () => {
    const faults = inOrder(
      CHAT,
      'drop',
      { status: 429, headers: { 'retry-after': '1' }, body: { error: 'slow down' } },
      'cut',
      { status: 502, body: '<html>502</html>' },
      'garble',
      { status: 200, body: '{"choi' },
      { status: 200, body: { error: { code: 503, message: 'upstream' } } },
    );
    const { asker, fake } = await setUp({ plan: faults });
    expect(await asker.ask(QUESTION, LIVE)).toMatchObject({ text: SAFE });
    expect(fake.calls).toHaveLength(8);
    expect(asker.usage()).toMatchObject({ requests: 8, retries: 7 });
  });

  test('through a silence', async () => {
    const { asker, fake } = await setUp({ plan: inOrder(CHAT, 'hang') }, { requestTimeoutMs: 400 });
    expect(await asker.ask(QUESTION, LIVE)).toMatchObject({ text: SAFE });
    // More than one retry, if the machine is too busy to reply in time.
    expect(asker.usage()).toEqual(
      expect.objectContaining({ requests: fake.calls.length, retries: fake.calls.length - 1 }),
    );
    expect(fake.calls.length).toBeGreaterThan(1);
  });

  test('a server with four quirks, asked by many at once', async () => {
    const plan = refuses('max_tokens', 'temperature', 'seed', 'response_format');
    const { asker, fake } = await setUp({ plan });
    const schema = { name: 'j', schema: { type: 'object' } };
    const asked = Array.from({ length: 30 }, () =>
      asker.ask({ ...QUESTION, replySchema: schema }, LIVE),
    );
    const answers = await Promise.all(asked);
    expect(answers.every((answer) => answer.kind === 'answered')).toBe(true);
    expect(asker.capabilities()).toEqual({
      'token-field': 'max_completion_tokens',
      temperature: 'not sent',
      seed: 'not taken',
      n: 'as asked',
      'reply-format': 'text',
    });
    // Five refusals to learn from, by at most the four samples that were under way at the time.
    expect(fake.calls.length - 30).toBeLessThanOrEqual(5 * 4);
    expect(fake.mostAtOnce()).toBeLessThanOrEqual(4);
  });

  test('a server that takes a format and ignores it: the words are the answer', async () => {
    const { asker } = await setUp({ plan: ignoresFormat('It is safe.') });
    const replySchema = { name: 'j', schema: { type: 'object' } };
    expect(await asker.ask({ ...QUESTION, replySchema }, LIVE)).toMatchObject({
      text: 'It is safe.',
    });
  });

  test('a wrong key stops at once, and is not told', async () => {
    const { asker, fake } = await setUp({ apiKey: 'right' }, { apiKey: 'sk-wrong-secret' });
    const refusal = asker.ask(QUESTION, LIVE);
    await expect(refusal).rejects.toMatchObject({ code: 'ENDPOINT_REFUSED' });
    await expect(refusal).rejects.not.toThrow('sk-wrong-secret');
    expect(fake.calls).toHaveLength(1);
  });

  test('an unknown model stops at once, by name', async () => {
    const { asker } = await setUp({}, { model: 'gpt-4o' });
    await expect(asker.ask(QUESTION, LIVE)).rejects.toThrow(/`gpt-4o` does not exist/);
  });

  test('a server that loads again in between', async () => {
    const { asker } = await setUp({ plan: firstOf(loads(3)) });
    expect(await asker.ask(QUESTION, LIVE)).toMatchObject({ text: SAFE });
  });
});
