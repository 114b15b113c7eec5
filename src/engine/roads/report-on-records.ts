import type { VerdictReason } from '../../core/compare/verdict.js';
import { createBudget } from '../asking/budget.js';
import { checkJudge } from '../stages/check-judge.js';
import { chooseCheck } from '../stages/choose-check.js';
import { climbForVerdict, mayClimb } from '../stages/climb-for-verdict.js';
import { finalVerdict, withoutBaseline } from '../stages/final-verdict.js';
import type { GatePorts } from '../gate-ports.js';
import { loadItems, readPictures } from '../stages/load-items.js';
import { lookUpBaseline, requireSave } from '../stages/look-up-baseline.js';
import { makePlan } from '../stages/make-plan.js';
import { needed } from '../needed.js';
import { openEndpoints } from '../stages/open-endpoints.js';
import { readRecords } from '../stages/read-records.js';
import { recheckJudge } from '../stages/recheck-judge.js';
import { refuseOtherPictures } from '../stages/refuse-other-pictures.js';
import { refuseUnaffordable } from '../stages/refuse-unaffordable.js';
import { isJudged, type RunFacts } from '../run-facts.js';

/**
 * Mode report: puts the records of a sweep together, judges what nobody has judged, and decides in
 * one rung, as an unsharded run with the same repeats would.
 *
 * @param facts filled in stage by stage
 * @param ports the world
 * @param signal cancels the run
 * @throws GateError of whatever stops it
 */
export async function reportOnRecords(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<VerdictReason> {
  await loadItems(facts, ports);
  await readRecords(facts, ports);
  await lookUpBaseline(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await requireSave(facts, ports);
  return isJudged(facts) ? decide(facts, ports, signal) : judgeAndDecide(facts, ports, signal);
}

/** Decides by the labels that the records hold. */
async function decide(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<VerdictReason> {
  facts.judgeCheck = facts.merged?.judgeCheck ?? undefined;
  facts.budget = createBudget(facts.config.maxRequests);
  recheckJudge(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await climbForVerdict(facts, ports, signal);
  return finalVerdict(facts);
}

/** Judges the answers that the records bring, as the gate would, and decides. */
async function judgeAndDecide(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<VerdictReason> {
  chooseCheck(facts, ports);
  await readPictures(facts, ports, signal);
  refuseOtherPictures(facts);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await openEndpoints(facts, ports, signal);
  await ports.journal.append({ type: 'begun', where: needed(facts.where, 'baseline') });
  await makePlan(facts, ports);
  refuseUnaffordable(facts);
  await checkJudge(facts, ports, signal);
  recheckJudge(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await climbForVerdict(facts, ports, signal);
  const reasoned = finalVerdict(facts);
  await ports.journal.append({ type: 'finished' });
  return reasoned;
}
