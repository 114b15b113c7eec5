import type { VerdictReason } from '../decide/verdict.js';
import { openAnswers } from './answers.js';
import {
  goalOf,
  lookUpBaseline,
  NO_PICTURES,
  recheckBaseline,
  requireSave,
  withoutBaseline,
} from './baseline-step.js';
import { sweepAndDecide } from './sweep-and-decide.js';
import { begin, openEndpoints } from './endpoints.js';
import { loadItems, readPictures } from './items.js';
import { recordPlan } from './plan-digest.js';
import { makePlan, planAgainst, refuseUnaffordable } from './plan-step.js';
import { recall, repeatVerdict } from './repeat-verdict.js';
import type { Run } from './run.js';
import { askAheadAndCheck } from './sweep-step.js';
import { openQuestions } from './ask-check.js';
import { chooseCheck } from './judge-check-step.js';
import { rereadCost } from './bridge-step.js';

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
  const { resultStore, begunWith, isStoredWhole, decided } = await openAnswers(run, items);

  const identity = { items, pictures: NO_PICTURES, merged: undefined, begunWith };
  const byRows = await lookUpBaseline(run, identity);
  const recalled = await recall(run, {
    items,
    chosenBaseline: byRows.chosenBaseline,
    merged: undefined,
  });
  const repeated = repeatVerdict(run, recalled, isStoredWhole);
  if (repeated !== undefined) return repeated;
  const goalByRows = goalOf(run, byRows);
  if (goalByRows === undefined) return withoutBaseline(byRows);
  const storable = await requireSave(run);

  const checkPlan = chooseCheck(run, items, goalByRows.chosenBaseline);
  const questions = openQuestions(checkPlan, resultStore);
  const pictures = await readPictures(run, items, questions);
  const byPictures = recheckBaseline(run, goalByRows, items, pictures);
  const goalByPictures = goalOf(run, byPictures);
  if (goalByPictures === undefined) return withoutBaseline(byPictures);

  await recordPlan(run, items, planAgainst(run, items, goalByPictures));
  const endpoints = await begin(run, await openEndpoints(run), goalByPictures);
  const plan = makePlan(run, items, goalByPictures);
  const reread = rereadCost(run, goalByPictures, { items, plan });
  const expected = { items, plan, results: resultStore.results, questions, reread };
  const paid = await refuseUnaffordable(run, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures, paid };
  const judge = await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);

  return sweepAndDecide(run, {
    ...{ items, judge, endpoints, resultStore, decided, recalled, storable },
    goal: goalByPictures,
    merged: undefined,
  });
}
