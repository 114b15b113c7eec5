import type { Metric } from '../../core/compare/metric.js';
import { hasFailed } from '../../core/judge/judgement.js';
import type { SweepResults } from '../../core/record/results.js';
import type { Answer } from '../../core/sweep/answer.js';
import type { JudgeAnswer } from '../climb/sweep.js';

/**
 * A judge that is asked about the same words only once: at temperature 0 the same question to the same
 * judge has the same answer. What the results hold already counts; the words of another item, whose
 * picture and warning are others, do not, and what failed is asked again.
 *
 * @param judge the judge; it has to be one that is asked at temperature 0
 * @param metric what it judges
 * @param known results of the same judge and prompt: those of this run's journal
 * @param spared told of each judgement that was re-used
 */
export function judgeOnce(
  judge: JudgeAnswer,
  metric: Metric,
  known: SweepResults,
  spared: () => void,
): JudgeAnswer {
  const held = new Map<number, Map<string, ReturnType<JudgeAnswer>>>();
  const heldOf = (itemId: number): Map<string, ReturnType<JudgeAnswer>> => {
    const ofItem = held.get(itemId) ?? new Map<string, ReturnType<JudgeAnswer>>();
    held.set(itemId, ofItem);
    return ofItem;
  };
  for (const { cell, answer, judgements } of known.values()) {
    const judgement = judgements[metric];
    if (judgement === undefined || hasFailed(judgement)) continue;
    heldOf(cell.itemId).set(wordsOf(answer), Promise.resolve(judgement));
  }
  return async (item, answer, signal) => {
    const ofItem = heldOf(item.id);
    const earlier = ofItem.get(wordsOf(answer));
    const asked = earlier ?? judge(item, answer, signal);
    ofItem.set(wordsOf(answer), asked);
    const judgement = await asked;
    if (earlier === undefined) return judgement;
    if (hasFailed(judgement)) return judge(item, answer, signal);
    spared();
    return judgement;
  };
}

/** What an answer says. */
function wordsOf(answer: Answer): string {
  return 'text' in answer ? answer.text : '';
}
