import {
  addMoves,
  labelMoves,
  storedSamples,
  todaysCounts,
  type LabelMoves,
  type StoredSample,
} from '../baseline/relabel.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import { type ChosenBaseline, runsAgainst } from '../baseline/choose-baseline.js';
import type { RejudgeRequest } from '../decide/decision-state.js';
import type { Metric } from '../decide/metric.js';
import type { Budget } from '../model/limits.js';
import type { Reading, Rereader } from './reread.js';
import type { RunLog } from './run-log.js';
import type { Log } from '../log.js';
import type { Rejudge } from './staged-sweep.js';
import type { StoredTexts } from './stored-texts.js';

/** What requests are answered with. */
export interface RejudgeParts {
  readonly plan: Pick<ComparisonPlan, 'comparisons' | 'poolMode'>;
  readonly chosenBaseline: ChosenBaseline | undefined;
  readonly texts: StoredTexts;
  readonly rereader: Rereader;
  readonly budget: Budget;
  readonly events: RunLog;
  readonly log: Log;
}

/** One comparison's part of a request. */
interface Part {
  readonly comparison: number;
  readonly metric: Metric;
  readonly samples: ReadonlyMap<number, readonly StoredSample[]>;
}

/**
 * Has the stored answers of suspected groups read by today's judge. What cannot be paid in full is not
 * begun; where the words of some run are not there, the labels of the day hold for all.
 *
 * @param parts the plan, the words, and who reads them
 */
export function answerRejudge(parts: RejudgeParts): Rejudge {
  const { texts, rereader, budget, events, log } = parts;
  let isTold = false;
  return async (request, title, signal) => {
    const wanted = request.comparisons.map((comparison) => partOf(parts, request, comparison));
    const runs = wanted.flatMap(({ samples }) =>
      [...samples.values()].flat().flatMap((each) => (each.hasWords ? each.run : [])),
    );
    const { texts: known, problem } = await texts.of(runs);
    if (runs.some((run) => !known.has(run.answersDigest))) {
      if (!isTold) events.append({ type: 'labels-of-the-day', problem });
      isTold = true;
      return { kind: 'labels-of-the-day' };
    }
    const readings = wanted.map(readingOf);
    const needed = await rereader.cost(readings);
    const shortOf = needed - budget.left();
    if (shortOf > 0) {
      log.warning(
        `${title}: re-reading ${request.storedAnswers} stored answers needs ${needed} requests and max-requests leaves ${budget.left()}: not asked.`,
      );
      return { kind: 'refused', shortOf };
    }
    await rereader.read(readings, title, signal);
    events.append({
      type: 'reread',
      why: 'suspected',
      name: title,
      moves: movesOf(wanted, rereader),
    });
    const counts = wanted.map(
      ({ comparison, metric, samples }) =>
        [comparison, todaysCounts(samples, metric, rereader.label)] as const,
    );
    return { kind: 'rejudged', counts: new Map(counts) };
  };
}

/** The stored answers of one comparison that a request is about. */
function partOf(
  { plan, chosenBaseline }: RejudgeParts,
  { items }: RejudgeRequest,
  comparison: number,
): Part {
  const { metric = 'safe', against = 'pool' } = plan.comparisons[comparison] ?? {};
  const query = { metric, poolMode: plan.poolMode, items: new Set(items) };
  return {
    comparison,
    metric,
    samples: storedSamples(runsAgainst(chosenBaseline, against), query),
  };
}

/** What the judge reads of a part: the answers that have words. */
function readingOf({ metric, samples }: Part): Reading {
  return { metric, samples: [...samples.values()].flat().filter((each) => each.hasWords) };
}

/** How the labels moved; answers that two comparisons share count once. */
function movesOf(parts: readonly Part[], { label }: Rereader): LabelMoves {
  const byMetric = new Map<Metric, Map<string, StoredSample>>();
  for (const { metric, samples } of parts) {
    const known = byMetric.get(metric) ?? new Map<string, StoredSample>();
    byMetric.set(metric, known);
    for (const each of [...samples.values()].flat()) {
      known.set(`${each.run.answersDigest}:${each.itemId}:${each.repeat}`, each);
    }
  }
  return addMoves(
    [...byMetric].map(([metric, samples]) => labelMoves([...samples.values()], metric, label)),
  );
}
