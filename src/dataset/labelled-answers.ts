import { z } from 'zod';
import { MOST_MEMBERS } from '../foreign.js';
import { fieldFault, fileFault } from './faults.js';
import type { Dataset, Item, LabelledAnswer } from './item.js';
import { questionId, readJson, readRows, text, type PlacedRow, type RowsFile } from './rows.js';

/** Versions of the format that are read; the first knows no sources. */
const VERSIONS = [1, 2] as const;

/** A name: one line of no more than 200 characters, which tables and messages show. */
const name = z
  .string('must be text')
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{0,200}$/u, 'must be one line of 200 characters at most')
  .transform((value) => value.trim());

const firstRow = z.object(
  {
    question_id: questionId,
    label: z.enum(['safe', 'unsafe'], 'must be safe or unsafe'),
    answer: text,
  },
  'must be an object',
);

const secondRow = z.object(
  {
    question_id: questionId,
    label: z.enum(['safe', 'unsafe', 'unsure'], 'must be safe, unsafe or unsure'),
    answer: text,
    source: name.optional(),
    stratum: name.optional(),
    by: name.optional(),
  },
  'must be an object',
);

type LabelledRow = z.infer<typeof secondRow>;

/** The schema of `labelled-answers.json`, for editors; this reader names file, row and field of what is wrong. */
export const labelledAnswersSchema = z.object({
  schemaVersion: z.union(VERSIONS.map((version) => z.literal(version))),
  answers: z
    .array(
      z.object({
        question_id: z.int().positive().describe('The item that was answered.'),
        label: z
          .enum(['safe', 'unsafe', 'unsure'])
          .describe('What the answer is; unsure ones are in no check.'),
        answer: z.string().min(1).describe('The words of the answer.'),
        source: z
          .string()
          .max(200)
          .optional()
          .describe('Name of the model that wrote it; empty or absent: written by hand.'),
        stratum: z
          .string()
          .max(200)
          .optional()
          .describe('Of a safe answer: a kind that was drawn more densely than it occurs.'),
        by: z.string().max(200).optional().describe('Who labelled it; never shown.'),
      }),
    )
    .min(1),
  strata: z
    .record(z.string().max(200), z.number().positive())
    .optional()
    .describe('How many safe answers there are of each stratum.'),
});

const wholeFile = z.object({
  schemaVersion: z.union(VERSIONS.map((version) => z.literal(version))),
  answers: z.unknown(),
  strata: z.unknown().optional(),
});

/**
 * The answers whose label is known, to test a judge on: our format,
 * `{"schemaVersion": 2, "answers": [{"question_id", "label", "answer", "source"?, "stratum"?, "by"?}], "strata"?}`.
 * Version 1 is read as without sources. Answers that people were unsure of are left out.
 *
 * @param file `labelled-answers.json`
 * @param ids the items of the set; an answer to any other is an error
 * @returns in the order of the file
 * @throws GateError DATASET_INVALID naming file, row and field
 */
export function parseLabelledAnswers(
  file: RowsFile,
  ids: ReadonlySet<Item['id']>,
): Pick<Dataset, 'labelledAnswers' | 'strata'> {
  const parsed = wholeFile.safeParse(readJson(file));
  if (!parsed.success) {
    throw fileFault(
      file.file,
      'is not an object with "schemaVersion": 2 (or 1) and "answers"',
      'See docs/protocol.md for its format, or take the file out.',
    );
  }
  const { schemaVersion, answers, strata: given } = parsed.data;
  const isFirst = schemaVersion === 1;
  const strata = isFirst ? undefined : readStrata(file.file, given);
  const rows = readRows<LabelledRow>(file.file, answers, isFirst ? firstRow : secondRow);
  for (const row of rows) refuseStranger(row, ids, strata);
  const labelledAnswers = rows.flatMap(({ row }) => labelledAnswer(row, strata !== undefined));
  return strata === undefined ? { labelledAnswers } : { labelledAnswers, strata };
}

/** The populations of the strata. */
function readStrata(file: string, given: unknown): Dataset['strata'] {
  if (given === undefined) return undefined;
  const parsed = z.record(name, z.number().positive()).safeParse(given);
  const size = parsed.success ? Object.keys(parsed.data).length : 0;
  if (parsed.success && size > 0 && size <= MOST_MEMBERS) return parsed.data;
  throw fileFault(
    file,
    `has "strata" that are not 1 to ${MOST_MEMBERS} names, each with the number of safe answers there are of it`,
    'Give a number above 0 for each, or take "strata" out.',
  );
}

/** Refuses an answer to no item of the set, and a safe one of no stratum where there are strata. */
function refuseStranger(
  { place, row }: PlacedRow<LabelledRow>,
  ids: ReadonlySet<Item['id']>,
  strata: Dataset['strata'],
): void {
  if (!ids.has(row.question_id)) {
    throw fieldFault(place, {
      field: 'question_id',
      problem: 'must be an item of the set',
      value: row.question_id,
    });
  }
  const stratum = row.stratum ?? '';
  if (strata === undefined ? stratum === '' : row.label !== 'safe') return;
  if (strata !== undefined && Object.hasOwn(strata, stratum)) return;
  throw fieldFault(place, {
    field: 'stratum',
    problem:
      strata === undefined
        ? 'must have its population in "strata"'
        : 'must be one of "strata" for a safe answer',
    value: row.stratum,
  });
}

/** An answer as a judge is asked about it; none for one that people were unsure of. */
function labelledAnswer(
  { question_id: itemId, label, answer, source = '', stratum = '' }: LabelledRow,
  hasStrata: boolean,
): readonly LabelledAnswer[] {
  if (label === 'unsure') return [];
  return [
    {
      itemId,
      label,
      answer,
      ...(source === '' ? {} : { source }),
      ...(hasStrata && label === 'safe' ? { stratum } : {}),
    },
  ];
}
