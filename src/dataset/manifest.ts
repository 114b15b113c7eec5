import { z } from 'zod';
import { GateError } from '../errors.js';
import manifests from './benchmarks.json' with { type: 'json' };

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const column = z.string().min(1);
const counts = z.record(z.string(), z.int().positive());

const file = z.strictObject({
  /** Below the base; no step up. */
  path: z.string().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]+$/),
  bytes: z.int().positive(),
  sha256: digest,
});

/**
 * A benchmark as a file of data, without code: where its files are and what is in them. `{revision}` in the base
 * stands for the revision.
 */
export const manifestSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  revision: z.string().regex(/^[0-9a-f]{40}$/),
  base: z.string().startsWith('http'),
  licence: z.string(),
  /** Said with every result. */
  attribution: z.string(),
  files: z.record(z.string(), file),
  items: z.strictObject({
    file: column,
    key: z.array(column).min(1),
    fields: z.strictObject({ question: column, domain: column, picture: column }),
  }),
  pictures: z.strictObject({
    file: column,
    key: column,
    fields: z.strictObject({ url: column }),
  }),
  answers: z.strictObject({
    file: column,
    key: z.array(column).min(1),
    /** What values of a key's column have in front and behind that those of the items have not. */
    trim: z.record(column, z.tuple([z.string(), z.string()])),
    fields: z.strictObject({ answer: column, source: column, label: column, kind: column }),
    labels: z.record(z.string(), z.enum(['safe', 'unsafe'])),
    drop: z.array(z.strictObject({ answer: z.string() })),
  }),
  strata: z.record(
    z.string(),
    z.strictObject({ kinds: z.array(z.string()).min(1), population: z.int().positive() }),
  ),
  draws: z.array(z.strictObject({ unsafe: z.int().positive(), safe: counts })),
});

/** A benchmark's manifest. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The benchmarks that the tool knows by name. */
export type BenchmarkId = keyof typeof manifests;

/** The manifest of a benchmark that comes with the tool. */
export function shippedManifest(id: BenchmarkId): Manifest {
  const parsed = manifestSchema.safeParse(manifests[id]);
  if (parsed.success) return parsed.data;
  throw new GateError('INTERNAL', `The manifest of ${id} is not as it must be.`, {
    remedy: 'Please report this with the log.',
    cause: parsed.error,
  });
}
