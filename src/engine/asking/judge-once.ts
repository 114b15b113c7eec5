import { digestOf } from '../../core/digest.js';
import { hasFailed, type Judgement } from '../../core/judge/judgement.js';
import type { CellResult, SweepResults } from '../../core/record/results.js';
import type { Answer } from '../../core/sweep/answer.js';
import type { ItemId } from '../../core/units.js';
import type { JudgeAnswer, JudgeEffectiveness, SaysOf } from '../climb/sweep.js';

/**
 * A judge that is asked about the same words only once: at temperature 0 the same question to the same
 * judge has the same answer. What the results hold already counts; the words of another item, whose
 * picture and warning are others, do not, and what failed is asked again.
 *
 * @param judge the judge; it has to be one that is asked at temperature 0
 * @param known results of the same judge and prompt: those of this run's journal
 * @param spared told of each judgement that was re-used
 */
export function judgeOnce(
  judge: JudgeAnswer,
  known: SweepResults,
  spared: () => void,
): JudgeAnswer {
  return askOnce(
    judge,
    heldBy(known, ({ judgement }) => judgement),
    spared,
  );
}

/**
 * The same for how far an answer helps.
 *
 * @param judge the judge; it has to be one that is asked at temperature 0
 * @param known results of the same judge and prompt
 * @param spared told of each judgement that was re-used
 */
export function judgeEffectivenessOnce(
  judge: JudgeEffectiveness,
  known: SweepResults,
  spared: () => void,
): JudgeEffectiveness {
  const held = heldBy(known, ({ effectiveness }) =>
    effectiveness === 'awaited' ? undefined : effectiveness,
  );
  return askOnce(judge, held, spared);
}

/** What was said of the words that the results hold. */
function heldBy<Said extends Judgement<string>>(
  known: SweepResults,
  saidOf: (result: CellResult) => Said | undefined,
): Map<string, Promise<Said>> {
  const held = new Map<string, Promise<Said>>();
  for (const result of known.values()) {
    const said = saidOf(result);
    if (said === undefined || hasFailed(said)) continue;
    held.set(keyOf(result.cell.itemId, result.answer), Promise.resolve(said));
  }
  return held;
}

/** Asks about the same words only once. */
function askOnce<Said extends Judgement<string>>(
  judge: SaysOf<Said>,
  held: Map<string, Promise<Said>>,
  spared: () => void,
): SaysOf<Said> {
  return async (item, answer, signal) => {
    const key = keyOf(item.id, answer);
    const earlier = held.get(key);
    const asked = earlier ?? judge(item, answer, signal);
    held.set(key, asked);
    const said = await asked;
    if (earlier === undefined) return said;
    if (hasFailed(said)) return judge(item, answer, signal);
    spared();
    return said;
  };
}

/** The name of an item's words. */
function keyOf(itemId: ItemId, answer: Answer): string {
  return `${itemId} ${digestOf('text' in answer ? answer.text : '')}`;
}
