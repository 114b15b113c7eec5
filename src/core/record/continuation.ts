import type { Config } from '../config/config.js';
import { rulesOf } from '../config/events.js';
import { headRulesOf } from '../config/heads.js';
import type { RunContext } from '../config/run-context.js';
import { digestOfJson } from '../digest.js';
import type { Protocol, Target } from './record-schema.js';

/**
 * Which earlier answers a run goes on from. `always`: those of the same fingerprint. `unfinished`:
 * the same, unless that run reached its verdict. `never`: none.
 */
export type Continuation = 'always' | 'unfinished' | 'never';

/**
 * Which earlier answers a run goes on from: of a pull request's head all there are, so that starting
 * it again until it is green does not work; elsewhere those of earlier attempts of the same run,
 * since a night has to be fresh; on the command line those of a run that was interrupted. Others than
 * the repository's own authors can write entries of their own, so that their runs go on from none.
 *
 * @param config the input `reuse-answers`
 * @param context where and why the run happens
 */
export function continuationOf({ reuseAnswers }: Config, context: RunContext): Continuation {
  if (!reuseAnswers || !headRulesOf(context).isTrusted) return 'never';
  return context.isActions ? 'always' : 'unfinished';
}

/** What a run asks, whom, and how. */
export interface SweepIdentity {
  readonly protocol: Protocol;
  readonly target: Target;
}

/**
 * What makes a run's answers its own: protocol, target, the part of the items it asks, and the head
 * of a pull request or else the run itself.
 *
 * @param config the run's inputs
 * @param context where and why it happens
 * @param identity what it asks, whom, and how
 */
export function fingerprintOf(
  { mode, shard, baseline }: Config,
  context: RunContext,
  { protocol, target }: SweepIdentity,
): string {
  return digestOfJson({
    name: baseline.name,
    scope: rulesOf(context.event).isOneRunPerHead ? context.sha : context.runId,
    mode,
    shard: shard ?? null,
    protocol,
    target,
  });
}
