import { missing } from '../config/config-errors.js';
import type { VerdictReason } from '../decide/verdict.js';
import type { RecordSource } from '../record/record-schema.js';
import { keepPlanned, openAnswers } from './answers.js';
import { openQuestions } from './ask-check.js';
import { openEndpoints } from './endpoints.js';
import { bringPictures, loadItems } from './items.js';
import { chooseCheck, takeCheck } from './judge-check-step.js';
import { planSweep, refuseUnaffordable } from './plan-step.js';
import { misfit, type Run } from './run.js';
import { readMeasured, refuseOtherMeasured } from './stored-measure.js';
import { askAheadAndCheck } from './ask-ahead.js';
import { judgeAll, refuseManyUnscored, sweepStaged } from './sweep-step.js';

const MEASURED = { verdict: 'measured', reason: 'measured' } as const;

/**
 * Mode measure: how safe a model's answers are, and nothing else. No baseline is looked up and nothing
 * is decided. With records it measures stored answers again, and asks the model nothing.
 *
 * @param run the world
 * @returns that it was measured
 * @throws GateError of the step that cannot go on, or TOO_MANY_UNSCORED
 */
export function measure(run: Run): Promise<VerdictReason> {
  return run.records === undefined ? measureModel(run) : measureStored(run, run.records);
}

/** Asks the model about every item, and has its answers judged. */
async function measureModel(run: Run): Promise<VerdictReason> {
  const items = await loadItems(run);
  const { resultStore } = await openAnswers(run, items);
  const checkPlan = chooseCheck(run, items, undefined);
  const questions = openQuestions(checkPlan, resultStore);
  const pictures = await bringPictures(run, items, questions);

  const endpoints = await openEndpoints(run);
  const plan = planSweep(run, items);
  const expected = { items, plan, results: resultStore.results, questions };
  const paid = await refuseUnaffordable(run, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures, paid };
  const judge = await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);

  const kept = keepPlanned(run, plan, { resultStore, merged: undefined });
  const nothing = { chosenBaseline: undefined, stickyGroups: [], decided: [] };
  const staged = await sweepStaged(run, { items, endpoints, kept, plan, judge, ...nothing });
  refuseManyUnscored(run, staged, endpoints);
  await run.events.mark({ type: 'finished' });
  return MEASURED;
}

/** Has stored answers judged by today's judge; labels that are there are shown where no judge is named. */
async function measureStored(run: Run, source: RecordSource): Promise<VerdictReason> {
  const stored = await readMeasured(run, source, await loadItems(run));
  const { items, merged, resultStore } = stored;
  if (stored.kind === 'judged') {
    takeCheck(run, merged);
    return MEASURED;
  }
  if (run.config.task === 'generation' && run.config.judge === undefined) {
    throw missing(
      'judge-model',
      'Nobody has judged these answers: name a judge that sees pictures.',
    );
  }
  const checkPlan = chooseCheck(run, items, undefined);
  const questions = openQuestions(checkPlan, resultStore);
  const pictures = await bringPictures(run, items, questions);
  refuseOtherMeasured(stored, await pictures.all);

  const endpoints = await openEndpoints(run, merged);
  if (endpoints.model !== undefined)
    throw misfit('Stored answers are measured, and a model is asked.');
  const planned = { ...run, config: stored.config };
  const plan = planSweep(planned, items);
  const expected = { items, plan, results: resultStore.results, questions };
  const paid = await refuseUnaffordable(planned, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures, paid };
  await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);

  await judgeAll(run, { items, endpoints, resultStore });
  refuseManyUnscored(run, { results: resultStore.results, merged }, endpoints);
  await run.events.mark({ type: 'finished' });
  return MEASURED;
}
