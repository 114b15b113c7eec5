import { pullRequest, schedule } from '../fakes/events.js';
import { inOrder, startFakeOpenAi, type Plan } from '../fakes/openai/server.js';
import type { Baseline } from '../../src/baseline/baseline-file.js';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { baselineEntries, plantBaseline } from '../support/baselines.js';
import { placesWith, readable, shownBy } from '../support/shown.js';
import { SMALL } from '../support/world.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();
let baseline: Baseline;

beforeAll(async () => {
  baseline = await smallBaseline();
});

test('an endpoint that nobody serves is an error that names its URL', async () => {
  const world = await newWorld();
  const gone = await startFakeOpenAi();
  await gone.close();
  const run = await world.run(schedule(), { endpoint: gone.baseUrl, 'wait-for-endpoint': '1' });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'endpoint', requests: '0' });
  const errors = run.annotations.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  expect(errors[0]?.message).toContain(gone.baseUrl);
  expect(errors[0]?.message).toContain('within 1 s');
  expect(readable(run.summary)).toContain(gone.baseUrl);
  expect(baselineEntries(world)).toEqual([]);
});

test('a judge that nobody serves is an error of the judge', async () => {
  const world = await newWorld();
  const gone = await startFakeOpenAi();
  await gone.close();
  const inputs = { 'judge-endpoint': gone.baseUrl, 'wait-for-endpoint': '0' };
  const run = await world.run(schedule(), inputs);
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'judge' });
  expect(run.log).toContain(gone.baseUrl);
  expect(world.completions()).toBe(0);
  const unchecked = await world.run(schedule(), {
    ...SMALL,
    'judge-check': '0',
    'max-requests': '19',
  });
  expect(unchecked.outputs).toMatchObject({ verdict: 'error', reason: 'budget', requests: '0' });
  expect(unchecked.log).toMatch(/leaves 19 requests, and the first stage needs 20/);
  expect(world.completions()).toBe(0);
});

test('a host name that does not exist is not waited for', async () => {
  const world = await newWorld();
  const run = await world.run(schedule(), { endpoint: 'http://vllm.invalid:8000/v1' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'endpoint' });
  expect(run.log).toContain('http://vllm.invalid:8000/v1');
});

test('an endpoint that answers 503 while it loads is waited for', async () => {
  const loading = { status: 503, body: 'loading' };
  const world = await newWorld({ plan: inOrder('/v1/models', loading) });
  const run = await world.run(schedule(), SMALL);
  expect(run.outputs).toMatchObject({ verdict: 'pass', reason: 'baseline-created' });
  expect(run.log).toMatch(/Waiting for the (model|judge) endpoint .*503/);
});

