import { describe, expect, test } from '@jest/globals';
import { withForkAdvice } from '../../src/config/config-errors.js';
import type { EventName, RunContext } from '../../src/config/run-context.js';
import { GateError, type ErrorCode } from '../../src/errors.js';
import { contextOf } from '../fixtures/config-factory.js';

const errorOf = (code: ErrorCode): GateError => new GateError(code, 'It stops.', { remedy: 'Do.' });

/** A pull request's run, of a fork or of Dependabot. */
function runOf(event: EventName, change: { isFork?: boolean; isDependabot?: boolean }): RunContext {
  const context = contextOf(event);
  const { pullRequest } = context;
  return pullRequest === undefined
    ? context
    : { ...context, pullRequest: { ...pullRequest, ...change } };
}

describe('withForkAdvice', () => {
  test.each<[ErrorCode]>([['CONFIG_MISSING'], ['ENDPOINT_REFUSED'], ['JUDGE_REFUSED']])(
    'tells a fork of two stages when it stops for %s',
    (code) => {
      const error = errorOf(code);
      const advised = withForkAdvice(error, runOf('pull_request', { isFork: true }));
      expect(advised).toMatchObject({ code, message: 'It stops.' });
      expect(advised.remedy).toMatch(/none of the repository's secrets.*workflow_run/);
    },
  );

  test('tells Dependabot of its own secrets, wherever its branch lies', () => {
    const context = runOf('pull_request', { isFork: true, isDependabot: true });
    expect(withForkAdvice(errorOf('CONFIG_MISSING'), context).remedy).toMatch(
      /Settings, Secrets and variables, Dependabot/,
    );
  });

  test.each<[string, ErrorCode, RunContext]>([
    ['a failure of another kind', 'DATASET_INVALID', runOf('pull_request', { isFork: true })],
    ['a pull request with secrets', 'CONFIG_MISSING', runOf('pull_request', {})],
    [
      'pull_request_target, which has secrets',
      'CONFIG_MISSING',
      runOf('pull_request_target', { isFork: true }),
    ],
    ['a baseline run', 'CONFIG_MISSING', runOf('schedule', {})],
  ])('leaves alone %s', (_what, code, context) => {
    const error = errorOf(code);
    expect(withForkAdvice(error, context)).toBe(error);
  });
});
