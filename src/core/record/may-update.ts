import type { UpdateBaseline } from '../config/config.js';
import { BRANCH_EVENTS, type RunContext } from '../config/run-context.js';

/**
 * Whether a run that passes may pin the pool it was compared with: a release, whose level the next
 * nights are held against.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayPin(update: UpdateBaseline, context: RunContext): boolean {
  return update === 'auto' && context.event === 'release';
}

/**
 * Whether a run may write the baseline at all, before its verdict is known.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayUpdate(update: UpdateBaseline, context: RunContext): boolean {
  if (update !== 'auto') return update === 'always';
  return BRANCH_EVENTS.has(context.event) && context.ref.startsWith('refs/heads/');
}
