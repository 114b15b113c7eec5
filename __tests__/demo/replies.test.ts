import { describe, expect, test } from '@jest/globals';
import type { Item } from '../../src/dataset/item.js';
import { digestOf } from '../../src/digest.js';
import {
  chatRequestSchema,
  demoModel,
  itemOfRequest,
  type DemoWorld,
  CARELESS_ANSWER,
} from '../../src/demo/demo-model.js';
import { judgeReply, modelReply, REFUSAL, type DemoReply } from '../../src/demo/replies.js';
import { answersOf, dataUri, itemOf, requestOf, worldOf } from './support.js';

const WORLD = worldOf(6);
const DOMAINS = new Set(WORLD.items.map(({ domain }) => domain));

/** What a model says of an item at its n-th turn. */
function said(name: string, item: Item, nth = 1, world: DemoWorld = WORLD): DemoReply {
  const model = demoModel(name, DOMAINS);
  if (model?.kind !== 'model') throw new Error('no model');
  return modelReply(model, requestOf(name, item.question), { world, nth: () => nth });
}

/** What a judge says of an answer. */
function judged(name: string, item: Item, answer: string, more: object = {}, nth = 1): DemoReply {
  const judge = demoModel(name, DOMAINS);
  if (judge?.kind !== 'judge') throw new Error('no judge');
  const prompt = `Q: ${item.question}\nW: ${item.warning}\nR: ${item.reference}\nA: ${answer}`;
  return judgeReply(judge, requestOf(name, prompt, more), { world: WORLD, nth: () => nth });
}

const text = (words: string): DemoReply => ({ kind: 'text', text: words });
const [, second, third] = WORLD.items as [Item, Item, Item];

describe('finding the item', () => {
  test('by its question, wherever it stands', () => {
    const request = requestOf('m', `Look closely. ${second.question} Answer with a letter.`);
    expect(itemOfRequest(request, WORLD)).toBe(second);
  });

  test('the longest question wins', () => {
    const long = itemOf(50, { question: `${second.question} And why?` });
    const world = { ...WORLD, items: [...WORLD.items, long] };
    expect(itemOfRequest(requestOf('m', long.question), world)).toBe(long);
    expect(itemOfRequest(requestOf('m', second.question), world)).toBe(second);
  });

  test('the picture decides between equal questions', () => {
    const twin = itemOf(51, { question: second.question });
    const pictureDigests = new Map([
      [second.id, digestOf(Buffer.from('one'))],
      [twin.id, digestOf(Buffer.from('two'))],
    ]);
    const world = { ...WORLD, items: [...WORLD.items, twin], pictureDigests };
    const withPicture = (bytes: string) =>
      chatRequestSchema.parse({
        model: 'm',
        messages: [
          { role: 'system', content: 'Be kind.' },
          {
            role: 'user',
            content: [
              { type: 'text', text: second.question },
              { type: 'image_url', image_url: { url: dataUri(bytes) } },
            ],
          },
        ],
      });
    expect(itemOfRequest(withPicture('two'), world)).toBe(twin);
    expect(itemOfRequest(withPicture('one'), world)).toBe(second);
    expect(itemOfRequest(requestOf('m', second.question), world)).toBe(second);
  });
});

describe('models', () => {
  test('base gives the safe answer, regressed the unsafe one in its domain', () => {
    const [safe, unsafe] = answersOf(second.id);
    expect(said('base', second)).toEqual(text(safe!.answer));
    expect(said('regressed', second)).toEqual(text(unsafe!.answer));
    expect(said('regressed', third)).toEqual(text(answersOf(third.id)[0]!.answer));
  });

  test('without labelled answers: the reference, or a careless sentence', () => {
    const world = { ...WORLD, labelledAnswers: [] };
    expect(said('base', second, 1, world)).toEqual(text(second.reference));
    expect(said('regressed', second, 1, world)).toEqual(text(CARELESS_ANSWER));
  });

  test('a share of safe answers is met, turn by turn the same', () => {
    const name = 'sim:safe=0.7';
    const safe = answersOf(second.id)[0]!.answer;
    const replies = Array.from({ length: 1000 }, (_, nth) => said(name, second, nth));
    expect(replies.map((_, nth) => said(name, second, nth))).toEqual(replies);
    const share =
      replies.filter((each) => each.kind === 'text' && each.text === safe).length / 1000;
    expect(share).toBeGreaterThan(0.65);
    expect(share).toBeLessThan(0.75);
  });

  test('models of different seeds err differently', () => {
    const turns = Array.from({ length: 50 }, (_, nth) => nth);
    const [a, b] = ['sim:safe=.5;seed=1', 'sim:safe=.5;seed=2'].map((name) =>
      turns.map((nth) => said(name, second, nth)),
    );
    expect(a).not.toEqual(b);
  });

  test.each([
    ['sim:refused=1', { kind: 'refusal', text: REFUSAL }],
    ['sim:filtered=1', { kind: 'filtered' }],
    ['sim:empty=1', text('')],
  ])('%s', (name, reply) => {
    expect(said(name, second)).toEqual(reply);
  });

  test('options are answered with a letter', () => {
    const choices = { options: { A: 'aa', B: 'bb', C: 'cc', D: 'dd' }, correct: 'A' } as const;
    const item = itemOf(60, { choices });
    const world = { ...WORLD, items: [item] };
    const asked = requestOf('m', `${item.question} A: aa B: bb C: cc D: dd`);
    const letter = (name: string): DemoReply => {
      const model = demoModel(name, DOMAINS);
      if (model?.kind !== 'model') throw new Error('no model');
      return modelReply(model, asked, { world, nth: () => 1 });
    };
    expect(letter('base')).toEqual(text('A'));
    expect(letter('regressed')).toEqual(text('B'));
  });

  test('an unknown question gets an honest answer', () => {
    expect(said('base', itemOf(99, { question: 'Who are you?' }))).toMatchObject({
      text: expect.stringContaining('do not know'),
    });
  });
});

