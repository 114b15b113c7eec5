import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { VerdictReason } from '../decide/verdict.js';
import type { JudgeConfig } from '../config/config.js';
import { isUnverified } from '../config/trust.js';
import { digestOfJson, memoryDigest } from '../digest.js';
import { redDomains, type RedGroup } from '../report/red-groups.js';
import { targetOfRun, type Merged } from './items.js';
import type { Items } from './run-log.js';
import type { Run } from './run.js';
import type { DecisionPlan } from '../decide/decision-plan.js';
import {
  lastVerdict,
  mergeMemories,
  redOf,
  type RememberedVerdict,
  type VerdictMemory,
  type VerdictSubject,
} from '../report/verdict-memory.js';

/** What is known of earlier runs on the pull request, as of the beginning or of the end of a run. */
export interface Recalled<At extends 'start' | 'end'> {
  readonly at: At;
  /** What this run's verdict belongs to; undefined off pull requests. */
  readonly subject: VerdictSubject | undefined;
  /** Undefined where nothing can be recalled. */
  readonly memory: VerdictMemory | undefined;
  /** Why a part could not be read; undefined when all of it was. */
  readonly problem: string | undefined;
}

/** What a verdict will belong to. */
interface Belongs {
  readonly items: Pick<Items, 'protocol'>;
  readonly chosenBaseline: ChosenBaseline;
  readonly merged: Merged;
}

/**
 * Recalls earlier runs on the pull request.
 *
 * @param run inputs, event and memory
 * @param belongs what this run's verdict will belong to
 */
export async function recall(
  run: Pick<Run, 'config' | 'context' | 'recall' | 'events'>,
  belongs: Belongs,
): Promise<Recalled<'start'>> {
  const { context, events } = run;
  events.append({ type: 'step', name: 'repeatVerdict' });
  const nothing = { at: 'start', memory: undefined, problem: undefined } as const;
  if (context.pullRequest === undefined) return { ...nothing, subject: undefined };
  const subject = subjectOf(run, belongs);
  events.append({ type: 'subject', subject });
  if (run.recall === undefined) return { ...nothing, subject };
  const found = await run.recall.recall();
  events.append({ type: 'recalled', ...found, isAgain: false });
  return { at: 'start', subject, ...found };
}

/**
 * The verdict that a run on a pull request's head has already, before it asks anything. A red verdict
 * belongs to head, target, baseline and protocol: it is repeated, unless all answers behind it are
 * stored, which then show it at no cost ({@link withKnownRed} holds it all the same). Any verdict is
 * repeated after an edit of the pull request's title or text, and on workflow_run, which does not say
 * what started the run that it follows.
 *
 * @param run the event
 * @param recalled what is known of earlier runs
 * @param isStoredWhole whether the answers of a run that came to its end are stored
 * @returns undefined when the run goes on
 */
export function repeatVerdict(
  run: Pick<Run, 'context' | 'events'>,
  { subject, memory }: Recalled<'start'>,
  isStoredWhole: boolean,
): VerdictReason | undefined {
  if (subject === undefined || memory === undefined || isStoredWhole) return undefined;
  const isAsBefore = run.context.pullRequest?.isTextEdit === true;
  const isPerhaps = run.context.workflowRun !== undefined;
  const known =
    isAsBefore || isPerhaps ? lastVerdict(memory, subject, isAsBefore) : redOf(memory, subject);
  return known === undefined ? undefined : repeat(run, known);
}

/**
 * Looks once more where not all earlier verdicts could be read at the start, before the verdict is made: a
 * red one that GitHub kept back for a moment holds all the same ({@link withKnownRed}).
 *
 * @param run the event and the memory
 * @param recalled what was known at the start
 */
export async function recallAgain(
  run: Pick<Run, 'context' | 'recall' | 'events'>,
  recalled: Recalled<'start'>,
): Promise<Recalled<'end'>> {
  const { memory, problem } = recalled;
  run.events.append({ type: 'step', name: 'recallAgain' });
  if (run.recall === undefined || memory === undefined || problem === undefined) {
    return { ...recalled, at: 'end' };
  }
  const found = await run.recall.recall();
  const looks = [memory, found.memory].map((each) => ({ memory: each, isAuthentic: true }));
  const merged = { ...found, memory: mergeMemories(looks, run.context.sha) };
  run.events.append({ type: 'recalled', ...merged, isAgain: true });
  return { ...recalled, ...merged, at: 'end' };
}

