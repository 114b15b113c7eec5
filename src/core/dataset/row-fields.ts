import { z } from 'zod';
import { LONGEST_FIELD } from '../foreign.js';
import { imageNameProblem } from './image-name.js';

/** A domain's name: one line, because `domains` lists them so. */
const ONE_LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u;

/** Text that holds something, and not too much; kept as it is, spaces included. */
const text = z
  .string('must be text')
  .max(LONGEST_FIELD, { error: `must have ${LONGEST_FIELD} characters at most`, abort: true })
  .refine((value) => value.trim() !== '', 'must not be empty');

const domain = text
  .transform((value) => value.trim())
  .refine((value) => ONE_LINE.test(value), 'must be one line of 100 characters at most');

const image = z.string('must be text').superRefine((value, context) => {
  const message = imageNameProblem(value);
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const questionId = z
  .number('must be a whole number')
  .refine((value) => Number.isSafeInteger(value) && value > 0, 'must be a whole number above 0');

/**
 * The fields of the rows of every file, each with its rule; a schema's message is the rule as a
 * clause. Wire names are those of the released data set (hub: sinwang/SIUO).
 */
export const ROW_FIELDS = { text, domain, image, questionId } as const;
