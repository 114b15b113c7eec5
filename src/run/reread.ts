import type { StoredSample, TodaysLabel } from '../baseline/relabel.js';
import type { Metric } from '../decide/metric.js';
import { sampleKey } from '../decide/samples.js';
import { digestOf } from '../digest.js';
import type { Item } from '../dataset/item.js';
import type { Budget } from '../model/limits.js';
import { rereadKey } from '../record/results.js';
import { startProgress } from './progress.js';
import type { RereadAnswer, ResultStore } from './result-store.js';
import type { Run } from './run.js';
import type { StoredTexts } from './stored-texts.js';
import type { Judges } from './sweep-samples.js';

/** Stored answers of one metric that today's judge is to read. */
export interface Reading {
  readonly metric: Metric;
  /** All of runs whose words are known. */
  readonly samples: readonly Pick<StoredSample, 'run' | 'itemId' | 'repeat'>[];
}

/** Has stored answers judged by today's judge, the same words of an item only once. */
export interface Rereader {
  /** Requests that readings cost together when nothing is retried. */
  cost(readings: readonly Reading[]): Promise<number>;
  /**
   * Reads what has not been read. Throws what stops the run: a judge that cannot be reached, a budget
   * that retries used up, the signal's reason.
   */
  read(readings: readonly Reading[], title: string, signal: AbortSignal): Promise<void>;
  /** What the judge has said by now. */
  readonly label: TodaysLabel;
}

/** What a rereader works with. */
export interface RereaderParts {
  readonly items: ReadonlyMap<number, Item>;
  readonly texts: StoredTexts;
  /** How answers are judged: as the run's own are. */
  readonly judges: () => Judges;
  readonly resultStore: Pick<ResultStore, 'results' | 'reread' | 'rejudged'>;
  readonly budget: Budget;
  /** Calls under way at once. */
  readonly atOnce: number;
}

/** One question to the judge. */
interface Question {
  readonly of: RereadAnswer;
  readonly item: Item;
  readonly text: string;
}

/**
 * A rereader whose labels go into the journal, so that a run that is resumed asks for none again.
 *
 * @param run clock, log, and what stops all work
 * @param parts the words, and who judges them
 */
export function createRereader(
  { clock, log, halt }: Pick<Run, 'clock' | 'log' | 'halt'>,
  parts: RereaderParts,
): Rereader {
  const { resultStore, budget, atOnce } = parts;
  /** The digest of each text, by run and sample. */
  const digests = new Map<string, string>();
  const keyOf = ({ run, itemId, repeat }: Reading['samples'][number]): string =>
    `${run.answersDigest}:${sampleKey({ itemId, repeat })}`;
  const openQuestions = async (readings: readonly Reading[]): Promise<readonly Question[]> => {
    const runs = readings.flatMap(({ samples }) => samples.map(({ run }) => run));
    const { texts } = await parts.texts.of(runs);
    const open = new Map<string, Question>();
    for (const { metric, samples } of readings) {
      for (const sample of samples) {
        const { run, itemId } = sample;
        const text = texts.get(run.answersDigest)?.get(sampleKey(sample));
        const item = parts.items.get(itemId);
        if (text === undefined || item === undefined) continue;
        const answerDigest = digests.get(keyOf(sample)) ?? digestOf(text);
        digests.set(keyOf(sample), answerDigest);
        const of = { itemId, answerDigest, metric };
        if (!resultStore.reread.has(rereadKey(of))) open.set(rereadKey(of), { of, item, text });
      }
    }
    return [...open.values()];
  };
  return {
    cost: async (readings) => {
      const known = judgedTexts(resultStore);
      const open = await openQuestions(readings);
      return open.filter((each) => !known.has(textKey(each.of.metric, each.item.id, each.text)))
        .length;
    },
    read: async (readings, title, signal) => {
      const open = await openQuestions(readings);
      if (open.length === 0) return;
      const judges = parts.judges();
      const progress = startProgress(open.length, budget, { clock, log });
      const ask = async ({ of, item, text }: Question): Promise<void> => {
        const answer = { kind: 'answered', text, truncated: false } as const;
        const said = await judges[of.metric]?.(item, answer, signal);
        if (said !== undefined) await resultStore.rejudged(of, said);
        progress.step();
      };
      await log.group(`${title}: ${open.length} stored answers to re-read`, () =>
        inTurn(open, { ask, atOnce, halt, signal }),
      );
    },
    label: (sample, metric) => {
      const answerDigest = digests.get(keyOf(sample));
      if (answerDigest === undefined) return undefined;
      return resultStore.reread.get(rereadKey({ itemId: sample.itemId, answerDigest, metric }));
    },
  };
}

/** Asks one question after the other, so many at a time; the first failure stops all. */
async function inTurn(
  questions: readonly Question[],
  work: {
    readonly ask: (question: Question) => Promise<void>;
    readonly atOnce: number;
    readonly halt: AbortController;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { ask, atOnce, halt, signal } = work;
  const waiting = [...questions].reverse();
  const worker = async (): Promise<void> => {
    for (;;) {
      const next = halt.signal.aborted || signal.aborted ? undefined : waiting.pop();
      if (next === undefined) return;
      await ask(next).catch((error: unknown) => {
        halt.abort(error);
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  signal.throwIfAborted();
  halt.signal.throwIfAborted();
}

/** The texts that the run's own answers have had judged already, which cost nothing. */
function judgedTexts({ results }: Pick<ResultStore, 'results'>): ReadonlySet<string> {
  const known = [...results.values()].flatMap(({ sample, answer, judgements }) =>
    'text' in answer
      ? Object.keys(judgements).map((metric) => textKey(metric, sample.itemId, answer.text))
      : [],
  );
  return new Set(known);
}

/** The same words of an item, asked about the same. */
function textKey(metric: string, itemId: number, text: string): string {
  return `${metric}:${itemId}:${text}`;
}