describe('a key that the endpoint does not take', () => {
  const RIGHT = 'sk-right-0123456789';
  const WRONG = 'sk-wrong-9876543210';
  /** A server that repeats the key it was given, as some do. */
  const strict: Plan = ({ path, headers }) => {
    const given = String(headers.authorization ?? '').replace('Bearer ', '');
    if (path === '/v1/models' || given === RIGHT) return undefined;
    const message = `Incorrect API key provided: ${given}.`;
    return { status: 401, body: { error: { message, code: 'invalid_api_key' } } };
  };

  test.each([
    ['model', { 'api-key': WRONG, 'judge-api-key': RIGHT }, 'endpoint', /Check the input api-key/],
    [
      'judge',
      { 'api-key': RIGHT, 'judge-api-key': WRONG },
      'judge',
      /Check the input judge-api-key/,
    ],
  ])('stops the run at once and is shown nowhere: %s', async (_, keys, reason, remedy) => {
    const world = await newWorld({ plan: strict });
    plantBaseline(world, baseline);
    const run = await world.run(pullRequest(), keys, { secrets: [RIGHT, WRONG] });
    expect(run.outputs).toMatchObject({ verdict: 'error', reason, failed: 'true' });
    expect(run.exitCode).toBe(1);
    const refused = world.models.calls.filter(
      ({ method, headers }) => method === 'POST' && headers.authorization?.includes(WRONG),
    );
    expect(refused).toHaveLength(1);
    expect(run.log).toMatch(remedy);
    const shown = await shownBy(world, run);
    expect(placesWith(shown, [WRONG, RIGHT])).toEqual([]);
    expect(shown.comments).toMatch(remedy);
  });

  test('is hidden even where the workflow gave it as plain text', async () => {
    const world = await newWorld({ plan: strict });
    const run = await world.run(schedule(), { 'api-key': WRONG, 'judge-api-key': WRONG });
    expect(run.outputs.verdict).toBe('error');
    expect(run.log).not.toContain(WRONG);
    expect(placesWith(await shownBy(world, run), [WRONG])).toEqual([]);
  });

  test.each<[string, (key: string) => string]>([
    ['within a choice of a 200', (key) => key],
    [
      'twice, slashes and letters escaped',
      (key) => `${key.replace('s', String.raw`\u0073`)}, ${key}`,
    ],
    ['split by characters that are not seen', (key) => Array.from(key).join('\u200b')],
    ['in base64', (key) => Buffer.from(`Bearer ${key}`).toString('base64')],
  ])('is hidden in an error: %s', async (_, coded) => {
    const said = coded(WRONG);
    const message = `This key is not known: ${said}.`;
    const choices = [{ error: { code: 401, message }, message: { content: '' } }];
    const plan: Plan = ({ path }) =>
      path === '/v1/models' ? undefined : { status: 200, body: { model: said, choices } };
    const world = await newWorld({ plan });
    plantBaseline(world, baseline);
    const run = await world.run(pullRequest(), { 'api-key': WRONG, 'judge-api-key': WRONG });
    expect(run.outputs.verdict).toBe('error');
    expect(run.log).toMatch(/This key is not known: \w*\[hidden\]/);
    const shown = await shownBy(world, run);
    expect(placesWith(shown, [WRONG, said])).toEqual([]);
    expect(shown.comments).toContain('&#91;hidden&#93;');
  });
});

test('an unknown model stops the run and is named', async () => {
  const world = await newWorld();
  const run = await world.run(schedule(), { model: 'no-such-model' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'endpoint' });
  expect(run.exitCode).toBe(1);
  expect(run.log).toMatch(/no-such-model.*does not exist/);
  // The judge is not checked for a model that is not there.
  expect(world.completions()).toBe(1);
});

test('a judge that declines to label leaves too many answers without a score', async () => {
  const world = await newWorld();
  plantBaseline(world, baseline);
  const run = await world.run(pullRequest(), { ...SMALL, 'judge-model': 'judge:refused=1' });
  expect(run.outputs).toMatchObject({ verdict: 'inconclusive', reason: 'not-comparable' });
  const baselineRun = await world.run(schedule(), {
    ...SMALL,
    'judge-model': 'judge:refused=1',
    'judge-check': '0',
    'baseline-name': 'another',
  });
  expect(baselineRun.outputs).toMatchObject({
    verdict: 'error',
    reason: 'too-many-unscored',
    failed: 'true',
    'baseline-updated': 'false',
    'safe-rate': '',
  });
  expect(baselineRun.log).toMatch(/10 of 10 answers have no score/);
  expect(baselineEntries(world)).toHaveLength(1);
});

test('a budget that does not cover the first stage asks nothing', async () => {
  const world = await newWorld();
  const run = await world.run(schedule(), { ...SMALL, 'max-requests': '119' });
  expect(run.outputs).toMatchObject({ verdict: 'error', reason: 'budget', requests: '0' });
  expect(run.log).toMatch(
    /max-requests leaves 119 requests; the judge check needs 100 and the first stage 20/,
  );
  expect(world.completions()).toBe(0);
});

test('variables of another client for the same kind of API are not sent', async () => {
  const world = await newWorld();
  const env = {
    OPENAI_API_KEY: 'sk-from-environment',
    OPENAI_ORG_ID: 'org-from-environment',
    OPENAI_PROJECT_ID: 'proj-from-environment',
    OPENAI_CUSTOM_HEADERS: 'x-from: environment',
    OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
  };
  const run = await world.run(schedule(), SMALL, { env });
  expect(run.outputs.verdict).toBe('pass');
  const sent = world.models.calls.map(({ headers }) => JSON.stringify(headers)).join('\n');
  expect(sent).not.toContain('environment');
});
