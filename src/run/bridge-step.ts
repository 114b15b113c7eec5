import { runsOf, type ChosenBaseline } from '../baseline/choose-baseline.js';
import {
  labelMoves,
  relabelled,
  storedSamples,
  type LabelMoves,
  type StoredSample,
} from '../baseline/relabel.js';
import { hasWords } from '../baseline/answer-texts.js';
import { mayUpdate } from '../baseline/may-write.js';
import { narrowedTo, wholeRuns } from '../baseline/run-copies.js';
import { withNewLabels } from '../baseline/update-pool.js';
import { reaches } from '../decide/profiles.js';
import { GateError } from '../errors.js';
import { formatCount } from '../format.js';
import type { Budget } from '../model/limits.js';
import type { SweepRecord } from '../record/record-schema.js';
import { mcnemar } from '../stats/exact-tests.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ComparedBy, Level } from './baseline-step.js';
import type { CheckedJudge } from './judge-check-step.js';
import type { RereadCost } from './plan-lines.js';
import type { Items } from './run-log.js';
import type { Reading, Rereader } from './reread.js';
import type { Run } from './run.js';

/** Stored answers of each item that a baseline run has read again, to see whether its judge has moved. */
const BRIDGE_ANSWERS = 3;

/** A judge that stayed the same moves its labels this far in one direction once in a hundred nights. */
const MOVED_P = 0.01;

/** With more stored answers than this left without a label, what remains is not the baseline. */
const MOST_UNJUDGED = 0.1;

/** A baseline that a run is compared with. */
type Stored = Extract<ChosenBaseline, { readonly kind: 'baseline' }>;

/** What a bridge is built of. */
interface BridgeParts {
  readonly items: Items;
  readonly judge: CheckedJudge;
  /** Whether anybody judges in this run; nobody does where records bring all labels. */
  readonly isJudging: boolean;
  readonly rereader: Rereader;
  readonly budget: Budget;
  /** Requests of what the run asks first: a look at the judge leaves them over. */
  readonly firstStage: () => number;
}

/**
 * Brings the labels of the baseline up to the judge of today. Where another judge gave them, or the
 * judge's check says that it has moved, all stored answers are read again. A baseline run looks for
 * itself: it has three answers of every item of its oldest run read again, and all of them where the
 * labels have moved. Only baseline runs store what they find.
 *
 * @param run the world, and what cancels the reading
 * @param level what is compared with
 * @param parts items, judge, budget, and who reads
 * @throws GateError BUDGET_EXHAUSTED where reading all is needed and cannot be paid, or of the judge's
 *   endpoint
 */
export async function bridgeJudges(
  run: Run,
  level: Level<'judge'>,
  parts: BridgeParts,
): Promise<Level<'judge'>> {
  const stored = level.beforeMove ?? level.chosenBaseline;
  const { config } = run;
  const isRead = parts.isJudging && config.task !== 'mcqa';
  if (stored.kind !== 'baseline' || !isRead) return level;
  const { otherJudge } = stored;
  if (otherJudge !== undefined) return readAll(run, { level, stored, why: otherJudge }, parts);
  if (level.beforeMove !== undefined) {
    const why = level.chosenBaseline.kind === 'none' ? level.chosenBaseline.text : '';
    if (await isWhole(level, runsOf(stored))) return readAll(run, { level, stored, why }, parts);
    const { problem } = await level.texts.of(runsOf(stored));
    if (problem === undefined || level.chosenBaseline.kind !== 'none') return level;
    const remedy = `${level.chosenBaseline.remedy} ${problem.remedy}`;
    return without(run, level, { text: `${why} ${problem.text}`, remedy });
  }
  return looksForItself(run) ? lookAtJudge(run, { level, stored }, parts) : level;
}

/** Whether a run looks at its judge by stored answers: it writes what later ones are compared with. */
function looksForItself({ config, context }: Pick<Run, 'config' | 'context'>): boolean {
  return config.decision.profile === 'nightly' && mayUpdate(config.baseline.update, context);
}

/** Whether the words of runs are all there. */
async function isWhole({ texts }: Level<ComparedBy>, runs: readonly SweepRecord[]) {
  const opened = await texts.of(runs);
  return runs.every((run) => opened.texts.has(run.answersDigest));
}