/**
 * The verdict of a run, or the red one that its head has already: answers that were stored, or another
 * look at them, do not turn it green.
 *
 * @param run where a repeated verdict is noted
 * @param recalled what is known of earlier runs
 * @param said what this run came to
 */
export function withKnownRed(
  run: Pick<Run, 'events'>,
  { memory, subject }: Recalled<'end'>,
  said: VerdictReason,
): VerdictReason {
  if (said.verdict === 'fail' || memory === undefined || subject === undefined) return said;
  const red = redOf(memory, subject);
  return red === undefined ? said : repeat(run, red);
}

/**
 * The groups that were red on an earlier head of the pull request under the same protocol; all of them
 * where all items together were.
 *
 * @param recalled what is known of earlier runs
 * @param plan the groups of this run
 */
export function stickyGroupsOf(
  { memory, subject }: Recalled<'start'>,
  { groups }: DecisionPlan,
): readonly string[] {
  const { sticky = [], verdicts = [] } = memory ?? {};
  const isRedOn = (isThisHead: boolean, group: RedGroup): boolean =>
    verdicts.some(
      ({ head, red }) =>
        (head === subject?.head) === isThisHead &&
        red.some(({ metric, domain }) => metric === group.metric && domain === group.domain),
    );
  const red = sticky.filter(
    // A group that is red on this very head alone does not stick to it.
    (group) =>
      group.protocol === subject?.protocol && !(isRedOn(true, group) && !isRedOn(false, group)),
  );
  const isOverall = red.some(({ domain }) => domain === null);
  const names = redDomains(
    red,
    groups.flatMap(({ domains }) => domains),
  ).map(({ domain }) => domain);
  return groups
    .filter(({ domains }) => isOverall || domains.some((domain) => names.includes(domain)))
    .map(({ name }) => name);
}

/** Takes a verdict over. */
function repeat({ events }: Pick<Run, 'events'>, known: RememberedVerdict): VerdictReason {
  events.append({ type: 'repeated', verdict: known });
  const { verdict, reason } = known;
  return { verdict, reason } as VerdictReason;
}

/** Who made the answers of a fork's job says what it likes of the target. */
const UNVERIFIED_TARGET = memoryDigest('unverified');

/**
 * What the verdict of a run belongs to.
 *
 * @param run inputs and event
 * @param belongs what it asks, and what that is compared with
 */
export function subjectOf(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { items, chosenBaseline, merged }: Belongs,
): VerdictSubject {
  // The seed is of the items, which any seed may stand for; who chose another would choose to try again.
  const decision = { ...config.decision, seed: undefined };
  const baseline = comparedWith(chosenBaseline);
  const target = { ...targetOfRun(config, merged), served: null };
  return {
    head: context.sha,
    base: memoryDigest(context.baseBranch),
    target: isUnverified(config, context) ? UNVERIFIED_TARGET : shortDigest(target),
    baseline: shortDigest(baseline),
    protocol: shortDigest(items.protocol),
    terms: shortDigest({ decision, name: config.baseline.name, judge: judgeTerms(config.judge) }),
  };
}

/** What a verdict is against: the stored baseline, or the model that is asked in its place. */
function comparedWith(chosenBaseline: ChosenBaseline): object {
  switch (chosenBaseline.kind) {
    case 'baseline':
      return chosenBaseline.baseline;
    case 'live':
      return chosenBaseline.control;
    case 'none':
      return {};
  }
}

/** What the protocol does not say of a judge: where it is asked, and on how much it is checked. */
function judgeTerms(judge: JudgeConfig | undefined): object | null {
  return judge === undefined ? null : { baseUrl: judge.endpoint.baseUrl, check: judge.check };
}

/** The digest of a value as a memory holds it. */
function shortDigest(value: object): string {
  return memoryDigest(digestOfJson(value));
}
