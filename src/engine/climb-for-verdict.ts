import type { GuardFinding } from '../core/compare/guards.js';
import { inspectAnswers } from '../core/compare/inspect-answers.js';
import { climbLadder } from './climb.js';
import { floorDomains } from './floors-of.js';
import { askItem, judgeAnswer, judgeEffectiveness } from './ask-item.js';
import type { GatePorts } from './gate-ports.js';
import { planContests, requestsPerCell } from './make-plan.js';
import { judgeEffectivenessOnce, judgeOnce } from './judge-once.js';
import type { Ledger } from './ledger.js';
import { needed } from './needed.js';
import type { RunFacts } from './run-facts.js';
import type { Sweep } from './sweep.js';

/**
 * Whether a run goes on to spend: it has something to compare with, makes or accepts a baseline, is
 * decided by floors alone, or is told to go on without one.
 *
 * @param facts what the run knows after the lookup
 */
export function mayClimb({ opponent, isFirst, config }: RunFacts): boolean {
  if (opponent?.kind === 'baseline' || isFirst) return true;
  const isByFloorsAlone =
    config.baseline.store.kind === 'none' && config.decision.floors.length > 0;
  if (isByFloorsAlone) return true;
  return config.baseline.update === 'always' || !config.decision.failMissingBaseline;
}

/**
 * Sets the run up against its baseline and climbs its ladder.
 *
 * @param facts gets the contests at the start, and how far the climb has come after each rung
 * @param ports the world
 * @param signal cancels the climb
 * @throws GateError of whatever stops the sweep
 */
export async function climbForVerdict(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  // Planned again: the check may have cost the run its opponent.
  const plan = planContests(facts);
  facts.contestPlan = plan;
  const ledger = needed(facts.ledger, 'ledger');
  const ranked = needed(facts.ranked, 'items');
  const items = [...ranked.values()].flat();
  facts.climb = await climbLadder(
    {
      ranked,
      rungs: plan.ladder.rungs,
      contests: plan.contests,
      alsoOpen: () => floorDomains(facts),
      sweep: {
        items: new Map(items.map((item) => [item.id, item])),
        ledger,
        task: facts.config.task,
        ...askItem(facts, ports),
        ...judgesOf(facts, ports, ledger),
        atOnce: callsAtOnce(facts),
        halt: facts.halt,
      },
      requestsPerCell: requestsPerCell(facts),
      budget: needed(facts.budget, 'budget'),
      clock: ports.clock,
      log: ports.log,
    },
    (state) => (facts.climb = state),
    signal,
  );
}

/** How answers are judged: at temperature 0 the same words of an item only once. */
function judgesOf(
  facts: RunFacts,
  ports: GatePorts,
  { results }: Ledger,
): Pick<Sweep, 'judge' | 'judgeEffectiveness'> {
  const judge = judgeAnswer(facts, ports);
  const rate = judgeEffectiveness(facts, ports);
  // Several votes are cast at the server's default temperature, and multiple choice asks nobody.
  if (facts.config.judge?.votes !== 1) return { judge, judgeEffectiveness: rate };
  const spared = (): void => {
    facts.reusedJudgements += 1;
  };
  return {
    judge: judge && judgeOnce(judge, results, spared),
    judgeEffectiveness: rate && judgeEffectivenessOnce(rate, results, spared),
  };
}

/**
 * Calls under way at once: twice what model and judge take in flight together, so that neither waits
 * for the other, and no more, so that memory is bounded by them and not by the data set.
 */
function callsAtOnce({ config }: RunFacts): number {
  const inFlight = (config.model?.concurrency ?? 0) + (config.judge?.endpoint.concurrency ?? 0);
  return Math.max(1, 2 * inFlight);
}

/**
 * What the guards found in the stored nights and in this run's answers.
 *
 * @param facts what the run knows after its climb
 */
export function guardsOf(facts: RunFacts): readonly GuardFinding[] {
  const { contestPlan, climb, opponent, ranked, ledger } = facts;
  const inNights = contestPlan?.findings ?? [];
  const pools = (climb?.contests ?? []).filter(({ against }) => against === 'pool');
  if (pools.length === 0 || opponent?.kind !== 'baseline') return inNights;
  const results = ledger?.results ?? new Map();
  return [
    ...inNights,
    ...inspectAnswers(
      pools,
      { nights: opponent.nights, poolMode: contestPlan?.poolMode ?? 'all' },
      { ranked: ranked ?? new Map(), results },
    ),
  ];
}
