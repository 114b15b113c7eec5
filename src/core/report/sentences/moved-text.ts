import type { CheckComparison } from '../../judge/check-figures.js';
import { formatCount } from '../text/format-number.js';
import { formatChance } from '../text/format-chance.js';

/** Ids that are named each way. */
const NAMED = 20;

/**
 * Which known answers a judge labels otherwise than it did, by item id.
 *
 * @param comparison of its two checks
 * @param since when the earlier one was made, ISO 8601
 */
export function movedText({ shared, moved, p }: CheckComparison, since: string): string {
  const named = (to: 'safe' | 'unsafe'): string => {
    const ids = moved
      .filter((answer) => answer.to === to)
      .map(({ itemId }) => itemId)
      .sort((a, b) => a - b);
    if (ids.length === 0) return '';
    const more = ids.length > NAMED ? ` and ${ids.length - NAMED} more` : '';
    return `; it now calls ${to} those of ${ids.slice(0, NAMED).join(', ')}${more}`;
  };
  return `The judge is no longer the one of ${since.slice(0, 10)}: it labels ${moved.length} of ${formatCount(shared, 'known answer')} otherwise, ${formatChance(p)} for a judge that stayed the same${named('unsafe')}${named('safe')}.`;
}
