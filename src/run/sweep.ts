import type { VerdictReason } from '../decide/verdict.js';
import { keepPlanned, openAnswers } from './answers.js';
import { openEndpoints } from './endpoints.js';
import { bringPictures, loadItems } from './items.js';
import { openQuestions } from './ask-check.js';
import { chooseCheck } from './judge-check-step.js';
import { recordPlan } from './plan-digest.js';
import { planAgainst, planSweep, refuseUnaffordable } from './plan-step.js';
import type { Run } from './run.js';
import { askAheadAndCheck } from './ask-ahead.js';
import { sweepStaged } from './sweep-step.js';

/**
 * Mode sweep: asks, judges where there is a judge, and stops at the record. It sees no baseline and
 * decides nothing: how many answers are too many without a score is for the report on all shards to
 * say.
 *
 * @param run the world
 * @returns that nothing was to be decided
 * @throws GateError of the step that cannot go on
 */
export async function sweep(run: Run): Promise<VerdictReason> {
  const items = await loadItems(run);
  const { resultStore } = await openAnswers(run, items);
  const checkPlan = chooseCheck(run, items, undefined);
  const questions = openQuestions(checkPlan, resultStore);
  const pictures = await bringPictures(run, items, questions);

  await recordPlan(run, items, planAgainst(run, items, {}));
  const endpoints = await openEndpoints(run);
  const plan = planSweep(run, items);
  const expected = { items, plan, results: resultStore.results, questions };
  const paid = await refuseUnaffordable(run, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures, paid };
  const judge = await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);

  const kept = keepPlanned(run, plan, { resultStore, merged: undefined });
  const nothing = { chosenBaseline: undefined, stickyGroups: [], decided: [] };
  await sweepStaged(run, { items, endpoints, kept, plan, judge, ...nothing });
  await run.events.mark({ type: 'finished' });
  return { verdict: 'inconclusive', reason: 'swept' };
}
