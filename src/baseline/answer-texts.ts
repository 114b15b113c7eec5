import { z } from 'zod';
import { sampleKey } from '../decide/samples.js';
import { linesOf, LONGEST_LINE, parseJson } from '../foreign.js';
import type { RecordRepeat, SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import type { Baseline } from './baseline-file.js';
import { firstStageOf } from './update-pool.js';

/** The words of a run's answers, by {@link sampleKey}. */
export type AnswerTexts = ReadonlyMap<string, string>;

/** What of a record tells its texts apart from those of others. */
type TextOwner = Pick<SweepRecord, 'answersDigest' | 'provenance'>;

/** How the texts of a run are kept: encrypted, or only packed. */
export type TextForm = 'encrypted' | 'packed';

const ENDINGS: Readonly<Record<TextForm, string>> = { encrypted: 'enc', packed: 'gz' };

/** Digits of a run's digest in the name of its file: two attempts of one run have a file each. */
const DIGITS = 12;

/**
 * The name of the file that keeps a run's texts.
 *
 * @param owner the run's record
 * @param form how it is kept
 */
export function textFile({ answersDigest, provenance }: TextOwner, form: TextForm): string {
  const run = /^\d{1,20}$/.test(provenance.runId) ? provenance.runId : 'local';
  return `answers-${run}-${answersDigest.slice(0, DIGITS)}.${ENDINGS[form]}`;
}

/** Whether what a file of such a name holds is encrypted. */
export function isEncrypted(name: string): boolean {
  return name.endsWith(`.${ENDINGS.encrypted}`);
}

/**
 * The names of all files that a baseline's runs may have, those of the pinned level included.
 *
 * @param baseline any stored baseline
 */
export function textFilesOf({ records, pinned }: Baseline): ReadonlySet<string> {
  const owners = [...records, ...(pinned?.records ?? [])];
  return new Set(
    owners.flatMap((owner) => [textFile(owner, 'encrypted'), textFile(owner, 'packed')]),
  );
}

/**
 * The words of the answers that a pool keeps of a run, one JSON value a line. Answers without words,
 * such as filtered ones, are scored by their kind and need none.
 *
 * @param record the run's record
 * @param results its answers
 * @param redact takes secrets out of an answer
 * @returns undefined where the words of an answer are not known, as in a report of judged records, or
 *   are more than is read again
 */
export function renderTexts(
  record: SweepRecord,
  results: SweepResults,
  redact: (text: string) => string,
): string | undefined {
  const lines: string[] = [];
  for (const { id, repeats } of firstStageOf(record).items) {
    for (const { repeat, kind } of repeats) {
      if (!hasWords(kind)) continue;
      const answer = results.get(sampleKey({ itemId: id, repeat }))?.answer;
      const words = answer !== undefined && 'text' in answer ? answer.text : '';
      const each = JSON.stringify([id, repeat, redact(words)]);
      if (words === '' || each.length > LONGEST_LINE) return undefined;
      lines.push(`${each}\n`);
    }
  }
  return lines.join('');
}

/** Whether an answer of this kind has words that a judge reads. */
export function hasWords(kind: RecordRepeat['kind']): boolean {
  return kind === 'answered' || kind === 'refused';
}

const line = z.tuple([z.number().int().positive(), z.number().int().positive(), z.string()]);

/**
 * Reads the texts of a run.
 *
 * @param text as {@link renderTexts} made it
 * @param record the run's record
 * @returns undefined unless they are the words of just the record's answers that have some
 */
export function parseTexts(text: string, record: SweepRecord): AnswerTexts | undefined {
  const wanted = new Set(
    record.items.flatMap(({ id, repeats }) =>
      repeats
        .filter(({ kind }) => hasWords(kind))
        .map(({ repeat }) => sampleKey({ itemId: id, repeat })),
    ),
  );
  const texts = new Map<string, string>();
  for (const each of linesOf(text)) {
    if (each === '') continue;
    if (each.length > LONGEST_LINE || texts.size >= wanted.size) return undefined;
    const parsed = line.safeParse(parseJson(each));
    if (!parsed.success) return undefined;
    const [itemId, repeat, words] = parsed.data;
    const key = sampleKey({ itemId, repeat });
    if (!wanted.has(key) || texts.has(key)) return undefined;
    texts.set(key, words);
  }
  return texts.size === wanted.size ? texts : undefined;
}
