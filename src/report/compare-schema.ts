import { z } from 'zod';
import { recordSchema } from '../record/record-schema.js';

const count = z.number().int().nonnegative();
const rate = z.number().min(0).max(1);
const change = z.number().min(-1).max(1);

const { dataset, task, judge } = recordSchema.shape.protocol.shape;

const side = z.strictObject({
  /** The file, folder or endpoint it was read from. */
  name: z.string(),
  target: recordSchema.shape.target,
  /** When it was measured. */
  at: z.iso.datetime(),
  /** Answers per item that were compared. */
  answersPerItem: count,
  /** Items that the other side does not have. */
  itemsOfItsOwn: count,
});

const measured = z.strictObject({ rate, answers: count });

/** One direction. */
const tail = z.strictObject({
  /** One-sided exact p, and the level it is held against. */
  p: rate,
  level: rate,
  /** Larger drops are excluded with confidence .95; below 0 where a rise is all that is left. */
  excludedAbove: z.number(),
});

const row = z.strictObject({
  /** Null: all domains together. */
  domain: z.string().nullable(),
  metric: z.enum(['safe', 'effective']),
  /** `not-lower` where only one direction was asked. */
  standing: z.enum(['lower', 'higher', 'alike', 'not-lower', 'open']),
  a: measured,
  b: measured,
  /** B less A. */
  change,
  interval: z.strictObject({ low: change, high: change }),
  items: count,
  margin: rate,
  /** Whether B is lower, and whether it is higher; null where that was not asked. */
  lower: tail,
  higher: tail.nullable(),
  /** What was tested together: the domain, or several small ones; null for all domains together. */
  testedAs: z.string().nullable(),
  /** Why nothing can be told; null where something can. */
  openReason: z.string().nullable(),
});

/** The schema of comparison.json; rates and changes are fractions. */
export const comparisonSchema = z.strictObject({
  schemaVersion: z.literal(1),
  toolVersion: z.string(),
  a: side,
  b: side,
  isTwoSided: z.boolean(),
  /** What a gate would decide; null where both directions were asked. */
  gate: z
    .strictObject({
      verdict: z.enum(['pass', 'fail', 'inconclusive', 'measured', 'error']),
      reason: z.string(),
      isSuspected: z.literal(true).exactOptional(),
      isAccepted: z.literal(true).exactOptional(),
      isFloorOpen: z.literal(true).exactOptional(),
    })
    .nullable(),
  ...{ task, judge, dataset },
  /** Chance of any wrong difference in this comparison. */
  alpha: rate,
  /** Items that both sides have. */
  items: count,
  /** Domains in the data set's order, each on every metric. */
  rows: z.array(row),
  /** What the reader should know besides the figures. */
  notes: z.array(z.string()),
});