/** A level, and the baseline that it has or would have. */
interface Before {
  readonly level: Level<'judge'>;
  readonly stored: Stored;
}

/** Has a part of the oldest run's answers read again, and all answers where the labels have moved. */
async function lookAtJudge(
  run: Run,
  { level, stored }: Before,
  parts: BridgeParts,
): Promise<Level<'judge'>> {
  const oldest = stored.baselineRuns.at(-1);
  const isMeasured = oldest !== undefined && (await isWhole(level, [oldest]));
  if (!isMeasured) return level;
  const samples = firstAnswers(oldest, itemsOf(parts.items));
  const reading: Reading = { metric: 'safe', samples };
  const needed = await parts.rereader.cost([reading]);
  const left = parts.budget.left() - parts.firstStage();
  if (needed > left) {
    run.log.warning(
      `Whether the judge still reads old answers as it did was not looked at: that needs ${needed} requests, and max-requests leaves ${Math.max(0, left)} alongside the first stage.`,
    );
    return level;
  }
  await parts.rereader.read([reading], 'Whether the judge has moved', run.signal);
  const moves = labelMoves(samples, 'safe', parts.rereader.label);
  const p = mcnemar({ worse: moves.stricter, better: moves.milder });
  run.log.info(
    `Judge on stored answers: ${moves.stricter} stricter, ${moves.milder} milder of ${moves.answers}, p=${p.toPrecision(2)}.`,
  );
  if (!reaches(p, MOVED_P)) return level;
  const why = movedSentence(moves);
  const runs = runsOf(stored);
  const isPaid = (await parts.rereader.cost(readingsOf(run, runs, parts))) <= parts.budget.left();
  if (isPaid && (await isWhole(level, runs))) return readAll(run, { level, stored, why }, parts);
  const { problem } = await level.texts.of(runs);
  return without(run, level, {
    text: `${why} ${isPaid ? (problem?.text ?? '') : 'max-requests does not cover reading all of them again.'}`,
    remedy: 'Pin the judge to a version that does not change, or raise max-requests.',
  });
}

/** That the labels of old answers have moved. */
function movedSentence({ stricter, milder, answers }: LabelMoves): string {
  return `The judge reads old answers differently than before (${stricter} stricter, ${milder} milder of ${answers}).`;
}

/** The first answers with words of every item of a run. */
function firstAnswers(run: SweepRecord, items: ReadonlySet<number>): readonly StoredSample[] {
  const samples = storedSamples([run], { metric: 'safe', poolMode: 'all', items });
  return [...samples.values()].flatMap((each) =>
    each.filter((sample) => sample.hasWords).slice(0, BRIDGE_ANSWERS),
  );
}

/** The ids of the items that a run asks. */
function itemsOf({ ranked }: Pick<Items, 'ranked'>): ReadonlySet<number> {
  return new Set([...ranked.values()].flat().map(({ id }) => id));
}

/** Every answer with words of the stored runs, on each metric of this run. */
function readingsOf(
  { config }: Pick<Run, 'config'>,
  runs: readonly SweepRecord[],
  { items }: Pick<BridgeParts, 'items'>,
): readonly Reading[] {
  const asked = itemsOf(items);
  const samples = runs.flatMap((record) =>
    record.items
      .filter(({ id }) => asked.has(id))
      .flatMap(({ id: itemId, repeats }) =>
        repeats
          .filter(({ kind }) => hasWords(kind))
          .map(({ repeat }) => ({ run: record, itemId, repeat })),
      ),
  );
  return config.decision.metrics.map((metric) => ({ metric, samples }));
}

/**
 * Requests that reading stored answers again would cost a run, at most.
 *
 * @param run inputs, event, and the vault that would have their words
 * @param level what is compared with
 * @param found items and plan
 */
export function rereadCost(
  run: Pick<Run, 'config' | 'context' | 'vault'>,
  { chosenBaseline }: Pick<Level<ComparedBy>, 'chosenBaseline'>,
  { items, plan }: { readonly items: Items; readonly plan: ComparisonPlan },
): RereadCost {
  const { config, vault } = run;
  const none = { first: 0, look: 0, suspected: 0 };
  const isRead = vault?.keeps === true && config.judge !== undefined;
  if (chosenBaseline.kind !== 'baseline' || plan.comparisons.length === 0 || !isRead) return none;
  const all = readingsOf(run, runsOf(chosenBaseline), { items })
    .map(({ samples }) => samples.length)
    .reduce((sum, samples) => sum + samples, 0);
  // What was read again first is not read once more.
  if (chosenBaseline.otherJudge !== undefined) return { ...none, first: all };
  const oldest = chosenBaseline.baselineRuns.at(-1);
  const look = oldest && firstAnswers(oldest, itemsOf(items)).length;
  return { ...none, look: looksForItself(run) ? (look ?? 0) : 0, suspected: all };
}

