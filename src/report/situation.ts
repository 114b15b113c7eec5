import type { BaselineConfig, Config } from '../config/config.js';
import type { Prices } from '../config/prices.js';
import { type EventName, type RunContext, rulesOf } from '../config/run-context.js';
import { NO_WORKFLOWS, type DispatchForm, type Workflows } from '../config/workflows.js';
import type { Requests } from './cost.js';

/** Where a run happened and what its repository offers: what there is to do depends on it. */
export interface Situation {
  /** False on the command line. */
  readonly isActions: boolean;
  readonly event: EventName;
  /** Whether the run is about work that is not merged yet. */
  readonly isBeforeMerge: boolean;
  /** The branch whose level counts; empty when unknown. */
  readonly branch: string;
  readonly mode: Config['mode'];
  readonly store: BaselineConfig;
  readonly forms: readonly DispatchForm[];
  /** Whether a comment on the pull request can accept what is red. */
  readonly isAcceptable?: boolean;
  /** Whether this run's workflow keeps the report folder as an artifact; undefined where that is not known. */
  readonly isUploaded: boolean | undefined;
  /** The report folder, as the input names it. */
  readonly folder: string;
  readonly showAnswers: boolean;
  readonly profile: string;
  readonly repeats: number | undefined;
  readonly maxRequests: number;
  readonly prices: Prices;
}

/**
 * The situation of a run.
 *
 * @param config its inputs
 * @param context where and why it happens
 * @param workflows what the repository's workflows offer
 */
export function situationOf(
  config: Config,
  context: RunContext,
  { forms, isUploaded, readsComments }: Workflows = NO_WORKFLOWS,
): Situation {
  const { subject } = rulesOf(context.event);
  return {
    isActions: context.isActions,
    event: context.event,
    isBeforeMerge:
      subject === 'pull-request' || subject === 'merge-group' || context.pullRequest !== undefined,
    branch: context.baseBranch,
    mode: config.mode,
    store: config.baseline.store,
    forms,
    ...(context.pullRequest !== undefined &&
    readsComments === true &&
    config.baseline.store.kind === 'branch'
      ? { isAcceptable: true }
      : {}),
    isUploaded,
    folder: config.report.directory,
    showAnswers: config.report.showAnswers,
    profile: config.decision.profile,
    repeats: config.decision.repeats,
    maxRequests: config.maxRequests,
    prices: config.prices,
  };
}

/** Another way to ask, and what it would come to if nothing has changed. */
export interface OutlookOption {
  readonly kind: 'profile' | 'repeats' | 'baseline-answers' | 'max-drop';
  /** The profile's name, answers per item, or points. */
  readonly value: string;
  /** Share of runs that would pass, 0 to 1. */
  readonly passRate: number;
  /** Answers asked on average, and their requests. */
  readonly answers: number;
  readonly requests: Requests;
  /** What that costs, in words. */
  readonly cost: string;
}

/** How often the run as it is set up would pass if nothing had changed, and what would pass more often. */
export interface Outlook {
  readonly passRate: number;
  /** The cheapest way that passes in most runs; undefined where none of those tried does. */
  readonly better: OutlookOption | undefined;
}
