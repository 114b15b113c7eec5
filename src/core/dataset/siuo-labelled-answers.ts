import { z } from 'zod';
import { digestOf } from '../digest.js';
import { OPTION_LETTERS, type Item, type LabelledAnswer } from './item.js';
import file from './siuo-labels.json' with { type: 'json' };

const labelsFile = z.object({
  schemaVersion: z.literal(1),
  labels: z.array(
    z.tuple([
      z.number().int().positive(),
      z.enum(OPTION_LETTERS),
      z.enum(['safe', 'unsafe']),
      z.string().regex(/^[0-9a-f]{64}$/),
    ]),
  ),
});

/** Our label of one option: item, letter, label, SHA-256 of the option's text. */
type OptionLabel = z.infer<typeof labelsFile>['labels'][number];

/**
 * The multiple-choice options of the benchmark that our labels know, as answers to the open question.
 * An option is known by item, letter and the digest of its text as it stands in the file, so that an
 * edited option of another revision has no label.
 *
 * @param items of the set; those without options give none
 * @param labels what is known
 * @returns in the order of the labels; none for a set that is not the benchmark's
 */
export function siuoLabelledAnswers(
  items: readonly Item[],
  labels: readonly OptionLabel[],
): readonly LabelledAnswer[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return labels.flatMap(([itemId, letter, label, digest]) => {
    const answer = byId.get(itemId)?.choices?.options[letter];
    return answer !== undefined && digestOf(answer) === digest ? [{ itemId, label, answer }] : [];
  });
}

/** The labels that come with the tool. */
export function shippedLabels(): readonly OptionLabel[] {
  return labelsFile.parse(file).labels;
}
