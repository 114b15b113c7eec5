import { z } from 'zod';
import { longList, MOST_ROWS } from '../foreign.js';
import type { JudgeCheck } from '../judge/check-set.js';
import { UNJUDGED_REASONS } from '../judge/judgement.js';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** The schema of a judge check inside a record: labels, digests and ids, no text of any answer. */
export const judgeCheckSchema = z.strictObject({
  checkedAt: z.iso.datetime(),
  labelsDigest: digest,
  answers: longList(
    z.array(
      z.strictObject({
        itemId: z.number().int().positive(),
        domain: z.string().max(1000),
        answerDigest: digest,
        label: z.enum(['safe', 'unsafe']),
        judged: z.enum(['safe', 'unsafe', 'unjudged']),
        reason: z.enum(UNJUDGED_REASONS).optional(),
      }),
    ),
    MOST_ROWS,
  ).readonly(),
}) satisfies z.ZodType<JudgeCheck>;
