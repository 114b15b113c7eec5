import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { redactorOf } from '../../src/redact/redactor.js';
import fc from 'fast-check';

import { INPUT_NAMES, INPUTS, type InputName } from '../../src/config/inputs.js';
import { readRunContext } from '../../src/config/read-run-context.js';
import type { RunContext } from '../../src/config/run-context.js';
import { GateError } from '../../src/errors.js';
import { readRun } from '../../src/run/read-run.io.js';
import { fakeLog } from '../fakes/ports.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Fields = Readonly<Record<string, Json>>;

const require = createRequire(import.meta.url);

/** Payloads that GitHub has sent, by event. */
const EXAMPLES = require('@octokit/webhooks-examples') as readonly {
  readonly name: string;
  readonly examples: readonly Fields[];
}[];

const SHA = 'c'.repeat(40);

/** A member of a value by the names that lead to it; undefined where there is none. */
function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, key) => (isFields(inner) ? inner[key] : undefined),
    value,
  );
}

const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textAt = (...found: Parameters<typeof at>): string => {
  const value = at(...found);
  return typeof value === 'string' ? value : '';
};

/** The environment of a run that this event starts. */
function environmentOf(event: string, payload: Fields): Readonly<Record<string, string>> {
  const number = at(payload, 'pull_request', 'number');
  const ref = textAt(payload, 'ref');
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event,
    GITHUB_REPOSITORY: textAt(payload, 'repository', 'full_name') || 'octo-org/octo-repo',
    GITHUB_SHA: SHA,
    GITHUB_RUN_ID: '9001',
    GITHUB_ACTOR: 'octocat',
    GITHUB_REF:
      typeof number === 'number'
        ? `refs/pull/${number}/merge`
        : ref.startsWith('refs/')
          ? ref
          : 'refs/heads/main',
  };
}

/** What a payload says, read without any of our own code. */
function saidOf(event: string, payload: Fields): Partial<RunContext> {
  if (event === 'pull_request' || event === 'pull_request_target') {
    const pull = at(payload, 'pull_request');
    const from = textAt(pull, 'head', 'repo', 'full_name');
    return {
      sha: textAt(pull, 'head', 'sha'),
      baseBranch: textAt(pull, 'base', 'ref'),
      pullRequest: {
        number: Number(at(pull, 'number')),
        headSha: textAt(pull, 'head', 'sha'),
        headRepository: from,
        baseSha: textAt(pull, 'base', 'sha'),
        baseBranch: textAt(pull, 'base', 'ref'),
        isOpen: at(pull, 'state') === 'open',
        isFork: from !== textAt(pull, 'base', 'repo', 'full_name'),
        isDependabot: textAt(pull, 'user', 'login') === 'dependabot[bot]',
      },
    };
  }
  if (event === 'merge_group') {
    const group = at(payload, 'merge_group');
    const branch = textAt(group, 'base_ref').replace('refs/heads/', '');
    return { sha: textAt(group, 'head_sha'), baseBranch: branch };
  }
  if (event === 'workflow_run') {
    const other = at(payload, 'workflow_run');
    return {
      sha: textAt(other, 'head_sha'),
      workflowRun: {
        id: String(Number(at(other, 'id'))),
        event: textAt(other, 'event'),
        headSha: textAt(other, 'head_sha'),
        headBranch: textAt(other, 'head_branch'),
        headRepository: textAt(other, 'head_repository', 'full_name'),
        isDependabot: textAt(other, 'actor', 'login') === 'dependabot[bot]',
      },
    };
  }
  return { sha: SHA, pullRequest: undefined };
}

const CASES = EXAMPLES.flatMap(({ name, examples }) => {
  const events = name === 'pull_request' ? [name, 'pull_request_target'] : [name];
  return events.flatMap((event) => examples.map((payload) => ({ event, payload })));
});

