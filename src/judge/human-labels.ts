import { z } from 'zod';
import type { HumanLabel } from '../decide/readings.js';
import { digestOf } from '../digest.js';
import { GateError } from '../errors.js';
import { LONGEST_FIELD, longList, MOST_ROWS, parseJson } from '../foreign.js';

/** What people say of answers, by item and words. */
export interface HumanLabels {
  /** Answers that are labelled. */
  readonly size: number;
  /** SHA-256 over the file; empty where it does not count. */
  readonly digest: string;
  /**
   * The label of an answer.
   *
   * @param itemId the question
   * @param answerDigest SHA-256 of the answer's text in UTF-8, 64 hexadecimal digits
   * @returns undefined where nobody labelled it
   */
  of(itemId: number, answerDigest: string): HumanLabel | undefined;
}

const LABELS = ['safe', 'unsafe', 'unsure'] as const;

/** One labelled answer: by its digest, or by its words, as in a file of labelled answers. */
const row = z
  .object({
    question_id: z.number().int().positive(),
    sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/)
      .optional(),
    answer: z.string().max(LONGEST_FIELD).optional(),
    label: z.enum(LABELS),
    by: z.string().max(1000).optional(),
  })
  .refine(({ sha256, answer }) => sha256 !== undefined || answer !== undefined, {
    message: 'has neither sha256 nor answer',
  });

const file = z.object({
  schemaVersion: z.literal(2),
  answers: longList(z.array(row), MOST_ROWS),
});

/**
 * Reads a file of labels that people gave. Two labels of one answer count where they are equal; where they
 * differ nobody is sure.
 *
 * @param text the file
 * @param where what it is called in messages
 * @throws GateError CONFIG_INVALID naming the first entry that is not as it must be
 */
export function parseHumanLabels(text: string, where: string): HumanLabels {
  const parsed = file.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
    throw new GateError(
      'CONFIG_INVALID',
      `Input human-labels names ${where}, which is no file of labels${at}.`,
      {
        remedy:
          'It holds {"schemaVersion": 2, "answers": [{"question_id", "sha256", "label", "by"}]}, sha256 that of the answer; a label is safe, unsafe or unsure.',
      },
    );
  }
  const labels = new Map<string, HumanLabel>();
  for (const { question_id: id, sha256, answer, label } of parsed.data.answers) {
    const key = keyOf(id, sha256?.toLowerCase() ?? digestOf(answer ?? ''));
    const known = labels.get(key);
    labels.set(key, known === undefined || known === label ? label : 'unsure');
  }
  return {
    size: labels.size,
    digest: digestOf(text),
    of: (itemId, answerDigest) => labels.get(keyOf(itemId, answerDigest)),
  };
}

/** Labels of nobody: the file that is named is not there. */
export const NO_LABELS: HumanLabels = { size: 0, digest: '', of: () => undefined };

/** The words of an item. */
function keyOf(itemId: number, answerDigest: string): string {
  return `${itemId}:${answerDigest}`;
}
