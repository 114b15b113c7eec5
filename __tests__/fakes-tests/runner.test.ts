import { pullRequest, push } from '../fakes/events.js';
import { parseKeyValueFile } from '../fakes/runner/commands.js';
import { createMachine, type Machine } from '../fakes/runner/machine.js';
import { Masks } from '../fakes/runner/masks.js';
import { runAsRunner, type RunResult } from '../fakes/runner.js';
import { fixture } from './fixture.js';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const action = fixture('talkative/action.yml');

describe('an action that uses @actions/core', () => {
  let run: RunResult;

  beforeAll(async () => {
    run = await runAsRunner({
      action,
      event: pullRequest(),
      inputs: { 'kebab-case': 'given', extra: 'not declared' },
      token: 'ghs_secret',
    });
  });

  test('gets its inputs: given, by default, and with the token', () => {
    expect(JSON.parse(run.outputs.seen!)).toEqual({
      'two words': 'by default',
      'kebab-case': 'given',
      number: '16',
      'github-token': 'ghs_secret',
      extra: 'not declared',
    });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("Unexpected input(s) 'extra'") }),
    );
  });

  test('gets the environment of the runner and nothing of ours', () => {
    const names = JSON.parse(run.outputs.env!) as string[];
    expect(names).toEqual(expect.arrayContaining(['GITHUB_HEAD_REF', 'INPUT_TWO_WORDS', 'CI']));
    expect(names).toEqual(expect.arrayContaining(['INPUT_KEBAB-CASE', 'RUNNER_TEMP']));
    expect(names).not.toContain('JEST_WORKER_ID');
    expect(names).not.toContain('GITHUB_TOKEN');
    expect(run.log).toContain('event pull_request of octo-org/octo-repo');
  });

  test('leaves outputs, state and summary', () => {
    expect(run.outputs.lines).toBe('first = 1\nsecond << 2\n');
    expect(run.state).toEqual({ left: 'for post\nin two lines' });
    expect(run.summary).toBe('## Summary\n\nwith *** in it\n');
    expect(run.conclusion).toBe('success');
  });

  test('has its secrets hidden from the moment it names them', () => {
    expect(run.log).toContain('before the mask: hush hush');
    expect(run.log).toContain('after the mask: ***, ***, ***');
    expect(run.log).toContain('the token is ***');
    expect(run.stdout).toContain('the token is ghs_secret');
    expect(run.log).not.toContain('ghs_secret');
  });

  test('has its commands obeyed', () => {
    expect(run.log).toContain('##[group]a group\nin the group\n##[endgroup]\n');
    expect(run.log).not.toContain('a debug line');
    expect(run.log).toContain('no end of line\n');
    const error = run.annotations.find(({ level }) => level === 'error');
    expect(error).toEqual({
      level: 'error',
      title: 'Bad: very',
      message: '50 % bad, 100 %\nin two lines',
      properties: { title: 'Bad: very', file: 'a,b.ts', line: '3' },
    });
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ level: 'notice', message: 'from standard error' }),
    );
  });

  test('keeps ten annotations of a kind', () => {
    expect(run.annotations.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(run.droppedAnnotations.map(({ message }) => message)).toContain('warning 11 ***');
  });

  test('hands state and exports to its post phase', () => {
    expect(run.post?.log).toContain(String.raw`state: "for post\nin two lines"`);
    expect(run.post?.log).toContain('exported: to post\npath: /added/to/path\n');
    expect(run.post?.log).toContain('input: by default, ***');
  });
});

test('a step fails by its exit code, and post runs all the same', async () => {
  const run = await runAsRunner({ action, event: push(), inputs: { 'kebab-case': 'fail' } });
  expect([run.exitCode, run.conclusion]).toEqual([1, 'failure']);
  expect(run.post?.exitCode).toBe(0);
});

test('debug lines are shown where debugging is on', async () => {
  const run = await runAsRunner({ action, event: push(), isDebug: true });
  expect(run.log).toContain('##[debug]a debug line');
});

describe('a cancel', () => {
  /** Short only where it has to run out. */
  const patience = (isIgnored: boolean): number => (isIgnored ? 300 : 60_000);
  let machine: Machine;

  beforeAll(async () => {
    machine = await createMachine();
  });

  afterAll(() => machine.remove());

  test.each([
    ['', ['SIGINT']],
    ['SIGINT', ['SIGINT', 'SIGTERM']],
    ['SIGINT,SIGTERM', ['SIGINT', 'SIGTERM', 'SIGKILL']],
  ])('of a process that ignores "%s" takes %j, then post runs', async (IGNORED, signals) => {
    const run = await runAsRunner({
      action,
      event: push(),
      machine,
      entry: fixture('talkative/stubborn.mjs'),
      post: fixture('talkative/post.mjs'),
      env: { IGNORED },
      cancelOn: /ready/,
      cancelPatience: {
        afterInterrupt: patience(IGNORED.includes('SIGINT')),
        afterTerminate: patience(IGNORED.includes('SIGTERM')),
      },
    });
    expect(run.signals).toEqual(signals);
    expect(run.conclusion).toBe('cancelled');
    expect(run.post?.exitCode).toBe(0);
  });
});

test('a step that hangs is ended', async () => {
  const entry = fixture('talkative/stubborn.mjs');
  const run = await runAsRunner({ action, entry, event: push(), timeout: 500 });
  expect([run.isTimedOut, run.conclusion]).toEqual([true, 'failure']);
});

test('a file without the end of its value is an error', () => {
  expect(() => parseKeyValueFile('name<<END\nvalue\n')).toThrow("delimiter not found 'END'");
  expect(() => parseKeyValueFile('nothing\n')).toThrow("Invalid format 'nothing'");
  expect([...parseKeyValueFile('a=b=c\nempty<<E\nE\n')]).toEqual([
    ['a', 'b=c'],
    ['empty', ''],
  ]);
});

test('masks hide overlapping secrets, each line of one, and its usual codings', () => {
  const masks = new Masks(['abcdef', 'defghi', 'one\ntwo"2"\n']);
  expect(masks.hide('<abcdefghi>')).toBe('<***>');
  expect(masks.hide('only one')).toBe('only ***');
  expect(masks.hide(JSON.stringify('two"2"'))).toBe('"***"');
  expect(masks.hide(Buffer.from('xyabcdef').toString('base64'))).toContain('***');
});
