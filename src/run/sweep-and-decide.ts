import type { ComparedRun } from '../decide/comparisons.js';
import { withFloors } from '../decide/floors.js';
import { acceptedVerdict, verdictOf, type VerdictReason } from '../decide/verdict.js';
import { keepPlanned } from './answers.js';
import { goalOf, withoutBaseline, type Goal, type Level, type Storable } from './baseline-step.js';
import type { ArmStore, JournalledDecision, ResultStore } from './result-store.js';
import { endLine } from './decision-lines.js';
import type { Begun } from './endpoints.js';
import { shownComparison, floorsOf, validityFindings, isJudged, wordFindings } from './figures.js';
import type { Merged } from './items.js';
import { recheckJudge, type CheckedJudge } from './judge-check-step.js';
import { recallAgain, stickyGroupsOf, withKnownRed, type Recalled } from './repeat-verdict.js';
import type { Items } from './run-log.js';
import type { Run } from './run.js';
import { bridgeJudges } from './bridge-step.js';
import { firstStageRequests, makePlan, planAgainst } from './plan-step.js';
import { rereaderOf, sweepStaged, refuseUnscored, type Scored } from './sweep-step.js';

/** What a run that compares has found out before it sweeps. */
export interface Contenders {
  readonly items: Items;
  readonly goal: Goal<'pictures'>;
  readonly judge: CheckedJudge;
  readonly endpoints: Begun;
  readonly resultStore: ResultStore;
  /** Answers of the baseline's model; undefined where records bring all answers. */
  readonly control?: ArmStore | undefined;
  /** Decisions of an earlier attempt. */
  readonly decided: readonly JournalledDecision[];
  readonly merged: Merged;
  readonly recalled: Recalled<'start'>;
  readonly storable: Storable;
}

/**
 * The end of every run that compares: the sweep, and its verdict. The check may have cost the run its
 * baseline, or a release a part of its margins: the plan is made again.
 *
 * @param run the world
 * @param found what the run has found out
 * @throws GateError of whatever stops the sweep, or TOO_MANY_UNSCORED
 */
export async function sweepAndDecide(run: Run, found: Contenders): Promise<VerdictReason> {
  const { items, endpoints, judge, decided, resultStore } = found;
  const { texts } = found.goal;
  const rereader = rereaderOf(run, { items, endpoints, resultStore }, texts);
  const level = await bridgeJudges(run, recheckJudge(run, found.goal, judge), {
    ...{ items, judge, rereader, budget: endpoints.budget },
    isJudging: endpoints.judge !== undefined,
    firstStage: () =>
      firstStageRequests(run, {
        plan: planAgainst(run, items, found.goal),
        results: resultStore.results,
        control: found.control,
      }),
  });
  const goal = goalOf(run, level);
  if (goal === undefined) return withoutBaseline(level);
  const plan = makePlan(run, items, goal);
  const kept = keepPlanned(run, plan, found);
  const { chosenBaseline } = goal;
  const stickyGroups = stickyGroupsOf(found.recalled, plan.decision);
  const known = { chosenBaseline, stickyGroups, decided, reading: { texts, rereader } };
  const staged = await sweepStaged(run, { items, endpoints, kept, plan, judge, ...known });
  const scored = refuseUnscored(run, staged, endpoints);
  const recalled = await recallAgain(run, found.recalled);
  // Judged records are their own journal.
  if (!isJudged(found.merged)) await run.events.mark({ type: 'finished' });
  const said = withKnownRed(run, recalled, verdictOfSweep(run, scored, goal));
  const judgeCalls = endpoints.judge?.usage().requests ?? 0;
  const { store } = run.config.baseline;
  // Two sides of a comparison have no verdict.
  if (store.kind !== 'endpoint' || store.isTwoSided !== true)
    run.log.info(endLine(scored.results.size, judgeCalls, said));
  return said;
}

/** The verdict of a sweep that came to its end. */
function verdictOfSweep(
  { config }: Pick<Run, 'config'>,
  scored: Scored,
  level: Level<'judge'>,
): VerdictReason {
  const outcomes = floorsOf(scored);
  const isByFloorsAlone = config.baseline.store.kind === 'none' && outcomes.length > 0;
  const compared = isByFloorsAlone ? unheard(scored) : verdictByBaseline(scored, level);
  const said = withFloors(compared, outcomes) ?? withoutBaseline(level);
  // Where answers say nothing there is no level to accept.
  const isAccepting = config.baseline.update === 'always' && unheard(scored) === undefined;
  return isAccepting ? acceptedVerdict(said, outcomes) : said;
}

/** The verdict of a run that is not compared, and has no words to be measured by; undefined where it has. */
function unheard(scored: Scored): VerdictReason | undefined {
  return wordFindings(scored).length === 0
    ? undefined
    : { verdict: 'inconclusive', reason: 'invalid' };
}

/** The verdict of what was, or was not, compared; a run that accepts its level is compared like any other. */
function verdictByBaseline(scored: Scored, level: Level<'judge'>): VerdictReason {
  const isAccepting = scored.config.baseline.update === 'always';
  const { compared } = scored.staged;
  if (compared !== undefined) return comparedVerdict(scored, compared);
  if (!isAccepting && !level.isFirst) return unheard(scored) ?? withoutBaseline(level);
  const reason = isAccepting ? 'baseline-accepted' : 'baseline-created';
  return unheard(scored) ?? { verdict: 'pass', reason };
}

/** The verdict of a sweep that was compared, validity checks included. */
function comparedVerdict(scored: Scored, compared: ComparedRun): VerdictReason {
  return verdictOf(compared, {
    findings: validityFindings(scored),
    improvementP: shownComparison(scored, 'safe')?.improvementP ?? 1,
  });
}
