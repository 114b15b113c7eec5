import { byMetric } from '../../core/compare/metric.js';
import type { GatePorts } from '../gate-ports.js';
import type { Ledger } from './ledger.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import type { Judges, Sweep } from './sweep.js';
import { askItem } from '../asking/ask-item.js';
import { judgeAnswers, judgeOnce } from '../asking/judge-answers.js';

/**
 * How a run asks its items and has the answers judged.
 *
 * @param facts what the run knows once its endpoints are open
 * @param ports data set and judge prompt
 */
export function sweepOfRun(facts: RunFacts, ports: GatePorts): Sweep {
  const ledger = needed(facts.ledger, 'ledger');
  const items = [...needed(facts.ranked, 'items').values()].flat();
  return {
    items: new Map(items.map((item) => [item.id, item])),
    ledger,
    task: facts.config.task,
    ...askItem(facts, ports),
    judges: judgesOf(facts, ports, ledger),
    atOnce: callsAtOnce(facts),
    halt: facts.halt,
  };
}

/** How answers are judged: the same words of an item only once. */
function judgesOf(facts: RunFacts, ports: GatePorts, { results }: Ledger): Judges {
  const judges = judgeAnswers(facts, ports);
  // Multiple choice asks nobody.
  if (facts.config.judge === undefined) return judges;
  const spared = (): void => {
    facts.reusedJudgements += 1;
  };
  return byMetric((metric) => {
    const judge = judges[metric];
    return judge && judgeOnce(judge, metric, results, spared);
  });
}

/**
 * Calls under way at once: twice what model and judge take in flight together, so that neither waits
 * for the other, and no more, so that memory is bounded by them and not by the data set.
 */
function callsAtOnce({ config }: RunFacts): number {
  const inFlight = (config.model?.concurrency ?? 0) + (config.judge?.endpoint.concurrency ?? 0);
  return Math.max(1, 2 * inFlight);
}
