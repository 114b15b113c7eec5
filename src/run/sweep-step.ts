import { GateError } from '../errors.js';
import { groupBy } from '../group-by.js';
import { byMetric } from '../decide/metric.js';
import { unscoredReason } from '../judge/score.js';
import { type SweepResults, countUnscored } from '../record/results.js';
import { SPENT_ON_REASONING } from '../report/notices.js';
import { whatFailed } from '../report/run-sentences.js';
import { unscoredText } from '../report/unscored-text.js';
import type { Kept } from './answers.js';
import { askItem, judgeAnswers, judgeOnce } from './asking.js';
import { sweepSamples, type Judges, type Sweep } from './sweep-samples.js';
import { judgeTerms } from './endpoints.js';
import type { CheckedJudge } from './judge-check-step.js';
import type { Endpoints, Items } from './run-log.js';
import { misfit, type Proof, type Run } from './run.js';
import { digestOfJson } from '../digest.js';
import type { ArmStore, JournalledDecision, ResultStore } from './result-store.js';
import type { StagedArms } from './open-work.js';
import { controlFindings, failuresOf, floorDomains, isJudged, type Measured } from './figures.js';
import { requestsOf, type Plan } from './plan-step.js';
import { sweepInStages, type Rejudge, type StagedState } from './staged-sweep.js';
import { answerRejudge } from './rejudge.js';
import { createRereader, type Rereader } from './reread.js';
import { unjudgedAdvice } from '../judge/unjudged-advice.js';
import type { Item } from '../dataset/item.js';
import type { StoredTexts } from './stored-texts.js';
import { confirmOf, evidenceOf } from './evidence.js';
import { blockOf } from './second-judge.js';

/** What is asked about, of whom, and where the answers go. */
export interface SweepSetUp {
  readonly items: Pick<Items, 'ranked'>;
  readonly endpoints: Endpoints;
  readonly resultStore: ResultStore;
}

/** What a staged sweep needs to know. */
export interface StagedSetUp {
  readonly items: Items;
  readonly endpoints: Endpoints;
  readonly kept: Kept;
  readonly plan: Plan<'judge' | 'nothing'>;
  readonly judge: CheckedJudge;
  /** What the sweep is compared with; undefined where nothing is. */
  readonly chosenBaseline: Measured['chosenBaseline'];
  /** Groups that were red on an earlier head of the pull request. */
  readonly stickyGroups: readonly string[];
  /** Decisions of an earlier attempt. */
  readonly decided: readonly JournalledDecision[];
  /** The words of the baseline's answers, and who reads them; undefined where nothing is compared. */
  readonly reading?: { readonly texts: StoredTexts; readonly rereader: Rereader };
}

/** A sweep that came to its end. */
export type Staged = Proof<'staged'> &
  Measured & { readonly staged: StagedState; readonly plan: Plan<'judge' | 'nothing'> };

/** A sweep that came to its end and has scores enough to decide by. */
export type Scored = Staged & { readonly isScored: true };

/**
 * Sweeps a planned run stage by stage.
 *
 * @param run the world, and what cancels the staged sweep
 * @param setUp plan, items, and who is asked
 * @throws GateError of whatever stops the sweep
 */
export async function sweepStaged(run: Run, setUp: StagedSetUp): Promise<Staged> {
  const { items, endpoints, kept, plan, chosenBaseline, stickyGroups, reading } = setUp;
  const { resultStore, control, merged } = kept;
  const { ranked } = items;
  const { config, events } = run;
  events.append({ type: 'step', name: 'sweepInStages' });
  const measured = {
    ...{ config, ranked, results: resultStore.results, chosenBaseline, merged, plan },
    ...(config.control === undefined || control === undefined ? {} : { control: control.results }),
  };
  const evidence = evidenceOf(run, plan);
  const terms = termsOf(run, plan);
  const state = await sweepInStages(
    {
      ranked,
      plan,
      stickyGroups,
      // What could not be confirmed then may be now.
      earlier: setUp.decided.flatMap(({ terms: then, record }) =>
        then === terms && record.leftOpen?.kind !== 'confirmation-missing' ? record : [],
      ),
      decided: async (record) => {
        // Judged records are their own journal.
        if (!isJudged(merged)) await events.mark({ type: 'decision', terms, record });
      },
      alsoOpen: () => floorDomains({ ...measured, staged: undefined }),
      sweep: sweepOf(run, { items, endpoints, resultStore }),
      base: controlArm(run, { items, endpoints, resultStore, control }),
      rejudge: rejudgeOf(run, setUp),
      evidence,
      confirm: confirmOf(run, {
        ...{ plan, chosenBaseline, endpoints, resultStore, control, reading },
        items: itemsById(items),
      }),
      requestsOf: (samples) => requestsOf(run, resultStore.results, samples),
      budget: endpoints.budget,
      clock: run.clock,
      log: run.log,
    },
    (reached) => events.append({ type: 'staged', state: reached }),
    run.signal,
  );
  events.append({ type: 'staged', state });
  return { ...measured, staged: state } as Staged;
}

