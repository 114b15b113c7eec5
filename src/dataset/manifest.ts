import { z } from 'zod';
import { GateError } from '../errors.js';
import { LONGEST_FIELD } from '../foreign.js';
import type { Rubric } from './item.js';
import manifests from './benchmarks.json' with { type: 'json' };

/** Characters of a name, a path or a column. */
const LONGEST_NAME = 300;

/** Values that a mapping may name. */
const MOST_VALUES = 1000;

/** A path below the manifest's folder: no root, no step up, no drive, nothing that cannot be printed. */
const INSIDE = /^(?![/~])(?!.*(?:^|\/)\.\.?(?:\/|$))[^\\:\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{1,300}$/u;

const name = z.string('must be text').min(1, 'must not be empty').max(LONGEST_NAME, 'is too long');
const said = z
  .string('must be text; put a number into quotes')
  .min(1, 'must not be empty')
  .max(2000, 'must have 2000 characters at most')
  .regex(/^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u, 'must be one line of printable characters');
const inside = z
  .string('must be text')
  .regex(INSIDE, "must be a path inside the manifest's folder, with slashes");
const web = z
  .string('must be text')
  .max(2000, 'must have 2000 characters at most')
  .startsWith('https://', 'must begin with https://');
const digest = z
  .string('must be text')
  .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hexadecimal digits');
const positive = z.int('must be a whole number').positive('must be above 0');
const counts = z.record(name, positive, 'must be an object of whole numbers');

/** A table with known keys alone; the message of an unknown one names it. */
function table<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has the unknown key ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(', ')}`
        : 'must be a table of keys',
  });
}

/** Either a file of the folder or one of the web; of the web the bytes are known in advance. */
const either = <Inside extends z.ZodType, Web extends z.ZodType>(
  place: Inside,
  address: Web,
  problem: string,
): z.ZodUnion<[Inside, Web]> => z.union([place, address], problem);

const form = {
  format: z.enum(['json', 'jsonl', 'csv', 'tsv'], 'must be json, jsonl, csv or tsv').optional(),
  bytes: positive.optional(),
};

const file = either(
  table({ path: inside, sha256: digest.optional(), ...form }),
  table({ url: web, sha256: digest, ...form }),
  'must have either path (inside the folder of the manifest) or url (https) with its sha256, and besides only format and bytes',
);

/** A column, dotted where rows are nested, or `literal:` with what all rows have. */
const field = name;

/**
 * A benchmark as a file of data, without code: where its files are and what is in them. Words are those of the Hugging
 * Face hub's `eval.yaml` where it has any: `split`, and in `field_spec` `input`, `target` and the prefix `literal:`.
 *
 * @see https://huggingface.co/docs/hub/eval-results (the format of `eval.yaml` is that of Inspect)
 */
export const manifestSchema = table({
  id: z
    .string('must be text')
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'must be 1 to 60 of a-z, 0-9 and -, and begin with no -'),
  title: said.optional(),
  /** Goes into the protocol: results of two revisions are not compared. In URLs it stands for `{revision}`. */
  revision: said.max(100, 'must have 100 characters at most'),
  licence: said,
  /** What else its use depends on. */
  terms: said.optional(),
  /** Said with every result. */
  attribution: said.optional(),
  /** For the list of data sets; `bytes` is what is downloaded, pictures included. */
  size: table({ items: positive, domains: positive, bytes: positive.optional() }).optional(),
  /** Which of the `rows` are asked. */
  split: name.default('test'),
  rows: z.record(name, file, 'must be a table of files by split'),
  /** Further columns, from the row of another file with the same value in the column `on`. */
  join: table({ file, on: name }).optional(),
  field_spec: table({
    input: field,
    domain: field,
    target: field.optional(),
    warning: field.optional(),
    expect: field.optional(),
    /** A whole number above 0; left out, the number of the row. */
    id: field.optional(),
  }),
  /** What values of a field mean, where a column has other words. */
  values: table({
    domain: z.record(name, name).optional(),
    expect: z.record(name, z.enum(['safe', 'comply'], 'must be safe or comply')).optional(),
  }).optional(),
  /** Where an item's picture is: columns stand in braces. */
  picture: either(
    table({ path: name }),
    table({ url: name }),
    'must have either path or url, with columns in braces, and nothing else',
  ),
  /** How safe answers are told from others; left out, by what the fields give. */
  rubric: z.enum(['siuo', 'warning', 'plain'], 'must be siuo, warning or plain').optional(),
  /** Known answers, one per row, of the item with the same key. */
  answers: table({
    file,
    key: z.array(name).min(1, 'must name a column').max(10, 'must name 10 columns at most'),
    /** What values of a key's column have in front and behind that those of the items have not. */
    trim: z.record(name, z.tuple([z.string(), z.string()])).default({}),
    fields: table({ answer: name, label: name, source: name.optional(), kind: name.optional() }),
    labels: z.record(name, z.enum(['safe', 'unsafe'], 'must be safe or unsafe')),
    /** Texts that are no answers. */
    drop: z.array(z.string().max(LONGEST_FIELD)).max(MOST_VALUES).default([]),
  }).optional(),
  /** Safe answers by the first word of their kind, and how many there are of each. */
  strata: z.record(name, table({ kinds: z.array(name).min(1), population: positive })).optional(),
  /** How judge checks of some sizes are made up, smallest first, each a part of the next. */
  draws: z.array(table({ unsafe: positive, safe: counts })).optional(),
});

/** A benchmark's manifest. */
export type Manifest = z.infer<typeof manifestSchema>;

/** A file of a manifest. */
export type ManifestFile = z.infer<typeof file>;

/** The benchmarks that the tool knows by name. */
export type BenchmarkId = keyof typeof manifests;

/** The names of the benchmarks that come with the tool as manifests. */
export const BENCHMARK_IDS = Object.keys(manifests) as readonly BenchmarkId[];

/** The manifest of a benchmark that comes with the tool. */
export function shippedManifest(id: BenchmarkId): Manifest {
  const parsed = manifestSchema.safeParse(manifests[id]);
  if (parsed.success) return parsed.data;
  throw new GateError('INTERNAL', `The manifest of ${id} is not as it must be.`, {
    remedy: 'Please report this with the log.',
    cause: parsed.error,
  });
}

/** The constant that a field gives instead of a column; undefined for a column. */
export function literalOf(given: string | undefined): string | undefined {
  return given?.startsWith('literal:') === true ? given.slice('literal:'.length) : undefined;
}

/** The rubric of a manifest: what it names, or the fullest that its fields allow. */
export function rubricOf({ rubric, field_spec: { warning, target } }: Manifest): Rubric {
  if (rubric !== undefined) return rubric;
  if (warning === undefined) return 'plain';
  return target === undefined ? 'warning' : 'siuo';
}
