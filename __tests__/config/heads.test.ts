import { describe, expect, test } from '@jest/globals';
import {
  type EventName,
  type PullRequest,
  type RunContext,
  type TriggeringRun,
} from '../../src/config/run-context.js';
import {
  followsUntrusted,
  headRulesOf,
  isUnverified,
  vouchesForUntrusted,
} from '../../src/config/trust.js';
import { continuationOf } from '../../src/record/identity.js';
import { mayPin, mayUpdate } from '../../src/baseline/may-write.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';

/** A pull request's run, with its facts changed. */
function pullOf(
  event: EventName,
  change: Partial<PullRequest> = {},
  more: Partial<RunContext> = {},
): RunContext {
  const context = contextOf(event, more);
  return { ...context, pullRequest: { ...contextOf('pull_request').pullRequest!, ...change } };
}

/** A run that follows another, with the other's facts changed. */
function followOf(change: Partial<TriggeringRun> = {}, pull?: Partial<PullRequest>): RunContext {
  const workflowRun = {
    id: '5001',
    event: 'pull_request',
    headSha: 'a'.repeat(40),
    headBranch: 'feature',
    headRepository: 'octo-org/octo-repo',
    isDependabot: false,
    ...change,
  };
  return pull === undefined
    ? contextOf('workflow_run', { workflowRun, hasKeys: true })
    : pullOf('workflow_run', pull, { workflowRun, hasKeys: true });
}

const TRUSTED: readonly (readonly [string, RunContext])[] = [
  ['the pull request of a branch of the repository', pullOf('pull_request')],
  ['the same on pull_request_target', pullOf('pull_request_target')],
  ['a bot that was given a key', pullOf('pull_request', { isBot: true }, { hasKeys: true })],
  ['a baseline run', contextOf('schedule')],
  ['a push', contextOf('push')],
  ['the command line', contextOf('none')],
  ["a run that follows one of the repository's own", followOf()],
];

const UNTRUSTED: readonly (readonly [string, RunContext])[] = [
  ['a fork', pullOf('pull_request', { isFork: true })],
  ['a fork on pull_request_target', pullOf('pull_request_target', { isFork: true })],
  ['Dependabot', pullOf('pull_request', { isDependabot: true })],
  [
    'Dependabot with keys of its own',
    pullOf('pull_request', { isDependabot: true }, { hasKeys: true }),
  ],
  ['Dependabot on pull_request_target', pullOf('pull_request_target', { isDependabot: true })],
  ['a push of Dependabot', contextOf('push', { isDependabot: true })],
  ['a bot without a key', pullOf('pull_request', { isBot: true }, { hasKeys: false })],
  ['a run that follows a fork’s, its pull request unknown', followOf({ headRepository: 'a/b' })],
  ['a run that follows one of a fork that is gone', followOf({ headRepository: '' })],
  ['a run that follows Dependabot’s', followOf({ isDependabot: true })],
  ['a run that follows a bot’s', followOf({ isBot: true })],
  [
    'a run for Dependabot’s pull request that a person started',
    followOf({}, { isDependabot: true }),
  ],
];

/** All that hangs on it, for one run. */
function rightsOf(context: RunContext) {
  const config = configOf({ baseline: 'file:b.json' }, contextOf('schedule'));
  const isFollowing = context.workflowRun !== undefined;
  const { isTrusted } = headRulesOf(context);
  return {
    isTrusted,
    goesOn: continuationOf(config, context) !== 'never',
    mayWrite: mayUpdate('auto', context) || mayUpdate('always', context) || mayPin('auto', context),
    isBelieved: !followsUntrusted(context) && !isUnverified({ mode: 'report' }, context),
    isFollowing,
    vouches: vouchesForUntrusted(context),
  };
}

describe('the one rule of heads', () => {
  test.each(TRUSTED)('trusts %s', (_name, context) => {
    expect(rightsOf(context)).toMatchObject({
      isTrusted: true,
      goesOn: true,
      isBelieved: true,
      vouches: false,
    });
  });

  test.each(UNTRUSTED)('believes and writes nothing for %s', (_name, context) => {
    const { isFollowing, ...rights } = rightsOf(context);
    const isOnTarget = context.event === 'pull_request_target';
    expect(rights).toEqual({
      isTrusted: false,
      goesOn: false,
      mayWrite: false,
      isBelieved: !isFollowing,
      vouches: isOnTarget,
    });
  });
});
