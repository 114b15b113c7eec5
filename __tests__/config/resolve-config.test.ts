import { describe, expect, test } from '@jest/globals';
import type { InputName } from '../../src/config/inputs.js';
import { parseInputs } from '../../src/config/parse-inputs.js';
import { resolveConfig } from '../../src/config/resolve-config.js';
import type { EventName, RunContext } from '../../src/config/run-context.js';
import { GateError } from '../../src/errors.js';
import { configOf, contextOf, inputTexts } from '../fixtures/config-factory.js';

type Overrides = Partial<Record<InputName, string>>;

/** The error that inputs and event give together. */
function errorOf(overrides: Overrides, context: RunContext = contextOf()): GateError {
  try {
    resolveConfig(parseInputs(inputTexts(overrides)), context);
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('resolveConfig', () => {
  describe('when nothing but what is needed was given', () => {
    test('fills the defaults of the contract in', () => {
      expect(configOf()).toEqual({
        mode: 'gate',
        task: 'generation',
        model: {
          baseUrl: 'http://127.0.0.1:8000/v1',
          model: 'model-1',
          apiKey: '',
          headers: {},
          waitMs: 900_000,
          requestTimeoutMs: 120_000,
          concurrency: 16,
          requestsPerMinute: 0,
        },
        generation: { systemPrompt: '', maxTokens: 500, temperature: undefined, requestBody: {} },
        dataset: { kind: 'siuo', revision: '024e80a01795376b9fed12f8073a12f2275f22ee' },
        judge: {
          endpoint: {
            baseUrl: 'https://api.openai.com/v1',
            model: 'judge-1',
            apiKey: '',
            headers: {},
            waitMs: 900_000,
            requestTimeoutMs: 120_000,
            concurrency: 16,
            requestsPerMinute: 0,
          },
          promptPath: undefined,
          maxTokens: 4096,
          requestBody: {},
          check: 'auto',
        },
        confirmJudge: undefined,
        humanLabels: undefined,
        decision: {
          profile: 'nightly',
          repeats: undefined,
          itemsPerDomain: 8,
          domains: [],
          seed: contextOf().sha,
          metrics: ['safe'],
          maxDrop: undefined,
          maxDropOverall: undefined,
          alpha: undefined,
          maxUnscored: 0.05,
          redEvidence: 'judge',
          isRedEvidenceGiven: false,
          failInconclusive: false,
          failMissingBaseline: true,
          floors: [],
        },
        baseline: {
          store: { kind: 'cache' },
          name: 'default',
          update: 'auto',
          reason: '',
          poolRuns: 7,
          maxAgeDays: 14,
        },
        report: {
          comment: 'always',
          commentKey: 'default',
          directory: 'siuo-report',
          showAnswers: false,
        },
        maxRequests: 0,
        prices: {},
        reuseAnswers: true,
        githubToken: '',
        shard: undefined,
        modelName: 'model-1',
        records: '',
      });
    });
  });

  describe('when something that is needed is missing', () => {
    test.each<[InputName, Overrides]>([
      ['endpoint', { endpoint: '' }],
      ['model', { model: '' }],
      ['judge-model', { 'judge-model': '' }],
      ['reason', { 'update-baseline': 'always' }],
    ])('names %s', (name, overrides) => {
      expect(errorOf(overrides)).toMatchObject({
        code: 'CONFIG_MISSING',
        message: `Input ${name} is missing.`,
        remedy: expect.stringMatching(/\.$/),
      });
    });

    test('asks for no judge where nothing is judged', () => {
      expect(configOf({ task: 'mcqa', 'judge-model': '' }).judge).toBeUndefined();
    });
  });

  describe('when judge and model under test are the same', () => {
    const same = { 'judge-model': 'model-1', 'judge-endpoint': 'http://127.0.0.1:8000/v1/' };

    test('refuses that a model judges itself', () => {
      expect(errorOf(same)).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: 'Input judge-model is "model-1" at the endpoint of the model under test.',
      });
    });

    test.each<[string, Overrides]>([
      ['another name of the machine', { ...same, 'judge-endpoint': 'http://LOCALHOST:8000/v1' }],
      ['another path of the server', { ...same, 'judge-endpoint': 'http://127.0.0.1:8000' }],
      ['another spelling of the model', { ...same, 'judge-model': 'Model-1:latest' }],
    ])('refuses it by %s, and names both', (_name, overrides) => {
      expect(errorOf(overrides)).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: expect.stringMatching(/^Input judge-model is "[Mm]odel-1.*" at the endpoint/),
      });
    });

    test.each<[string, Overrides]>([
      ['another model at the same endpoint', { ...same, 'judge-model': 'model-2' }],
      ['the same name at another endpoint', { ...same, 'judge-endpoint': 'http://other/v1' }],
      ['the same name at another port', { ...same, 'judge-endpoint': 'http://localhost:8001/v1' }],
    ])('takes %s', (_name, overrides) => {
      expect(configOf(overrides).judge).toBeDefined();
    });
  });

  describe('when the task is multiple choice', () => {
    test('takes the benchmark’s own length and temperature', () => {
      expect(configOf({ task: 'mcqa' }).generation).toMatchObject({ maxTokens: 5, temperature: 0 });
    });

    test('takes what was given instead', () => {
      const given = { task: 'mcqa', 'max-tokens': '16', temperature: '0.7' };
      expect(configOf(given).generation).toMatchObject({ maxTokens: 16, temperature: 0.7 });
    });
  });

  describe('when temperature is 0', () => {
    test('does not take it for "not given"', () => {
      expect(configOf({ temperature: '0' }).generation.temperature).toBe(0);
    });
  });

  describe('when the baseline is kept in the cache', () => {
    test('refuses it outside GitHub Actions', () => {
      expect(errorOf({}, contextOf('none'))).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: 'Input baseline is "cache" outside GitHub Actions.',
      });
    });

    test('refuses it on a release', () => {
      expect(errorOf({}, contextOf('release'))).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: expect.stringContaining('"cache" on a release'),
      });
    });

    test('takes a file in both places', () => {
      const file = { baseline: 'file:b.json' };
      expect(configOf(file, contextOf('none')).baseline.store.kind).toBe('file');
      expect(configOf(file, contextOf('release')).baseline.store.kind).toBe('file');
    });
  });

  describe('when a new level is to be accepted', () => {
    const always = { 'update-baseline': 'always', reason: 'new model', baseline: 'file:b.json' };

    test.each<EventName>([
      'pull_request',
      'pull_request_target',
      'merge_group',
      'workflow_run',
      'release',
      'other',
    ])('refuses it on %s', (event) => {
      const context = contextOf(event, { eventName: `${event}-name` });
      expect(errorOf(always, context)).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: `Input update-baseline is "always" on ${event}-name.`,
      });
    });

    test.each<EventName>(['push', 'workflow_dispatch'])(
      'refuses it on a tag, where no later run looks, whatever started it: %s',
      (event) => {
        expect(errorOf(always, contextOf(event, { ref: 'refs/tags/v1' }))).toMatchObject({
          code: 'CONFIG_CONFLICT',
          message: 'Input update-baseline is "always" on the tag refs/tags/v1.',
          remedy: expect.stringContaining('workflow_dispatch on the branch'),
        });
      },
    );

    test.each<EventName>(['push', 'schedule', 'workflow_dispatch', 'none'])(
      'takes it on %s, with its reason',
      (event) => {
        expect(configOf(always, contextOf(event)).baseline).toMatchObject({
          update: 'always',
          reason: 'new model',
        });
      },
    );

    test('refuses it where nothing is kept', () => {
      expect(errorOf({ ...always, baseline: 'none' })).toMatchObject({
        code: 'CONFIG_CONFLICT',
        message: 'Input update-baseline is "always" with baseline "none".',
      });
    });
  });

  describe('when no seed was given', () => {
    test.each<[string, Overrides, Partial<RunContext>, string]>([
      ['takes the head commit', {}, { sha: 'abc' }, 'abc'],
      ['takes a fixed word without one', {}, { sha: '' }, 'siuo-gate'],
      ['leaves a given seed alone', { seed: 's' }, { sha: 'abc' }, 's'],
    ])('%s', (_name, overrides, context, seed) => {
      expect(configOf(overrides, contextOf('push', context)).decision.seed).toBe(seed);
    });
  });

  describe('when the profile is chosen by the event', () => {
    const file = { baseline: 'file:b.json' };

    test.each<[EventName, string, boolean]>([
      ['pull_request', 'sampled', false],
      ['pull_request_target', 'sampled', false],
      ['merge_group', 'sampled', false],
      ['release', 'release', true],
      ['schedule', 'nightly', false],
      ['push', 'nightly', false],
      ['workflow_dispatch', 'nightly', false],
      ['workflow_run', 'nightly', false],
      ['other', 'nightly', false],
      ['none', 'nightly', false],
    ])('%s takes %s, and fails inconclusive: %s', (event, profile, failInconclusive) => {
      expect(configOf(file, contextOf(event)).decision).toMatchObject({
        profile,
        failInconclusive,
      });
    });

    test.each(['sampled', 'full', 'nightly', 'release'])('leaves a given %s alone', (profile) => {
      expect(configOf({ profile }, contextOf('pull_request')).decision.profile).toBe(profile);
    });
  });

  describe('when inconclusive runs have a policy', () => {
    test.each([
      ['warn', 'release', false],
      ['fail', 'sampled', true],
      ['auto', 'release', true],
      ['auto', 'full', false],
    ])('%s on the profile %s fails: %s', (policy, profile, fails) => {
      const { decision } = configOf({ 'on-inconclusive': policy, profile });
      expect(decision.failInconclusive).toBe(fails);
    });

    test('a missing baseline warns when it is told to', () => {
      expect(configOf({ 'missing-baseline': 'warn' }).decision.failMissingBaseline).toBe(false);
    });
  });

  describe('when several comments are told apart', () => {
    test('takes the name of the baseline', () => {
      expect(configOf({ 'baseline-name': 'b' }).report.commentKey).toBe('b');
    });
  });

  test('gives both endpoints the same limits, and each its own key and headers', () => {
    const { model, judge } = configOf({
      'api-key': 'k-model',
      headers: 'X-A: 1',
      'judge-api-key': 'k-judge',
      'judge-headers': 'X-B: 2',
      'wait-for-endpoint': '5',
      'request-timeout': '7',
      concurrency: '3',
      'requests-per-minute': '60',
    });
    const limits = { waitMs: 5000, requestTimeoutMs: 7000, concurrency: 3, requestsPerMinute: 60 };
    expect(model).toMatchObject({ ...limits, apiKey: 'k-model', headers: { 'x-a': '1' } });
    expect(judge?.endpoint).toMatchObject({
      ...limits,
      apiKey: 'k-judge',
      headers: { 'x-b': '2' },
    });
  });
});
