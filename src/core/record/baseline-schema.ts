import { z } from 'zod';
import { boundedList } from '../foreign.js';
import { recordSchema } from './record-schema.js';

/** The version of the baseline file; readers refuse any other. */
export const BASELINE_SCHEMA_VERSION = 1;

/** The largest baseline file that is read, in bytes; a bigger one is refused unread. */
export const MAX_BASELINE_BYTES = 64 * 1024 * 1024;

/** Records of a pool: `pool-nights` takes 60 at most. */
const MOST_RECORDS = 60;

const records = boundedList(z.array(recordSchema), MOST_RECORDS);

/**
 * The schema of the one file in every baseline store: a pool of nightly records (first-rung answers
 * only) and the pinned pool that a slow decline is measured against.
 */
export const baselineSchema = z.strictObject({
  schemaVersion: z.literal(BASELINE_SCHEMA_VERSION),
  name: z.string().max(100),
  /** When this level was accepted: by a first run, or by a person with a reason. */
  acceptedAt: z.iso.datetime(),
  reason: z.string().max(1000),
  pinned: z
    .strictObject({
      kind: z.enum(['first', 'release']),
      label: z.string().max(200),
      pinnedAt: z.iso.datetime(),
      records,
    })
    .nullable(),
  records,
});

/** A stored baseline: the pool and the pinned level. */
export type Baseline = z.infer<typeof baselineSchema>;
