import type { VerdictReason } from '../decide/verdict.js';
import { openAnswers } from './answers.js';
import {
  goalOf,
  lookUpBaseline,
  recheckBaseline,
  recheckRows,
  requireSave,
  withoutBaseline,
} from './baseline-step.js';
import { sweepAndDecide } from './sweep-and-decide.js';
import { begin, openEndpoints } from './endpoints.js';
import { bringPictures, loadItems, NO_DIGESTS } from './items.js';
import { recall, repeatVerdict } from './repeat-verdict.js';
import type { Run } from './run.js';
import { askAheadAndCheck } from './ask-ahead.js';
import { openQuestions } from './ask-check.js';
import { chooseCheck } from './judge-check-step.js';
import { rereadCost } from './bridge-step.js';
import { recordPlan } from './plan-digest.js';
import { makePlan, planAgainst, refuseUnaffordable } from './plan-step.js';

/**
 * Mode gate: sweeps, compares with the baseline and decides. What is free comes first, and what can
 * refuse before what is paid for.
 *
 * @param run the world
 * @returns what the run came to
 * @throws GateError of the step that cannot go on
 */
export async function gate(run: Run): Promise<VerdictReason> {
  const items = await loadItems(run);
  const { resultStore, control, begunWith, isStoredWhole, decided } = await openAnswers(run, items);

  const identity = { items, pictures: NO_DIGESTS, merged: undefined, begunWith };
  const byRows = await lookUpBaseline(run, identity);
  const recalled = await recall(run, {
    items,
    chosenBaseline: byRows.chosenBaseline,
    merged: undefined,
  });
  const repeated = repeatVerdict(run, recalled, isStoredWhole);
  if (repeated !== undefined) return repeated;
  const foundGoal = goalOf(run, byRows);
  if (foundGoal === undefined) return withoutBaseline(byRows);
  const storable = await requireSave(run);

  const checkPlan = chooseCheck(run, items, foundGoal.chosenBaseline);
  const questions = openQuestions(checkPlan, resultStore);
  const pictures = await bringPictures(run, items, questions);
  const byKnown = recheckRows(run, foundGoal, items, pictures);
  const goalByKnown = goalOf(run, byKnown);
  if (goalByKnown === undefined) return withoutBaseline(byKnown);

  await recordPlan(run, items, planAgainst(run, items, goalByKnown));
  const endpoints = await begin(run, await openEndpoints(run), goalByKnown);
  const plan = makePlan(run, items, goalByKnown);
  const reread = rereadCost(run, goalByKnown, { items, plan });
  const { chosenBaseline } = goalByKnown;
  const { results } = resultStore;
  const expected = { items, plan, chosenBaseline, results, control, questions, reread };
  const paid = await refuseUnaffordable(run, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures, paid };
  const judge = await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);

  const byPictures = recheckBaseline(run, goalByKnown, items, await pictures.all);
  const goal = goalOf(run, byPictures);
  if (goal === undefined) return withoutBaseline(byPictures);
  return sweepAndDecide(run, {
    ...{ items, goal, judge, endpoints, resultStore, control, decided, recalled, storable },
    merged: undefined,
  });
}
