import type { Config } from './config.js';
import { rulesOf, type RunContext } from './run-context.js';

/** How a run treats the work that it is about, by whose work that is. */
interface HeadRules {
  /**
   * Whether its authors could have written to the repository anyway. Of others no stored answers are
   * read or kept, no baseline is written, and answers that their own job made are unverified.
   */
  readonly isTrusted: boolean;
  /** Where its pull request comes from, for messages. */
  readonly whose: string;
  /** What to do where secrets are missing. */
  readonly advice?: string;
}

const TWO_STAGES =
  'Sweep with mode: sweep and no judge, and judge in a workflow_run with mode: report (examples/fork-safe.yml).';

/**
 * Whose work the head of a run can be: the one table of what may be believed and written for it. `own`
 * is whatever people with write access push; `dependabot` is treated by GitHub as a fork wherever its
 * branch lies; `bot` is another app that was given no key.
 *
 * @see https://docs.github.com/en/code-security/reference/supply-chain-security/dependabot-on-actions
 */
const HEADS = {
  own: { isTrusted: true, whose: 'from the repository itself' },
  fork: {
    isTrusted: false,
    whose: 'from a fork',
    advice: `Runs for pull requests from forks get none of the repository's secrets and variables. ${TWO_STAGES}`,
  },
  dependabot: {
    isTrusted: false,
    whose: 'from Dependabot',
    advice: `Runs of Dependabot see Dependabot secrets only: add the keys under Settings, Secrets and variables, Dependabot. Or: ${TWO_STAGES}`,
  },
  bot: {
    isTrusted: false,
    whose: 'from a bot',
    advice: `This run is for a bot, and was given no key: let it see the secrets that hold the keys. Or: ${TWO_STAGES}`,
  },
} as const satisfies Readonly<Record<string, HeadRules>>;

/** Whose work the head of a run is: from the event, and the pull request that it led to. */
function headOf(context: RunContext): keyof typeof HEADS {
  const { pullRequest, workflowRun, repository, hasKeys } = context;
  const isOfFork = workflowRun !== undefined && workflowRun.headRepository !== repository;
  // What the run that is followed was given cannot be seen from here.
  const mayLackKeys = workflowRun !== undefined || hasKeys !== true;
  if ([context, pullRequest, workflowRun].some((part) => part?.isDependabot)) return 'dependabot';
  if (isOfFork || pullRequest?.isFork === true) return 'fork';
  if (mayLackKeys && [pullRequest, workflowRun].some((part) => part?.isBot)) return 'bot';
  return 'own';
}

/**
 * How a run treats the work that it is about.
 *
 * @param context where and why the run happens; a run of no pull request is the repository's own
 */
export function headRulesOf(context: RunContext): HeadRules {
  return HEADS[headOf(context)];
}

/**
 * Whether a run follows one that made answers for a head that is not trusted, unseen and without
 * secrets. Such answers prove nothing of the model.
 */
export function followsUntrusted(context: RunContext): boolean {
  return context.workflowRun !== undefined && !headRulesOf(context).isTrusted;
}

/**
 * Whether a run reports on answers that somebody untrusted made: its verdict is unverified.
 *
 * @param config the input `mode`
 */
export function isUnverified({ mode }: Pick<Config, 'mode'>, context: RunContext): boolean {
  return mode === 'report' && followsUntrusted(context);
}

/**
 * Whether the run's own check lands on a head that is not trusted, by a workflow that its authors did
 * not write: pull_request_target.
 */
export function vouchesForUntrusted(context: RunContext): boolean {
  const { subject, withholdsSecrets } = rulesOf(context.event);
  return subject === 'pull-request' && !withholdsSecrets && !headRulesOf(context).isTrusted;
}
