import { type ByMetric, type Metric, METRICS } from '../decide/metric.js';
import type { Task } from '../config/config.js';
import type { Item } from '../dataset/item.js';
import type { MetricJudgement } from '../judge/judgement.js';
import { needsJudgement } from '../judge/score.js';
import { type Sample, sampleKey } from '../decide/samples.js';
import type { SampleResult } from '../record/results.js';
import type { Answer } from '../model/answer.js';
import type { ArmStore } from './result-store.js';
import { groupBy } from '../group-by.js';
import { located } from '../errors.js';

/** Samples of one item that one call may answer. */
type Batch = readonly [Sample, ...Sample[]];

/** A batch that waits, with the one who is asked. */
interface Queued {
  readonly batch: Batch;
  readonly sweep: Sweep;
}

/** Samples of one model, and how it is asked. */
export interface ArmSamples {
  readonly samples: readonly Sample[];
  readonly sweep: Sweep;
}

/** The parts a sweep is made of: asking, judging, and the result store both write to. */
export interface Sweep {
  readonly items: ReadonlyMap<number, Item>;
  readonly resultStore: Pick<ArmStore, 'results' | 'answered' | 'judged'>;
  readonly task: Task;
  /** For messages: which mode asks. */
  readonly mode: string;
  /**
   * Asks the model under test about an item, for these repeats of it. Gives one answer at least, and
   * as many more as the call brought: they are those of the first repeats.
   */
  readonly ask: (
    item: Item,
    repeats: readonly [number, ...number[]],
    signal: AbortSignal,
  ) => Promise<readonly Answer[]>;
  /** How many repeats one call may ask for, as far as is known now. */
  readonly repeatsPerCall: () => number;
  /** Label an answer on each metric; one that is not there is not asked, or left to a later run. */
  readonly judges: Judges;
  /** Calls under way at once, their judgements included. */
  readonly atOnce: number;
  /** Aborted with the first failure: what is on its way is awaited, since it is paid for. */
  readonly halt: AbortController;
}

/** Who is told of each finished sample, and what cancels the sweep. */
interface SweepWatch {
  readonly signal: AbortSignal;
  readonly finished: (result: SampleResult) => void;
  /** Aborted when no further sample is to be begun; those under way are awaited. */
  readonly enough?: AbortSignal;
}

/** Labels an answer to an item. */
export type JudgeAnswer<Said = MetricJudgement> = (
  item: Item,
  answer: Answer,
  signal: AbortSignal,
) => Promise<Said>;

/** Who labels answers, by metric. */
export type Judges = ByMetric<JudgeAnswer>;

/**
 * Asks and judges the samples that the result store does not hold yet. An answer is judged as soon as it is
 * there; limits on requests in flight are the endpoints' own. The first fatal failure stops all.
 *
 * @param samples what has to be known afterwards; none does nothing
 * @param sweep how it is done
 * @param watch who is told of each finished sample, and what cancels the sweep; what is done by then
 *   stays in the result store
 * @throws GateError of the first failure that stops the run, or the signal's reason
 */
export function sweepSamples(
  samples: readonly Sample[],
  sweep: Sweep,
  watch: SweepWatch,
): Promise<void> {
  return sweepInTurn([{ samples, sweep }], sweep, watch);
}

/**
 * The same for several models: an item is put to all of them before the next one, so that they meet the
 * same state of servers and judge.
 *
 * @param arms what has to be known of each model afterwards; none does nothing
 * @param limits calls under way at once, of all models together, and what the first failure aborts
 * @param watch as for one model
 * @throws GateError as for one model
 */
export async function sweepInTurn(
  arms: readonly ArmSamples[],
  { atOnce, halt }: Pick<Sweep, 'atOnce' | 'halt'>,
  watch: SweepWatch,
): Promise<void> {
  const work = async ({ batch, sweep }: Queued, add: QueueEnds<Queued>): Promise<void> => {
    watch.signal.throwIfAborted();
    const known = sweep.resultStore.results.get(sampleKey(batch[0]));
    const own: QueueEnds<Batch> = {
      next: (more) => add.next({ batch: more, sweep }),
      last: (more) => add.last({ batch: more, sweep }),
    };
    try {
      if (known === undefined) await askBatch(batch, own, { ...watch, sweep });
      else watch.finished(await judgeSample(known, sweep, watch.signal));
    } catch (error) {
      const [{ itemId, repeat }] = batch;
      throw located(error, `mode ${sweep.mode}, item ${itemId}, repeat ${repeat}`);
    }
  };
  await drainQueue(queueOf(arms), { atOnce, work, halt, enough: watch.enough });
  watch.signal.throwIfAborted();
}

/**
 * Whether a sample has been asked, and judged if this sweep judges it.
 *
 * @param known what is known of the sample; undefined when it was not asked
 * @param sweep how the sweep is done
 */
export function isFinished(
  known: SampleResult | undefined,
  sweep: Pick<Sweep, 'task'> & { readonly judges: ByMetric<unknown> },
): boolean {
  return known !== undefined && openMetrics(known, sweep).length === 0;
}

/** The metrics on which an answer is still to be judged. */
function openMetrics(
  { answer, judgements }: SampleResult,
  { judges, task }: Parameters<typeof isFinished>[1],
): readonly Metric[] {
  if (!needsJudgement(answer, task)) return [];
  return METRICS.filter(
    (metric) => judges[metric] !== undefined && judgements[metric] === undefined,
  );
}

