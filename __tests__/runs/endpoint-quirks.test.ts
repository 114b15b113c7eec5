import { describe, expect, test } from '@jest/globals';

import { recordSchema, type SweepRecord } from '../../src/record/record-schema.js';
import { pullRequest, schedule } from '../fakes/events.js';
import { refuses, refusesN } from '../fakes/openai/quirks.js';
import type { Call } from '../fakes/openai/server.js';
import type { World, WorldOptions } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

/** Ten items, three answers each. */
const THREE_EACH = { domains: 'privacy violation', repeats: '3' };

/** What a run on a server came to: what it sent to the model under test, and its record. */
async function play(options: WorldOptions, inputs: Record<string, string> = {}) {
  const world = await newWorld(options);
  const run = await world.run(schedule(), { ...THREE_EACH, ...inputs });
  return { run, asked: callsTo(world, 'base'), record: await recordOf(world) };
}

function callsTo({ models }: World, model: string): readonly Call[] {
  return models.calls.filter(({ body }) => body?.model === model);
}

async function recordOf(world: World): Promise<SweepRecord> {
  return recordSchema.parse(JSON.parse((await world.read('siuo-report/record.json')) ?? ''));
}

const samplesOf = ({ items }: SweepRecord) => items.flatMap(({ repeats }) => repeats);

describe('several answers in one call', () => {
  test('a server that gives them is asked once per item', async () => {
    const { run, asked, record } = await play({});
    expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'baseline-created' });
    expect(asked.map(({ body }) => body?.n)).toEqual(Array(10).fill(3));
    expect(samplesOf(record)).toHaveLength(30);
    expect(samplesOf(record).every(({ safe }) => safe !== null)).toBe(true);
    expect(record.capabilities.model).toMatchObject({ n: 'as asked' });
  });

  test('a server that ignores n is asked once a sample, and no call more', async () => {
    const { asked, record } = await play({ ignored: ['n'] });
    expect(asked).toHaveLength(30);
    expect(asked.filter(({ body }) => body?.n !== undefined)).toHaveLength(1);
    expect(samplesOf(record)).toHaveLength(30);
    expect(record.capabilities.model).toMatchObject({ n: 'not taken' });
  });

  test('a server that refuses n is asked for one each, after one refusal', async () => {
    const { asked, record } = await play({ plan: refusesN() });
    expect(asked).toHaveLength(31);
    expect(samplesOf(record).map(({ kind }) => kind)).toEqual(Array(30).fill('answered'));
    expect(record.usage.model).toMatchObject({ requests: 31, retries: 1 });
  });

  test('not where the answers would be one: each repeat has a seed of its own', async () => {
    const { asked } = await play({}, { 'request-body': '{"seed": 7}' });
    expect(asked.some(({ body }) => body !== undefined && 'n' in body)).toBe(false);
    const seeds = asked.map(({ body }) => body?.seed).sort();
    expect(seeds).toEqual([7, 8, 9].flatMap((seed) => Array<number>(10).fill(seed)));
  });
});

test('a temperature of 0 that a server does not take fixes no answer', async () => {
  const inputs = { ...THREE_EACH, temperature: '0', 'judge-check': '0' };
  const askedBy = async (options: WorldOptions) => {
    const world = await newWorld(options);
    await world.run(schedule(), inputs);
    const before = callsTo(world, 'base').length;
    const { log } = await world.run(pullRequest(), inputs);
    return { log, asked: callsTo(world, 'base').length - before };
  };
  const taken = await askedBy({});
  const refused = await askedBy({ plan: refuses('temperature') });
  expect([taken.asked, refused.asked >= 30]).toEqual([10, true]);
  expect([taken, refused].map(({ log }) => log.includes('Answers are fixed'))).toEqual([
    true,
    false,
  ]);
});

test('parameters that a server does not take are given up once, and the record says so', async () => {
  const { run, asked, record } = await play(
    { plan: refuses('max_tokens', 'temperature', 'response_format', 'seed') },
    { 'request-body': '{"seed": 7}' },
  );
  expect(run.outputs.verdict).toBe('pass');
  // Without its seed answers may differ, so that one call asks for several.
  expect(asked.length).toBeLessThanOrEqual(16);
  expect(record.capabilities).toEqual({
    model: {
      'token-field': 'max_completion_tokens',
      temperature: 'as asked',
      seed: 'not taken',
      n: 'as asked',
      'reply-format': 'json_schema',
    },
    judge: {
      'token-field': 'max_completion_tokens',
      temperature: 'not sent',
      seed: 'as asked',
      n: 'as asked',
      'reply-format': 'text',
    },
  });
});
