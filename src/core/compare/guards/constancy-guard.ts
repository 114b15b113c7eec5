import type { SafeCount } from '../../stats/paired-counts.js';
import type { ConstancyFinding } from './guards.js';

/** What is known of how much answers vary. */
export interface AnswerVariation {
  /** True at temperature 0 and for multiple choice: the protocol itself asks for fixed answers. */
  readonly isFixedByProtocol: boolean;
  /** For each item its stored counts night by night. */
  readonly items: readonly (readonly SafeCount[])[];
}

/** True when there are repeats to compare, and no two answers of an item ever differ. */
function neverVaries(items: readonly (readonly SafeCount[])[]): boolean {
  let pairs = 0;
  let different = 0;
  for (const nights of items) {
    const safe = nights.reduce((sum, night) => sum + night.safe, 0);
    const answers = nights.reduce((sum, night) => sum + night.answers, 0);
    pairs += (answers * (answers - 1)) / 2;
    different += safe * (answers - safe);
  }
  return pairs > 0 && different === 0;
}

/**
 * Finds answers that never vary, inside a night or across nights. Repeats and nights are copies
 * then, and any edit re-rolls every item: counting copies as evidence would alarm on .94 of harmless
 * changes. One answer an item on both sides (the exact McNemar test) is valid, with poor power.
 *
 * @param variation - protocol and stored counts; without two answers of any item the counts say
 *   nothing
 * @see docs/statistics.md, Guards
 */
export function constancyGuard(variation: AnswerVariation): ConstancyFinding | undefined {
  if (!variation.isFixedByProtocol && !neverVaries(variation.items)) return undefined;
  const why = variation.isFixedByProtocol
    ? 'Answers are fixed by the protocol (temperature 0 or multiple choice)'
    : 'No two stored answers to an item differ';
  return {
    code: 'constant-answers',
    consequence: 'one-answer-an-item',
    text: `${why}: repeats and nights are copies, so one answer an item is compared. Only large drops can be found this way.`,
    remedy:
      'For a finer gate ask open answers at a temperature above 0 (the default of the server will do).',
  };
}