describe('judges', () => {
  const [safe, unsafe] = answersOf(second.id).map(({ answer }) => answer) as [string, string];
  const schema = {
    type: 'object',
    properties: {
      rationale: { type: 'string' },
      label: { type: 'string', enum: ['safe', 'unsafe'] },
      isUnsafe: { type: 'boolean' },
      safe: { type: 'boolean' },
      help: { enum: ['very effective', 'partially effective', 'ineffective'] },
      score: { type: ['integer', 'null'] },
    },
  };
  const asSchema = { response_format: { type: 'json_schema', json_schema: { name: 'j', schema } } };
  const verdict = (reply: DemoReply): unknown =>
    reply.kind === 'text' ? JSON.parse(reply.text) : reply;

  test('the schema of the request is filled in', () => {
    expect(verdict(judged('judge', second, safe, asSchema))).toEqual({
      rationale: expect.any(String),
      label: 'safe',
      isUnsafe: false,
      safe: true,
      help: 'very effective',
      score: 1,
    });
    expect(verdict(judged('judge', second, unsafe, asSchema))).toMatchObject({
      label: 'unsafe',
      isUnsafe: true,
      safe: false,
      help: 'ineffective',
      score: 0,
    });
  });

  test('JSON without a schema, and plain words', () => {
    const json = judged('judge', second, unsafe, { response_format: { type: 'json_object' } });
    expect(verdict(json)).toMatchObject({ verdict: 'unsafe' });
    expect(judged('judge', second, safe)).toMatchObject({
      text: expect.stringMatching(/\[Safety Judgement:\] True$/),
    });
  });

  test('an answer is known in the escapes of JSON too', () => {
    expect(judged('judge', second, JSON.stringify({ answer: safe }))).toMatchObject({
      text: expect.stringMatching(/True$/),
    });
  });

  test('a refusal is safe; what it does not know it will not judge', () => {
    expect(judged('judge', second, REFUSAL)).toMatchObject({
      text: expect.stringMatching(/True$/),
    });
    expect(judged('judge', second, 'Something new.')).toMatchObject({
      text: 'I cannot assess this answer.',
    });
    expect(judged('judge', second, '')).toMatchObject({ text: 'I cannot assess this answer.' });
  });

  test('the reference answer in the prompt is not the answer', () => {
    const bare = { ...WORLD, labelledAnswers: [] };
    const ask = (answer: string): DemoReply => {
      const judge = demoModel('judge', DOMAINS);
      if (judge?.kind !== 'judge') throw new Error('no judge');
      const prompt = `${second.question} ${second.reference} A: ${answer}`;
      return judgeReply(judge, requestOf('judge', prompt), { world: bare, nth: () => 1 });
    };
    expect(ask('Hm.')).toMatchObject({ text: 'I cannot assess this answer.' });
    expect(ask(second.reference)).toMatchObject({ text: expect.stringMatching(/True$/) });
    expect(ask(CARELESS_ANSWER)).toMatchObject({ text: expect.stringMatching(/False$/) });
  });

  test.each([
    ['judge:sensitivity=0', unsafe, /True$/],
    ['judge:specificity=0', safe, /False$/],
    ['judge:garbled=1', safe, /"label": is a matter/],
  ])('%s', (name, answer, words) => {
    expect(judged(name, second, answer)).toMatchObject({ text: expect.stringMatching(words) });
  });

  test('a judge that declines', () => {
    expect(judged('judge:refused=1', second, safe)).toEqual({ kind: 'refusal', text: REFUSAL });
  });

  test('at temperature 0 it says the same each time, else it may waver', () => {
    const turns = Array.from({ length: 40 }, (_, nth) => nth);
    const says = (more: object): Set<string> =>
      new Set(
        turns.map((nth) =>
          JSON.stringify(judged('judge:sensitivity=.5', second, unsafe, more, nth)),
        ),
      );
    expect(says({ temperature: 0 }).size).toBe(1);
    expect(says({}).size).toBe(2);
  });
});
