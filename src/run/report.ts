import type { VerdictReason } from '../decide/verdict.js';
import {
  goalOf,
  lookUpBaseline,
  recheckBaseline,
  requireSave,
  withoutBaseline,
  type Goal,
  type Storable,
} from './baseline-step.js';
import { sweepAndDecide } from './sweep-and-decide.js';
import { begin, nobodyAsked, openEndpoints } from './endpoints.js';
import { bringPictures, loadItems } from './items.js';
import { recordPlan, settlePlan } from './plan-digest.js';
import { makePlan, planAgainst, refuseUnaffordable } from './plan-step.js';
import type { RecordSource } from '../record/record-schema.js';
import {
  readRecords,
  refuseOtherPictures,
  type JudgedRecords,
  type UnjudgedRecords,
} from './records.js';
import { recall, repeatVerdict, type Recalled } from './repeat-verdict.js';
import type { Run } from './run.js';
import { askAheadAndCheck } from './ask-ahead.js';
import { openQuestions } from './ask-check.js';
import { chooseCheck, takeCheck } from './judge-check-step.js';
import { rereadCost } from './bridge-step.js';

/** What is known of a report before it is known who judges. */
interface Prospect {
  readonly goalByRows: Goal<'rows'>;
  readonly recalled: Recalled<'start'>;
  readonly storable: Storable;
}

/**
 * Mode report: takes records of sweeps, has judged what is not, compares and decides, in one stage, as
 * an unsharded run with the same repeats would.
 *
 * @param run the world; the model is not asked
 * @param source the records
 * @returns what the run came to
 * @throws GateError of the step that cannot go on
 */
export async function report(run: Run, source: RecordSource): Promise<VerdictReason> {
  const records = await readRecords(run, source, await loadItems(run));
  const { items, merged } = records;
  const { begunWith, isStoredWhole } = storedOf(records);
  const pictures = records.pictures.digests;
  const level = await lookUpBaseline(run, { items, pictures, merged, begunWith });
  const recalled = await recall(run, { items, chosenBaseline: level.chosenBaseline, merged });
  const repeated = repeatVerdict(run, recalled, isStoredWhole);
  if (repeated !== undefined) return repeated;
  const goalByRows = goalOf(run, level);
  if (goalByRows === undefined) return withoutBaseline(level);
  const prospect = { goalByRows, recalled, storable: await requireSave(run) };
  return records.kind === 'judged'
    ? reportJudged(run, records, prospect)
    : reportAnswers(run, records, prospect);
}

/** Where the answers of an earlier attempt were, and whether they were all. */
function storedOf(records: JudgedRecords | UnjudgedRecords) {
  return records.kind === 'unjudged'
    ? records.answers
    : { begunWith: undefined, isStoredWhole: false };
}

/** Compares records that hold labels already: nothing is asked any more. */
async function reportJudged(
  run: Run,
  { items, resultStore, merged }: JudgedRecords,
  { goalByRows, ...known }: Prospect,
): Promise<VerdictReason> {
  // Their pictures are those that the lookup has compared.
  const goal = { ...goalByRows, by: 'pictures' } as const;
  settlePlan(run, items, planAgainst(run, items, goal));
  const judge = takeCheck(run, merged);
  const endpoints = nobodyAsked(run);
  const kept = { resultStore, merged, decided: [] };
  return sweepAndDecide(run, { items, goal, judge, endpoints, ...kept, ...known });
}

/** Has the answers judged that nobody has judged yet, and compares them. */
async function reportAnswers(
  run: Run,
  records: UnjudgedRecords,
  { goalByRows, ...known }: Prospect,
): Promise<VerdictReason> {
  const { items, merged, answers } = records;
  const checkPlan = chooseCheck(run, items, goalByRows.chosenBaseline);
  const questions = openQuestions(checkPlan, answers.resultStore);
  const coming = await bringPictures(run, items, questions);
  const pictures = await coming.all;
  const level = recheckBaseline(run, goalByRows, items, pictures);
  const resultStore = refuseOtherPictures(records, pictures);
  const goal = goalOf(run, level);
  if (goal === undefined) return withoutBaseline(level);

  await recordPlan(run, items, planAgainst(run, items, goal));
  const endpoints = await begin(run, await openEndpoints(run, merged), goal);
  const plan = makePlan(run, items, goal);
  const reread = rereadCost(run, goal, { items, plan });
  const expected = { items, plan, results: resultStore.results, questions, reread };
  const paid = await refuseUnaffordable(run, expected, endpoints.budget);
  const check = { plan: checkPlan, resultStore, endpoints, pictures: coming, paid };
  const judge = await askAheadAndCheck(run, { items, endpoints, resultStore }, plan, check);
  const kept = { resultStore, merged, decided: answers.decided };
  return sweepAndDecide(run, { items, goal, judge, endpoints, ...kept, ...known });
}