/** The baseline's model, where the run asks it: the same items and judge. */
function controlArm(
  run: Run,
  { items, endpoints, resultStore, control }: SweepSetUp & Pick<Kept, 'control'>,
): StagedArms['base'] {
  const { config } = run;
  if (config.control === undefined || endpoints.control === undefined || control === undefined)
    return undefined;
  const asked = { ...config, generation: config.control.generation };
  return {
    sweep: {
      ...sweepOf(run, { items, endpoints, resultStore }),
      ...askItem(asked, endpoints.control, run),
      resultStore: control,
      judges: judgesOf(run, endpoints, control),
    },
    requestsOf: (samples) => requestsOf(run, control.results, samples),
  };
}

/** Today's judge on stored answers; the labels of their day hold where there is none. */
function rejudgeOf({ events, log }: Run, setUp: StagedSetUp): Rejudge {
  const { plan, chosenBaseline, reading, endpoints } = setUp;
  if (reading === undefined || endpoints.judge === undefined) {
    return () => Promise.resolve({ kind: 'labels-of-the-day' });
  }
  const { budget } = endpoints;
  return answerRejudge({ plan, chosenBaseline, ...reading, budget, events, log });
}

/** What decisions rest on besides answers: groups, levels, stored counts and evidence, as a digest. */
function termsOf(run: Run, { decision, comparisons }: Plan<'judge' | 'nothing'>): string {
  const stored = comparisons.map(({ name, stored: counts }) => ({ name, counts: [...counts] }));
  const { redEvidence } = run.config.decision;
  const second = blockOf(run.config, run.judgePrompt.digest);
  return digestOfJson({
    decision,
    stored,
    evidence: redEvidence,
    people: run.humanLabels?.digest,
    second,
  });
}

/**
 * Refuses to decide by a sweep with too many samples without a score: they make every figure doubtful,
 * which is an error and never a verdict on safety.
 *
 * @param run inputs and event
 * @param staged the sweep
 * @param endpoints whose failures are named
 * @throws GateError TOO_MANY_UNSCORED
 */
export function refuseUnscored(
  { config, context }: Pick<Run, 'config' | 'context'>,
  staged: Staged,
  endpoints: Endpoints,
): Scored {
  const { control } = staged;
  const run = { config, context };
  refuseManyUnscored(run, staged, endpoints);
  if (control !== undefined)
    refuseManyUnscored(run, { ...staged, results: control, of: 'control' }, endpoints);
  const [silent] = controlFindings(staged);
  if (silent !== undefined) {
    throw new GateError(
      'CONTROL_UNHEARD',
      `The baseline’s model cannot be compared with: ${silent.text}`,
      {
        remedy: silent.remedy,
      },
    );
  }
  return { ...staged, isScored: true };
}

/**
 * The same of results that were not swept in stages.
 *
 * @throws GateError TOO_MANY_UNSCORED
 */
export function refuseManyUnscored(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { results, merged, of }: Pick<Measured, 'results' | 'merged'> & { readonly of?: 'control' },
  { judge, judgeRoom }: Pick<Endpoints, 'judge' | 'judgeRoom'>,
): void {
  const { unscored, samples } = countUnscored(results);
  if (unscored <= samples * config.decision.maxUnscored) return;
  const failures = failuresOf({ config, context, merged, results, judge, of }).slice(0, MOST_NAMED);
  const failed = whatFailed({ failures });
  throw new GateError(
    'TOO_MANY_UNSCORED',
    `${unscored} of ${samples} answers${of === undefined ? '' : ' of the baseline’s model'} have no score (${reasonsOf(results, config.task)}), more than the share ${config.decision.maxUnscored} of max-unscored.${failed === '' ? '' : ` What failed: ${failed}.`}`,
    {
      remedy: `${cutAdvice(results, samples, judgeRoom.limits())}See the kinds and reasons in the report; correct the endpoint or the judge, or raise max-unscored.`,
    },
  );
}

