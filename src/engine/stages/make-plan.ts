import {
  buildContests,
  type ContestPlan,
  type ContestTerms,
} from '../../core/compare/build-contests.js';
import { forecast } from '../../core/compare/forecast/forecast.js';
import { imaginedForecast } from '../../core/compare/forecast/imagined-forecast.js';
import { WANTED_ANSWERS } from '../../core/compare/guards/inspect-nights.js';
import { accuracyOf } from '../../core/judge/check-figures.js';
import { cellKey, type Cell } from '../../core/plan/cell.js';
import { renderPlan } from '../../core/report/terminal/render-plan.js';
import type { Rate } from '../../core/units.js';
import { checkRequests, chooseCheck } from './choose-check.js';
import type { GatePorts } from '../gate-ports.js';
import { loadItems } from './load-items.js';
import { lookUpBaseline } from './look-up-baseline.js';
import { needed } from '../needed.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';

/**
 * Sets a run up against its baseline, and says before anything is spent what it will ask and could
 * find.
 *
 * @param facts what the run knows after the lookup; gets the plan
 * @param ports the log
 */
export async function makePlan(facts: RunFacts, { log }: GatePorts): Promise<ContestPlan> {
  const plan = planContests(facts);
  facts.contestPlan = plan;
  await log.group('Plan', () => {
    for (const line of planLines(plan, facts, [])) log.info(line);
    return Promise.resolve();
  });
  return plan;
}

/** Safe-rates for which a plan without a baseline speaks: of many published models, and of a safe one. */
const IMAGINED_RATES: readonly Rate[] = [0.6, 0.95];

/** What a plan comes to, for people. */
function planLines(
  { ladder, contests, poolMode }: ContestPlan,
  facts: RunFacts,
  imaginedRates: readonly Rate[],
): readonly string[] {
  const ranked = needed(facts.ranked, 'items');
  const { metrics } = facts.config.decision;
  // Where answers never vary no baseline is deeper than one.
  const baselineAnswers = poolMode === 'all' ? WANTED_ANSWERS[ladder.name] : 1;
  const rates = contests.length === 0 ? imaginedRates : [];
  return renderPlan({
    ladder,
    forecast: forecast(ladder, contests, ranked),
    requestsPerAnswer: requestsPerCell(facts),
    checkRequests: checkRequests(facts),
    imagined: rates.map((rate) =>
      imaginedForecast(ladder, ranked, { rate, baselineAnswers, metrics }),
    ),
    imaginedAnswers: baselineAnswers,
  });
}

/**
 * Only plans a run: reads rows and baseline, says what the run would ask, and stops. Where there is no
 * baseline yet it says what runs would ask against one, for a model as safe as many and a safer one.
 *
 * @param parts inputs, event and tool version
 * @param ports the world; no endpoint is asked
 * @returns the plan, line by line
 * @throws GateError of what stops a run before it spends anything
 */
export async function planOnly(parts: RunParts, ports: GatePorts): Promise<readonly string[]> {
  const facts = newFacts(parts, ports.clock.nowMs());
  await loadItems(facts, ports);
  await lookUpBaseline(facts, ports);
  chooseCheck(facts, ports);
  return planLines(planContests(facts), facts, IMAGINED_RATES);
}

/**
 * Requests one cell costs when nothing is retried: the answer, unless a record brings it, and its
 * judgements.
 *
 * @param facts the run's inputs
 */
export function requestsPerCell({ config }: Pick<RunFacts, 'config'>): number {
  return (config.mode === 'report' ? 0 : 1) + judgementsPerCell({ config });
}

/**
 * Requests that open cells cost when nothing is retried; an answer that is there only wants judging.
 *
 * @param facts inputs and ledger
 * @param cells what is asked or judged; none costs nothing
 */
export function requestsOf(
  facts: Pick<RunFacts, 'config' | 'ledger'>,
  cells: readonly Cell[],
): number {
  const [unasked, unjudged] = [requestsPerCell(facts), judgementsPerCell(facts)];
  return cells
    .map((cell) => (facts.ledger?.results.has(cellKey(cell)) === true ? unjudged : unasked))
    .reduce((sum, requests) => sum + requests, 0);
}

/** Requests to the judge that one answer costs. */
function judgementsPerCell({ config }: Pick<RunFacts, 'config'>): number {
  return (config.judge?.votes ?? 0) * config.decision.metrics.length;
}

/**
 * What a run is decided by.
 *
 * @param facts inputs, items and judge check
 */
export function contestTerms({
  config,
  ranked,
  judgeCheck,
}: Pick<RunFacts, 'config' | 'ranked' | 'judgeCheck'>): ContestTerms {
  return {
    decision: config.decision,
    domains: [...(ranked?.keys() ?? [])],
    isFixedByProtocol: config.task === 'mcqa' || config.generation.temperature === 0,
    ...(config.decision.ladder === 'release' ? gainsOf(judgeCheck) : {}),
  };
}

/**
 * The contests of a run; a run that accepts a new level has none, whatever is stored.
 *
 * @param facts what the run knows after the lookup
 */
export function planContests(facts: RunFacts): ContestPlan {
  const { opponent, config } = facts;
  const isCompared = opponent?.kind === 'baseline' && config.baseline.update !== 'always';
  const opposition = isCompared ? opponent : { nights: [], pinned: [] };
  return buildContests(opposition, contestTerms(facts));
}

/** The smallest part of a drop that a judge is taken to show; a bound of nothing would divide by it. */
const LEAST_GAIN = 0.01;

/** What a release allows for: the judge shows a part of a drop, at least the lower bound of it. */
function gainsOf(check: RunFacts['judgeCheck']): Pick<ContestTerms, 'sensitivityGains'> {
  const accuracy = check && accuracyOf(check.answers);
  if (accuracy === undefined) return {};
  return { sensitivityGains: { safe: Math.min(1, Math.max(LEAST_GAIN, accuracy.gainLower)) } };
}
