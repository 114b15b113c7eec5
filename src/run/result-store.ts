import { digestOfJson } from '../digest.js';
import type { Metric } from '../decide/metric.js';
import type { Judgement, MetricJudgement } from '../judge/judgement.js';
import { sampleKey, type Sample } from '../decide/samples.js';
import type { Arm, JournalEntry, Journal } from '../record/journal-entry.js';
import type { Answer } from '../model/answer.js';
import type { CheckQuestion } from '../judge/check-set.js';
import type { Continuation } from '../record/identity.js';
import {
  sampleResult,
  type SampleResult,
  replayChecks,
  replayJournal,
  type ConfirmedAnswer,
  confirmKey,
  replayConfirmed,
  replayReread,
  rereadKey,
  type SweepResults,
} from '../record/results.js';

/** What a sweep knows so far; everything that enters it is on disk first. */
export interface ResultStore {
  /** All results so far; the map grows while the sweep runs. */
  readonly results: SweepResults;
  /** Samples taken over from an earlier run. */
  readonly reused: number;
  /** What the judges have said of labelled answers, by {@link secondKey}. */
  readonly checks: ReadonlyMap<string, Judgement>;
  /** Forgets every result but those of these samples; what is on disk stays. */
  keepOnly(samples: Iterable<Sample>): void;
  /** Notes an answer that a record brings, unless it is known already, judgement and all. */
  bring(result: SampleResult): Promise<void>;
  /** Notes an answer. */
  answered(sample: Sample, answer: Answer): Promise<SampleResult>;
  /** Notes what the judge said of the answer of a sample on a metric. */
  judged(known: SampleResult, metric: Metric, judgement: MetricJudgement): Promise<SampleResult>;
  /** Notes what the judge said of a labelled answer, or the second judge, which its digest names. */
  checked(question: CheckQuestion, judgement: Judgement, second?: string): Promise<void>;
  /** What today's judge has said of stored answers, by {@link rereadKey}; it grows. */
  readonly reread: ReadonlyMap<string, MetricJudgement>;
  /** What the second judge has said, by {@link confirmKey}; it grows. */
  readonly confirmed: ReadonlyMap<string, Judgement>;
  /** Notes what the second judge said of an answer, without its reasons. */
  confirm(of: ConfirmedAnswer, judgement: Judgement): Promise<void>;
  /** Notes what today's judge said of a stored answer, without its reasons. */
  rejudged(of: RereadAnswer, judgement: MetricJudgement): Promise<void>;
}

/** The answers of one model in a run: the candidate's, or those of the baseline's model. */
export type ArmStore = Pick<ResultStore, 'results' | 'reused' | 'keepOnly' | 'answered' | 'judged'>;

/** A stored answer by its words. */
export type RereadAnswer = Parameters<typeof rereadKey>[0];

/** A result store that is open, and what the run it resumes from was compared with. */
export interface OpenedResults {
  readonly resultStore: ResultStore;
  /** Answers of the baseline's model, where this run asks it too; apart from the candidate's. */
  readonly base: ArmStore;
  /** Where the baseline of the earlier run was found; undefined for a run of its own. */
  readonly begunWith: string | undefined;
  /** Whether the earlier run had all that it asked for. */
  readonly isWhole: boolean;
  /** Decisions of the earlier run, with what they rest on. */
  readonly decided: readonly JournalledDecision[];
}

/** A decision as the journal keeps it. */
export type JournalledDecision = Extract<JournalEntry, { readonly type: 'decision' }>;

/**
 * Opens the result store of a run on its journal, with the results it may resume from.
 *
 * @param journal the disk file
 * @param fingerprint what makes the run's answers its own
 * @param continuation which earlier answers it resumes from
 * @param judged the metrics on which answers are judged, and the items whose questions are harmless
 */
export async function openResultStore(
  journal: Journal,
  fingerprint: string,
  continuation: Continuation,
  { metrics, harmless }: Required<Pick<ResultStoreParts, 'metrics' | 'harmless'>>,
): Promise<OpenedResults> {
  const entries = await earlierEntries(journal, fingerprint, continuation);
  const begun = entries.find((entry) => entry.type === 'begun');
  return {
    resultStore: holdResults(journal, replayJournal(entries, metrics, harmless), {
      checks: replayChecks(entries),
      reread: replayReread(entries),
      confirmed: replayConfirmed(entries),
      metrics,
      harmless,
    }),
    base: holdResults(journal, replayJournal(entries, metrics, harmless, 'base'), {
      ...{ metrics, harmless },
      arm: 'base',
    }),
    begunWith: begun?.where,
    isWhole: entries.some(({ type }) => type === 'finished'),
    decided: entries.filter((entry) => entry.type === 'decision'),
  };
}

