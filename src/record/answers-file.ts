import { METRICS } from '../decide/metric.js';
import { linesOf } from '../foreign.js';
import { sampleKey } from '../decide/samples.js';
import type { Answer } from '../model/answer.js';
import { type JournalEntry, journalLine, parseEntry } from './journal-entry.js';
import { type SampleResult, sampleResult, type SweepResults, answersDigest } from './results.js';
import { invalidRecord, type NamedRecord, type RecordRepeat } from './record-schema.js';

/**
 * The answers of a sweep as a file, one JSON value a line, sample by sample: an answer, and what the
 * judge said of it on each metric it was asked about.
 *
 * @param results everything the sweep knows; none gives an empty text
 */
export function renderAnswers(results: SweepResults): string {
  return [...results.values()]
    .sort((a, b) => a.sample.itemId - b.sample.itemId || a.sample.repeat - b.sample.repeat)
    .flatMap(entriesOf)
    .map(journalLine)
    .join('');
}

/** The entries of one sample. */
function entriesOf({ sample, answer, judgements }: SampleResult): readonly JournalEntry[] {
  return [
    { type: 'answer', ...sample, answer },
    ...METRICS.flatMap((metric): JournalEntry[] => {
      const judgement = judgements[metric];
      return judgement === undefined ? [] : [{ type: 'judgement', ...sample, metric, judgement }];
    }),
  ];
}

/** The most bytes that the answers of one report may have together. */
export const MAX_ANSWERS_BYTES = 256 * 1024 * 1024;

/** How answers that others may have made up are bounded. */
export interface AnswerBounds {
  /** Characters an answer may have; Infinity where the answers are our own. */
  readonly longestAnswer: number;
  /** Passes over what a judge has said, in answers that were judged already. */
  readonly skipsJudgements?: boolean;
}

/**
 * Reads the answers of a record from the file alongside it: one line for each sample of the
 * record, no other line, and of the same kinds and digest. What a judge is said to have said of them
 * is not taken over: every score is made again from the answer.
 *
 * @throws GateError RECORD_INVALID naming line or sample
 */
export function parseAnswers(
  { name, record }: NamedRecord,
  text: string,
  { longestAnswer, skipsJudgements = false }: AnswerBounds,
): SweepResults {
  const results = new Map<string, SampleResult>();
  const expected = samplesOf({ name, record });
  let at = 0;
  for (const line of linesOf(text)) {
    at += 1;
    if (line === '') continue;
    const entry = parseEntry(line);
    if (skipsJudgements && entry?.type === 'judgement') continue;
    const where = `line ${at} of its answers`;
    if (entry?.type !== 'answer') throw invalidRecord(name, `${where} is no answer`);
    const sample = { itemId: entry.itemId, repeat: entry.repeat };
    const key = sampleKey(sample);
    const repeat = expected.get(key);
    if (repeat === undefined) throw invalidRecord(name, `${where} answers ${key}, which it lacks`);
    if (results.has(key)) throw invalidRecord(name, `${where} answers ${key} again`);
    if (!isOfKind(entry.answer, repeat)) {
      throw invalidRecord(name, `the answer to ${key} is of another kind in it`);
    }
    if (lengthOf(entry.answer) > longestAnswer) {
      throw invalidRecord(name, `the answer to ${key} is longer than max-tokens allows`);
    }
    results.set(key, sampleResult(sample, entry.answer));
  }
  const missing = [...expected.keys()].find((key) => !results.has(key));
  if (missing !== undefined) throw invalidRecord(name, `its answers lack ${missing}`);
  if (answersDigest(results) !== record.answersDigest) {
    throw invalidRecord(name, 'its answers have another digest than it says');
  }
  return results;
}

/** The samples of a record by key. */
function samplesOf({ record }: NamedRecord): ReadonlyMap<string, RecordRepeat> {
  return new Map(
    record.items.flatMap(({ id, repeats }) =>
      repeats.map((repeat) => [sampleKey({ itemId: id, repeat: repeat.repeat }), repeat] as const),
    ),
  );
}

/** Whether an answer is what the record says of it. */
function isOfKind(answer: Answer, { kind, truncated }: RecordRepeat): boolean {
  const isCut = answer.kind === 'answered' && answer.truncated;
  return answer.kind === kind && isCut === (truncated ?? false);
}

/** The characters of an answer. */
function lengthOf(answer: Answer): number {
  if (answer.kind === 'failed') return answer.detail.length;
  return 'text' in answer ? answer.text.length : 0;
}