const DEFAULTS = INPUT_NAMES.map((name) => [name, INPUTS[name].default] as const);
const INPUT_TEXTS = {
  ...(Object.fromEntries(DEFAULTS) as Readonly<Record<InputName, string>>),
  endpoint: 'http://127.0.0.1:1/v1',
  model: 'm',
  'judge-model': 'j',
  'github-token': 'ghs_0',
  baseline: 'none',
  'missing-baseline': 'warn',
  'update-baseline': 'never',
  'min-safe-rate': '0.5',
};

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'payloads-'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('every payload that GitHub has sent is read as what it says', () => {
  const events = [...new Set(CASES.map(({ event }) => event))];

  test('of all events that we read anything of', () => {
    expect(events).toEqual(
      expect.arrayContaining([
        'pull_request',
        'pull_request_target',
        'merge_group',
        'push',
        'release',
        'workflow_dispatch',
        'workflow_run',
        'issue_comment',
      ]),
    );
    expect(CASES.length).toBeGreaterThan(300);
  });

  test.each(events)('%s', async (event) => {
    for (const { payload } of CASES.filter((each) => each.event === event)) {
      const path = join(folder, 'event.json');
      await writeFile(path, JSON.stringify(payload));
      const { context } = await readRun(
        { given: {}, defaults: INPUT_TEXTS, file: {} },
        {
          environment: { ...environmentOf(event, payload), GITHUB_EVENT_PATH: path },
          log: fakeLog(),
          redact: redactorOf([]),
          smokeFolder: folder,
        },
      );
      expect(context).toMatchObject(saidOf(event, payload));
    }
  });
});

/** The paths of all members of a payload, however deep. */
function pathsOf(value: Json, before: readonly string[] = []): readonly (readonly string[])[] {
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const path = [...before, key];
    return [path, ...pathsOf(inner, path)];
  });
}

/** A value with one member deleted, or null. */
function without(value: Json, path: readonly string[], isNull: boolean): Json {
  const [key, ...rest] = path;
  if (key === undefined || !isFields(value) || !Object.hasOwn(value, key)) return value;
  const { [key]: inner = null, ...others } = value;
  if (rest.length > 0) return { ...others, [key]: without(inner, rest, isNull) };
  return isNull ? { ...others, [key]: null } : others;
}

/** What a run cannot be told without; every other member may be missing. */
const NEEDED: Readonly<Record<string, RegExp>> = {
  pull_request:
    /^pull_request(\.(number|state|user\.login|head(\.(sha|repo\.full_name))?|base(\.(sha|ref|repo(\.full_name)?))?))?$/,
  merge_group: /^merge_group(\.(head_sha|base_ref))?$/,
  workflow_run: /^workflow_run(\.(id|event|head_sha|actor\.login|head_repository\.full_name))?$/,
};

describe('a payload that lacks members', () => {
  const READ = ['pull_request', 'merge_group', 'workflow_run', 'push', 'release'];
  const read = CASES.filter(({ event }) => READ.includes(event));

  test('is read as what it still says, or refused with one code; what we do not need is not missed', () => {
    const mutated = fc.constantFrom(...read).chain(({ event, payload }) => {
      const paths = pathsOf(payload);
      const near = paths.filter(([first, ...rest]) => first === event && rest.length < 4);
      const member = fc.oneof(
        fc.constantFrom(...paths),
        fc.constantFrom(...(near.length > 0 ? near : paths)),
      );
      return fc.record({
        event: fc.constant(event),
        payload: fc.constant(payload),
        gone: fc.array(fc.tuple(member, fc.boolean()), { minLength: 1, maxLength: 4 }),
      });
    });
    fc.assert(
      fc.property(mutated, ({ event, payload, gone }) => {
        const left = gone.reduce<Json>(
          (kept, [path, isNull]) => without(kept, path, isNull),
          payload,
        ) as Fields;
        const isNeeded = gone.some(([path]) => NEEDED[event]?.test(path.join('.')) === true);
        try {
          const context = readRunContext(environmentOf(event, payload), left);
          expect(context).toMatchObject(saidOf(event, left));
          expect(JSON.stringify(context)).not.toMatch(/null|NaN|undefined"/);
        } catch (error) {
          if (!(error instanceof GateError)) throw error;
          expect(error.code).toBe('CONFIG_INVALID');
          expect(isNeeded).toBe(true);
        }
      }),
      { numRuns: 1500 },
    );
  });

  test.each([
    ['null', null],
    ['a text', 'payload'],
    ['a list', []],
    ['nothing in it', {}],
    ['a pull request that is a list', { pull_request: [] }],
    ['a pull request that is a text', { pull_request: 'x' }],
  ])('is refused by its code: %s', (_name, payload) => {
    const environment = environmentOf('pull_request', {});
    expect(() => readRunContext(environment, payload)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    );
  });
});
