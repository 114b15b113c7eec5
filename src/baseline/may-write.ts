import type { UpdateBaseline } from '../config/config.js';
import { type EventRules, rulesOf, type RunContext } from '../config/run-context.js';
import { headRulesOf } from '../config/trust.js';

/**
 * Whether a run that passes may pin the pool it was compared with, whose level the next baseline runs are
 * held against: a release that is published, or a release candidate that is gated before.
 *
 * @param profile of the run; a push or a run by hand on the release profile gates a candidate
 */
export function mayPin(update: UpdateBaseline, context: RunContext, profile?: string): boolean {
  if (update !== 'auto') return false;
  const writes = writesOf(context);
  const isCandidate = writes === 'run' && profile === 'release';
  return isCandidate || (writes === 'pin' && context.isPublication === true);
}

/** Whether a run may write the baseline at all, before its verdict is known. */
export function mayUpdate(update: UpdateBaseline, context: RunContext): boolean {
  if (update === 'auto')
    return writesOf(context) === 'run' && context.ref.startsWith('refs/heads/');
  return update === 'always' && rulesOf(context.event).mayAccept && headRulesOf(context).isTrusted;
}

/** What a run of its event writes of itself; for a head that is not trusted nothing. */
function writesOf(context: RunContext): EventRules['writes'] {
  return headRulesOf(context).isTrusted ? rulesOf(context.event).writes : 'nothing';
}
