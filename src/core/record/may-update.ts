import type { UpdateBaseline } from '../config/config.js';
import { rulesOf } from '../config/events.js';
import type { RunContext } from '../config/run-context.js';

/**
 * Whether a run that passes may pin the pool it was compared with: a release that is published, whose
 * level the next nights are held against.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayPin(update: UpdateBaseline, context: RunContext): boolean {
  return (
    update === 'auto' && rulesOf(context.event).writes === 'pin' && context.isPublication === true
  );
}

/**
 * Whether a run may write the baseline at all, before its verdict is known.
 *
 * @param update the input
 * @param context where and why the run happens
 */
export function mayUpdate(update: UpdateBaseline, context: RunContext): boolean {
  if (update !== 'auto') return update === 'always';
  return rulesOf(context.event).writes === 'night' && context.ref.startsWith('refs/heads/');
}