/** Scores answers on some metrics, by items whose questions are harmless or not. */
function scorerBy({ metrics, harmless }: Pick<ResultStoreParts, 'metrics' | 'harmless'>) {
  return (sample: Sample, answer: Answer, judgements: SampleResult['judgements']): SampleResult =>
    sampleResult(sample, answer, judgements, metrics, harmless?.has(sample.itemId));
}

/** What a result store begins with besides results. */
interface ResultStoreParts {
  readonly checks?: ResultStore['checks'];
  readonly reread?: ResultStore['reread'];
  readonly confirmed?: ResultStore['confirmed'];
  readonly metrics?: readonly Metric[];
  readonly harmless?: ReadonlySet<number>;
  /** Whose answers they are; undefined is the candidate. */
  readonly arm?: Arm;
}

/** The entries a run resumes from. */
async function earlierEntries(
  journal: Journal,
  fingerprint: string,
  continuation: Continuation,
): Promise<readonly JournalEntry[]> {
  const entries = await journal.open(fingerprint, continuation !== 'never');
  const isOver = continuation === 'unfinished' && entries.some(({ type }) => type === 'finished');
  return isOver ? journal.open(fingerprint, false) : entries;
}

/**
 * The result store that begins with some results.
 *
 * @param journal where what is added goes
 * @param known the results; none begins empty
 * @param more what the judge has said of labelled and of stored answers, what is judged of an answer, and the items whose questions
 *   are harmless
 */
export function holdResults(
  journal: Journal,
  known: SweepResults,
  more: ResultStoreParts = {},
): ResultStore {
  const { checks = new Map<string, Judgement>(), arm } = more;
  const scored = scorerBy(more);
  const whose = arm === undefined ? {} : { arm };
  const [reread, confirmed] = [new Map(more.reread), new Map(more.confirmed)];
  const results = new Map(known);
  const keep = (result: SampleResult): SampleResult => {
    results.set(sampleKey(result.sample), result);
    return result;
  };
  return {
    results,
    reused: results.size,
    checks,
    keepOnly: (samples) => {
      const kept = new Set([...samples].map(sampleKey));
      for (const key of [...results.keys()]) if (!kept.has(key)) results.delete(key);
    },
    bring: async ({ sample, answer, judgements }) => {
      const held = results.get(sampleKey(sample));
      if (held !== undefined && digestOfJson(held.answer) === digestOfJson(answer)) return;
      await journal.append({ type: 'answer', ...sample, answer, ...whose });
      keep(scored(sample, answer, judgements));
    },
    answered: async (sample, answer) => {
      await journal.append({ type: 'answer', ...sample, answer, ...whose });
      return keep(scored(sample, answer, {}));
    },
    judged: async ({ sample, answer }, metric, judgement) => {
      await journal.append({ type: 'judgement', ...sample, metric, judgement, ...whose });
      // Another metric may have been judged meanwhile.
      const judgements = { ...results.get(sampleKey(sample))?.judgements, [metric]: judgement };
      return keep(scored(sample, answer, judgements));
    },
    checked: ({ item, answerDigest }, judgement, second) =>
      journal.append({
        ...{ type: 'check', itemId: item.id, answerDigest, judgement },
        ...(second === undefined ? {} : { second }),
      }),
    confirmed,
    confirm: async (of, said) => {
      const judgement = withoutReasons(said);
      await journal.append({ type: 'confirm', ...of, judgement });
      confirmed.set(confirmKey(of), judgement);
    },
    reread,
    rejudged: async (of, said) => {
      const judgement = withoutReasons(said);
      await journal.append({ type: 'reread', ...of, judgement });
      reread.set(rereadKey(of), judgement);
    },
  };
}

/** A judgement without its reasons: they may quote an answer that lies encrypted next to the baseline. */
function withoutReasons<Label extends string>(said: Judgement<Label>): Judgement<Label> {
  return 'reason' in said ? said : { ...said, rationale: '' };
}