/** What is judged comes first, then what is asked, item by item. */
function queueOf(arms: readonly ArmSamples[]): readonly Queued[] {
  const open = arms.map(({ samples, sweep }) => {
    const { answered, unasked } = openBatches(samples, sweep);
    const queued = (batch: Batch): Queued => ({ batch, sweep });
    return { answered: answered.map(queued), unasked: unasked.map(queued) };
  });
  const byItem = groupBy(
    open.flatMap(({ unasked }) => unasked),
    ({ batch }) => batch[0].itemId,
  );
  return [...open.flatMap(({ answered }) => answered), ...[...byItem.values()].flat()];
}

/** The samples that are not finished: what only wants judging alone, else those of an item together. */
function openBatches(
  samples: readonly Sample[],
  sweep: Sweep,
): { readonly answered: readonly Batch[]; readonly unasked: readonly Batch[] } {
  const { items, resultStore } = sweep;
  const answered: Batch[] = [];
  const unasked = new Map<number, [Sample, ...Sample[]]>();
  for (const sample of samples) {
    const known = resultStore.results.get(sampleKey(sample));
    if (isFinished(known, sweep) || !items.has(sample.itemId)) continue;
    const batch = unasked.get(sample.itemId);
    if (known !== undefined) answered.push([sample]);
    else if (batch === undefined) unasked.set(sample.itemId, [sample]);
    else batch.push(sample);
  }
  return { answered, unasked: [...unasked.values()] };
}

/**
 * Asks as many samples of a batch as one call can. Their judgements come before everything that waits,
 * and what the call brought no answer for behind it, so that items are asked about equally often.
 */
async function askBatch(
  [first, ...others]: Batch,
  add: QueueEnds<Batch>,
  { sweep, signal, finished }: SweepWatch & { readonly sweep: Sweep },
): Promise<void> {
  const { items, resultStore } = sweep;
  const item = items.get(first.itemId);
  if (item === undefined) return;
  const size = sweep.repeatsPerCall();
  const addLast = ([next, ...more]: readonly Sample[]): void => {
    if (next !== undefined) add.last([next, ...more]);
  };
  const asked: Batch = [first, ...others.slice(0, size - 1)];
  addLast(others.slice(size - 1));
  const answers = await sweep.ask(item, repeatsOf(asked), signal);
  addLast(asked.slice(answers.length));
  for (const [index, sample] of asked.slice(0, answers.length).entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    const result = await resultStore.answered(sample, answer);
    if (isFinished(result, sweep)) finished(result);
    else add.next([sample]);
  }
}

/** Has the answer of a sample judged on every metric that is still open, each by itself. */
async function judgeSample(
  known: SampleResult,
  sweep: Sweep,
  signal: AbortSignal,
): Promise<SampleResult> {
  const { items, judges, resultStore } = sweep;
  const { sample, answer } = known;
  const item = items.get(sample.itemId);
  if (item === undefined) return known;
  const judged = openMetrics(known, sweep).map(async (metric) => {
    const judgement = await judges[metric]?.(item, answer, signal);
    if (judgement !== undefined) await resultStore.judged(known, metric, judgement);
  });
  // All are awaited even when one fails: what is on its way is paid for.
  const done = await Promise.allSettled(judged);
  for (const each of done) if (each.status === 'rejected') throw each.reason;
  return resultStore.results.get(sampleKey(sample)) ?? known;
}

/** The repeats of a batch. */
function repeatsOf([first, ...others]: Batch): readonly [number, ...number[]] {
  return [first.repeat, ...others.map(({ repeat }) => repeat)];
}

/** Where further entries go: before those that wait, or behind them. */
interface QueueEnds<T> {
  readonly next: (entry: T) => void;
  readonly last: (entry: T) => void;
}

/** What is done with each entry, how many at a time, and what ends it. */
interface QueueWork<T> {
  readonly work: (entry: T, add: QueueEnds<T>) => Promise<void>;
  readonly atOnce: number;
  /** Aborted with the first failure; nothing is begun after that. */
  readonly halt: AbortController;
  /** Aborted when nothing more is to be begun, without a failure. */
  readonly enough: AbortSignal | undefined;
}

/**
 * Works through a queue that may grow meanwhile. What is begun is always awaited, also after a
 * failure, so that nothing goes on behind the caller's back.
 *
 * @param entries what waits at first; none does nothing
 * @param queued the work
 * @throws the reason of `halt`: the first failure, or whatever else aborted it
 */
async function drainQueue<T>(
  entries: readonly T[],
  { work, atOnce, halt, enough }: QueueWork<T>,
): Promise<void> {
  const urgent: T[] = [];
  const waiting = [...entries];
  const add: QueueEnds<T> = {
    next: (entry) => void urgent.push(entry),
    last: (entry) => void waiting.push(entry),
  };
  let running = 0;
  await new Promise<void>((drained) => {
    const run = async (entry: T): Promise<void> => {
      await work(entry, add).catch((error: unknown) => {
        halt.abort(error);
      });
      running -= 1;
      begin();
    };
    const begin = (): void => {
      while (running < atOnce && !halt.signal.aborted && enough?.aborted !== true) {
        const entry = urgent.shift() ?? waiting.shift();
        if (entry === undefined) break;
        running += 1;
        void run(entry);
      }
      if (running === 0) drained();
    };
    begin();
  });
  halt.signal.throwIfAborted();
}