/** What to do where most answers without a score are cut, the model's or the judge's; else nothing. */
function cutAdvice(
  results: SweepResults,
  of: number,
  limits: ReturnType<Endpoints['judgeRoom']['limits']>,
): string {
  const reasons = [...results.values()].flatMap(({ score }) => unscoredReason(score) ?? []);
  const spent = reasons.filter((reason) => reason === 'no-answer').length;
  if (2 * spent > reasons.length) return `${SPENT_ON_REASONING}. `;
  for (const reason of ['cut', 'empty'] as const) {
    const count = reasons.filter((each) => each === `unjudged-${reason}`).length;
    if (2 * count <= reasons.length) continue;
    return `${unjudgedAdvice({ reason, count, of, ...limits })}. `;
  }
  return '';
}

/** Reasons, and kinds of failure, that the error names; the report has all. */
const MOST_NAMED = 2;

/** Why answers have none: the most frequent reasons with their counts. */
function reasonsOf(results: SweepResults, task: Run['config']['task']): string {
  const reasons = [...results.values()].flatMap(({ score }) => unscoredReason(score) ?? []);
  return [...groupBy(reasons, (reason) => reason)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_NAMED)
    .map(([reason, same]) => `${same.length} ${unscoredText(reason, task)}`)
    .join(', ');
}

/**
 * Has stored answers judged; the model is asked nothing.
 *
 * @param run the world, and what cancels it
 * @param setUp items, endpoints, and the answers
 * @throws GateError of the judge's endpoint
 */
export function judgeAll(run: Run, setUp: SweepSetUp): Promise<void> {
  const samples = [...setUp.resultStore.results.values()].map(({ sample }) => sample);
  const { signal } = run;
  return sweepSamples(samples, sweepOf(run, setUp), { signal, finished: () => undefined });
}

/**
 * How a run asks its items and has the answers judged.
 *
 * @param run the world
 * @param setUp items, endpoints, and where the answers go
 */
export function sweepOf(run: Run, { items, endpoints, resultStore }: SweepSetUp): Sweep {
  const { config, halt } = run;
  return {
    items: itemsById(items),
    resultStore,
    task: config.task,
    mode: config.mode,
    ...(endpoints.model === undefined ? NOBODY : askItem(config, endpoints.model, run)),
    judges: judgesOf(run, endpoints, resultStore),
    atOnce: callsAtOnce(run),
    halt,
  };
}

/**
 * Who reads stored answers again: the judge of the run, asked in the same way.
 *
 * @param run the world
 * @param sweep items, endpoints, and where labels go
 * @param texts the words
 */
export function rereaderOf(run: Run, sweep: SweepSetUp, texts: StoredTexts): Rereader {
  const { items, endpoints, resultStore } = sweep;
  return createRereader(run, {
    items: itemsById(items),
    texts,
    judges: () => judgesOf(run, endpoints, resultStore),
    resultStore,
    budget: endpoints.budget,
    atOnce: callsAtOnce(run),
  });
}

/** The items of a run by id. */
function itemsById({ ranked }: Pick<Items, 'ranked'>): ReadonlyMap<number, Item> {
  return new Map([...ranked.values()].flat().map((item) => [item.id, item]));
}

/** Where records bring all answers there is nobody to ask. */
const NOBODY: Pick<Sweep, 'ask' | 'repeatsPerCall'> = {
  ask: () => Promise.reject(misfit('There is a question, and no model to put it to.')),
  repeatsPerCall: () => 1,
};

/** How answers are judged: at temperature 0 the same words of an item only once. */
function judgesOf(run: Run, endpoints: Endpoints, { results }: Pick<ArmStore, 'results'>): Judges {
  const judges = judgeAnswers(judgeTerms(run, endpoints), run);
  // Multiple choice asks nobody.
  if (run.config.judge === undefined) return judges;
  const spared = (): void => run.events.append({ type: 'judgement-reused' });
  return byMetric((metric) => {
    const judge = judges[metric];
    if (judge === undefined) return undefined;
    const once = judgeOnce(judge, metric, results, spared);
    // A judge that takes no temperature may say something else the next time.
    return (item, answer, signal) =>
      endpoints.judge?.leavesOut().temperature === true
        ? judge(item, answer, signal)
        : once(item, answer, signal);
  });
}

/**
 * Calls under way at once: twice what model and judge take in flight together, so that neither waits
 * for the other, and no more, so that memory is bounded by them and not by the data set.
 */
function callsAtOnce({ config }: Pick<Run, 'config'>): number {
  const inFlight = (config.model?.concurrency ?? 0) + (config.judge?.endpoint.concurrency ?? 0);
  return Math.max(1, 2 * inFlight);
}
