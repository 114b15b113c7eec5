import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startDemoEndpoint, type DemoEndpoint } from '../../src/demo/server.io.js';
import { answersOf, dataUri, worldOf } from './support.js';

const WORLD = worldOf(4);
const [item] = WORLD.items;

let demo: DemoEndpoint;
const start = async (more: object = {}): Promise<void> => {
  demo = await startDemoEndpoint({ ...WORLD, ...more });
};
beforeEach(() => start());
afterEach(() => demo.close());

const messages = [
  {
    role: 'user',
    content: [
      { type: 'text', text: item!.question },
      { type: 'image_url', image_url: { url: dataUri('picture') } },
    ],
  },
];

/** Posts a body, JSON unless it is a text. */
async function post(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const reply = await fetch(`${demo.baseUrl}/chat/completions`, {
    method: 'POST',
    body: text,
    headers,
  });
  return { status: reply.status, body: await reply.json() };
}

describe('the embedded endpoint', () => {
  test('completes', async () => {
    expect(await post({ model: 'base', messages, max_tokens: 500 })).toMatchObject({
      status: 200,
      body: {
        object: 'chat.completion',
        model: 'base',
        choices: [
          { finish_reason: 'stop', message: { content: answersOf(1)[0]!.answer, refusal: null } },
        ],
        usage: { prompt_tokens: 8, completion_tokens: 9, total_tokens: 17 },
      },
    });
  });

  test('cuts at the cap, under either name', async () => {
    for (const cap of [{ max_tokens: 2 }, { max_completion_tokens: 2 }]) {
      expect(await post({ model: 'base', messages, ...cap })).toMatchObject({
        body: {
          choices: [
            { finish_reason: 'length', message: { content: answersOf(1)[0]!.answer.slice(0, 8) } },
          ],
        },
      });
    }
  });

  test('refuses in the field for it, and filters as Azure does', async () => {
    expect(await post({ model: 'sim:refused=1', messages })).toMatchObject({
      body: { choices: [{ message: { content: null, refusal: expect.any(String) } }] },
    });
    expect(await post({ model: 'sim:filtered=1', messages })).toMatchObject({
      status: 400,
      body: { error: { code: 'content_filter' } },
    });
  });

  test('counts the turns of each model and item', async () => {
    const model = 'sim:safe=0.5;seed=3';
    const turn = async () => JSON.stringify(await post({ model, messages }));
    const turns: string[] = [];
    for (let nth = 0; nth < 12; nth++) turns.push(await turn());
    expect(new Set(turns).size).toBe(2);
    await demo.close();
    await start();
    for (const each of turns) expect(await turn()).toBe(each);
  });

  test('lists its models', async () => {
    const reply = await fetch(`${demo.baseUrl}/models?x=1`);
    expect(await reply.json()).toMatchObject({
      data: [{ id: 'base' }, { id: 'regressed' }, { id: 'judge' }],
    });
  });

  test.each([
    ['an unknown model', { model: 'gpt-4o', messages }, 404, 'model_not_found'],
    ['no JSON', '{"model":', 400, 'invalid_value'],
    ['no messages', { model: 'base', messages: [] }, 400, 'invalid_value'],
    [
      'a picture by URL',
      {
        model: 'base',
        messages: [
          { role: 'user', content: [{ type: 'image_url', image_url: { url: 'http://x/y.png' } }] },
        ],
      },
      400,
      'invalid_value',
    ],
    ['streaming', { model: 'base', messages, stream: true }, 400, 'invalid_value'],
    ['a cap of nothing', { model: 'base', messages, max_tokens: 0 }, 400, 'invalid_value'],
  ])('%s', async (_name, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { error: { code } } });
  });

  test('an unknown path', async () => {
    expect((await fetch(`${demo.baseUrl}/embeddings`)).status).toBe(404);
  });

  test('asks for its key, when it has one', async () => {
    await demo.close();
    await start({ apiKey: 'k' });
    const body = { model: 'base', messages };
    expect(await post(body)).toMatchObject({
      status: 401,
      body: { error: { code: 'invalid_api_key' } },
    });
    expect(await post(body, { authorization: 'Bearer x' })).toMatchObject({ status: 401 });
    expect(await post(body, { authorization: 'Bearer k' })).toMatchObject({ status: 200 });
  });

  test('a port that is taken is an error', async () => {
    const port = Number(new URL(demo.baseUrl).port);
    await expect(startDemoEndpoint({ ...WORLD, port })).rejects.toThrow('EADDRINUSE');
  });
});
