import type { VerdictReason } from '../../core/compare/verdict.js';
import { askAhead } from '../asking/ask-ahead.js';
import { checkJudge } from '../stages/check-judge.js';
import { chooseCheck } from '../stages/choose-check.js';
import { climbForVerdict } from '../stages/climb-for-verdict.js';
import type { GatePorts } from '../gate-ports.js';
import { loadItems, readPictures } from '../stages/load-items.js';
import { makePlan } from '../stages/make-plan.js';
import { openAnswers } from '../stages/open-answers.js';
import { openEndpoints } from '../stages/open-endpoints.js';
import { refuseUnaffordable } from '../stages/refuse-unaffordable.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Mode sweep: asks one rung of its items, judges where there is a judge, and stops there. It sees no
 * baseline and so decides nothing; how many answers are too many without a score is for the report
 * on all shards to say. The judge of a sweep in shards is checked once, by the first.
 *
 * @param facts filled in stage by stage
 * @param ports the world
 * @param signal cancels the run
 * @throws GateError of whatever stops the sweep
 */
export async function sweepOnly(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<VerdictReason> {
  await loadItems(facts, ports);
  await openAnswers(facts, ports);
  const isFirst = (facts.config.shard?.index ?? 1) === 1;
  if (isFirst) chooseCheck(facts, ports);
  await readPictures(facts, ports, signal);
  await openEndpoints(facts, ports, signal);
  await makePlan(facts, ports);
  refuseUnaffordable(facts);
  if (isFirst) await askAhead(facts, ports, signal, () => checkJudge(facts, ports, signal));
  await climbForVerdict(facts, ports, signal);
  await ports.journal.append({ type: 'finished' });
  return { verdict: 'inconclusive', reason: 'swept' };
}