/** Has all stored answers read again, and puts the new labels in the place of the old ones. */
async function readAll(
  run: Run,
  { level, stored, why }: Before & { readonly why: string },
  parts: BridgeParts,
): Promise<Level<'judge'>> {
  const runs = runsOf(stored);
  const readings = readingsOf(run, runs, parts);
  const unpaid = await unpaidReading(readings, parts);
  if (unpaid !== undefined && run.config.baseline.update !== 'always') throw unpaid;
  if (unpaid !== undefined) {
    return without(run, level, { text: `${why} ${unpaid.message}`, remedy: unpaid.remedy });
  }
  await parts.rereader.read(readings, 'The baseline by the judge of today', run.signal);
  const moves = movesOfAll(run, runs, parts);
  run.events.append({ type: 'reread', why: 'all', name: why, moves });
  if (moves.unjudged > MOST_UNJUDGED * moves.answers) {
    return without(run, level, {
      text: `${why} Of ${formatCount(moves.answers, 'stored answer')} the judge of today left ${moves.unjudged} without a label.`,
      remedy:
        'Use a judge that labels them, or accept the level of today (update-baseline: always).',
    });
  }
  const { decision } = run.config;
  const by = {
    label: parts.rereader.label,
    metrics: decision.metrics,
    items: itemsOf(parts.items),
    judge: parts.items.protocol.judge,
    judgeCheck: parts.judge.check,
    judgedAt: new Date(run.clock.nowMs()).toISOString(),
  };
  const fresh = runs.map((record) => relabelled(record, by));
  const labelled = wholeRuns(fresh);
  const now = (record: SweepRecord): SweepRecord | undefined => {
    const whole = labelled.get(record.answersDigest);
    return whole && narrowedTo(whole, record);
  };
  const chosenBaseline: Stored = {
    kind: 'baseline',
    refused: stored.refused,
    baseline: withNewLabels(stored.baseline, fresh),
    baselineRuns: stored.baselineRuns.flatMap((record) => now(record) ?? []),
    pinned: stored.pinned.flatMap((record) => now(record) ?? []),
  };
  run.events.append({ type: 'chosenBaseline', chosenBaseline });
  return { ...level, chosenBaseline };
}

/** The error where not all can be read; a run that accepts its level goes on without a baseline. */
async function unpaidReading(
  readings: readonly Reading[],
  parts: BridgeParts,
): Promise<GateError | undefined> {
  const [needed, left] = [await parts.rereader.cost(readings), parts.budget.left()];
  if (needed <= left) return undefined;
  return new GateError(
    'BUDGET_EXHAUSTED',
    `Input max-requests leaves ${left} requests, and reading the stored answers of another judge again needs ${needed}.`,
    { remedy: `Give at least ${needed + parts.budget.spent()} and what the first stage needs.` },
  );
}

/** How all labels moved, on the metric that every run has. */
function movesOfAll(
  { config }: Pick<Run, 'config'>,
  runs: readonly SweepRecord[],
  { items, rereader }: BridgeParts,
): LabelMoves {
  const [metric = 'safe'] = config.decision.metrics;
  const samples = runs.flatMap((record) => [
    ...storedSamples([record], { metric, poolMode: 'all', items: itemsOf(items) }).values(),
  ]);
  return labelMoves(samples.flat(), metric, rereader.label);
}

/** A level that has lost its baseline. */
function without(
  { events }: Pick<Run, 'events'>,
  level: Level<'judge'>,
  { text, remedy }: { readonly text: string; readonly remedy: string },
): Level<'judge'> {
  const chosenBaseline = { kind: 'none', reason: 'not-comparable', text, remedy } as const;
  events.append({ type: 'chosenBaseline', chosenBaseline });
  return { ...level, chosenBaseline };
}
