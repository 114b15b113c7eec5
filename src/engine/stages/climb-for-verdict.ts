import type { GuardFinding } from '../../core/compare/guards/guards.js';
import { inspectAnswers } from '../../core/compare/guards/inspect-answers.js';
import { climbLadder } from '../climb/climb.js';
import { floorDomains } from '../outcome/floors-of.js';
import type { GatePorts } from '../gate-ports.js';
import { keepPlanned } from './keep-planned.js';
import { planContests, requestsOf } from './make-plan.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { sweepOfRun } from '../climb/sweep-of-run.js';

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
  keepPlanned(facts);
  facts.climb = await climbLadder(
    {
      ranked: needed(facts.ranked, 'items'),
      rungs: plan.ladder.rungs,
      contests: plan.contests,
      alsoOpen: () => floorDomains(facts),
      sweep: sweepOfRun(facts, ports),
      requestsOf: (cells) => requestsOf(facts, cells),
      budget: needed(facts.budget, 'budget'),
      clock: ports.clock,
      log: ports.log,
    },
    (state) => (facts.climb = state),
    signal,
  );
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
