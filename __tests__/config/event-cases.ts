import type { RunContext } from '../../src/config/run-context.js';
import * as events from '../fakes/events.js';
import { shaOf } from '../fakes/payloads.js';

/** The head of PR 7. */
export const HEAD = shaOf('head of PR 7');
const MAIN = shaOf('head of main');

/** An event, and what is made of it. */
export interface EventCase {
  readonly name: string;
  readonly event: events.RunEvent;
  readonly expected: Partial<RunContext>;
}

/** PR 7, `feature` into `main`. */
export const PULL = {
  number: 7,
  headSha: HEAD,
  headRepository: 'octo-org/octo-repo',
  baseSha: MAIN,
  baseBranch: 'main',
  isOpen: true,
  isFork: false,
  isDependabot: false,
};

/** Every event, in the shapes that differ. */
export const EVENT_CASES: readonly EventCase[] = [
  {
    name: 'pull_request',
    event: events.pullRequest(),
    expected: {
      event: 'pull_request',
      sha: HEAD,
      ref: 'refs/pull/7/merge',
      baseBranch: 'main',
      pullRequest: PULL,
      isDefaultBranch: false,
    },
  },
  {
    name: 'pull_request into another branch than the default one',
    event: events.pullRequest({ baseBranch: 'release/2' }),
    expected: {
      baseBranch: 'release/2',
      defaultBranch: 'main',
      pullRequest: { ...PULL, baseBranch: 'release/2', baseSha: shaOf('head of release/2') },
    },
  },
  {
    name: 'pull_request whose title or text was edited',
    event: events.pullRequest({ action: 'edited' }),
    expected: { pullRequest: { ...PULL, isTextEdit: true } },
  },
  {
    name: 'pull_request of a fork',
    event: events.pullRequest({ fork: 'someone/octo-repo' }),
    expected: { pullRequest: { ...PULL, headRepository: 'someone/octo-repo', isFork: true } },
  },
  {
    name: 'pull_request of a fork that was deleted',
    event: events.pullRequest({ fork: null }),
    expected: { pullRequest: { ...PULL, headRepository: '', isFork: true } },
  },
  {
    name: 'pull_request that was merged',
    event: events.pullRequest({ action: 'closed', isMerged: true }),
    expected: { pullRequest: { ...PULL, isOpen: false } },
  },
  {
    name: 'pull_request that was closed',
    event: events.pullRequest({ action: 'closed' }),
    expected: { pullRequest: { ...PULL, isOpen: false } },
  },
  {
    name: 'pull_request of Dependabot',
    event: events.pullRequest({ author: 'dependabot[bot]' }),
    expected: { pullRequest: { ...PULL, isDependabot: true } },
  },
  {
    name: 'pull_request of a person that Dependabot acts on',
    event: events.pullRequest({ actor: 'dependabot[bot]' }),
    expected: { pullRequest: { ...PULL, isDependabot: true } },
  },
  {
    name: 'pull_request of another app',
    event: events.pullRequest({ author: 'renovate[bot]' }),
    expected: { pullRequest: { ...PULL, isBot: true } },
  },
  {
    name: 'pull_request_target: the run is on the default branch, the head is the payload’s',
    event: events.pullRequestTarget({ baseBranch: 'release', fork: 'someone/octo-repo' }),
    expected: {
      event: 'pull_request_target',
      ref: 'refs/heads/main',
      sha: HEAD,
      baseBranch: 'release',
      isDefaultBranch: false,
    },
  },
  {
    name: 'merge_group: the base is the branch it will be merged into',
    event: events.mergeGroup({ baseBranch: 'release' }),
    expected: {
      event: 'merge_group',
      sha: shaOf(`queue ${HEAD}`),
      baseBranch: 'release',
      pullRequest: undefined,
      queuedPull: 7,
      isDefaultBranch: false,
    },
  },
  {
    name: 'push to the default branch',
    event: events.push(),
    expected: { event: 'push', sha: MAIN, baseBranch: 'main', isDefaultBranch: true },
  },
  {
    name: 'push of Dependabot, which gets no secrets',
    event: events.push({ actor: 'dependabot[bot]', branch: 'dependabot/npm/zod-4' }),
    expected: { event: 'push', isDependabot: true },
  },
  {
    name: 'schedule of a workflow that Dependabot changed last',
    event: events.schedule({ actor: 'dependabot[bot]' }),
    expected: { event: 'schedule', isDependabot: undefined },
  },
  {
    name: 'push to another branch',
    event: events.push({ branch: 'feature/x' }),
    expected: { baseBranch: 'feature/x', defaultBranch: 'main', isDefaultBranch: false },
  },
  {
    name: 'push of a tag',
    event: { ...events.push(), ref: 'refs/tags/v1' },
    expected: { ref: 'refs/tags/v1', baseBranch: 'main', isDefaultBranch: false },
  },
  {
    name: 'schedule',
    event: events.schedule({ defaultBranch: 'trunk' }),
    expected: {
      event: 'schedule',
      baseBranch: 'trunk',
      defaultBranch: 'trunk',
      isDefaultBranch: true,
    },
  },
  {
    name: 'schedule whose payload names no repository',
    event: { ...events.schedule({ defaultBranch: 'trunk' }), payload: { schedule: '17 3 * * *' } },
    expected: { baseBranch: 'trunk', defaultBranch: 'trunk', isDefaultBranch: true },
  },
  {
    name: 'workflow_dispatch on a branch',
    event: events.workflowDispatch({ branch: 'try' }),
    expected: { event: 'workflow_dispatch', baseBranch: 'try', isDefaultBranch: false },
  },
  {
    name: 'release: on a tag, compared with the default branch',
    event: events.release({ tag: 'v2.0.0' }),
    expected: {
      event: 'release',
      ref: 'refs/tags/v2.0.0',
      sha: MAIN,
      baseBranch: 'main',
      isDefaultBranch: false,
    },
  },
  {
    name: 'workflow_run after a fork’s run: head of the other run, base by default',
    event: events.workflowRun({ fork: 'someone/octo-repo' }),
    expected: {
      event: 'workflow_run',
      sha: HEAD,
      baseBranch: 'main',
      pullRequest: undefined,
      isDefaultBranch: false,
      workflowRun: {
        id: '5001',
        event: 'pull_request',
        headSha: HEAD,
        headBranch: 'feature',
        headRepository: 'someone/octo-repo',
        isDependabot: false,
      },
    },
  },
  {
    name: 'workflow_run after the run of an app',
    event: events.workflowRun({ author: 'renovate[bot]' }),
    expected: {
      workflowRun: {
        id: '5001',
        event: 'pull_request',
        headSha: HEAD,
        headBranch: 'feature',
        headRepository: 'octo-org/octo-repo',
        isDependabot: false,
        isBot: true,
      },
    },
  },
  {
    name: 'workflow_run whose fork is gone',
    event: events.workflowRun({ fork: null }),
    expected: {
      workflowRun: {
        id: '5001',
        event: 'pull_request',
        headSha: HEAD,
        headBranch: 'feature',
        headRepository: '',
        isDependabot: false,
      },
    },
  },
  {
    name: 'an unknown event: the default branch’s baseline, nothing is this run’s own',
    event: events.otherEvent('issue_comment', { action: 'created' }),
    expected: {
      event: 'other',
      eventName: 'issue_comment',
      baseBranch: 'main',
      isDefaultBranch: false,
      pullRequest: undefined,
    },
  },
];
