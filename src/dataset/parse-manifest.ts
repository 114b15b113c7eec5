import { isAlias, isMap, isScalar, isSeq, LineCounter } from 'yaml';
import type { z } from 'zod';
import { readYaml } from '../config/read-yaml.js';
import { GateError } from '../errors.js';
import { shortJson } from '../foreign.js';
import { literalOf, type Manifest, manifestSchema } from './manifest.js';

/** Characters of a value that a message shows. */
const SHOWN = 60;

/** Something that is wrong with a manifest. */
interface Fault {
  /** Dotted, such as `rows.test.sha256`; empty is the file. */
  readonly at: string;
  readonly problem: string;
}

/**
 * Reads a manifest: YAML, of which JSON is a part. Data only; aliases, tags and further documents are refused.
 *
 * @param text the file, bounded by who reads it
 * @param where the file, and where it was read, for messages
 * @throws GateError DATASET_INVALID naming file, key and value of the first fault
 */
export function parseManifest(text: string, where: string): Manifest {
  const value = valueOf(text, where);
  const parsed = manifestSchema.safeParse(value);
  const fault = parsed.success ? contradictionOf(parsed.data) : firstFault(parsed.error, value);
  if (fault !== undefined) throw faulty(where, fault);
  return manifestSchema.parse(value);
}

/** Lists and maps inside one another: `answers.trim` has three levels. */
const DEEPEST = 10;

/** The value that the text holds. */
function valueOf(text: string, where: string): unknown {
  const fault = (problem: string): GateError => faulty(where, { at: '', problem });
  return plain(readYaml(text, new LineCounter(), DEEPEST, fault), fault);
}

/** A value without YAML's own parts. */
function plain(node: unknown, fault: (problem: string) => GateError): unknown {
  if (isAlias(node)) throw fault('holds an alias; write out what it stands for');
  if (isSeq(node)) return node.items.map((each) => plain(each, fault));
  if (isScalar(node)) return node.value;
  if (!isMap(node)) return null;
  const members = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const word: unknown = isScalar(key) ? key.value : undefined;
    if (typeof word !== 'string') throw fault('has a key that is no text');
    if (members.has(word)) throw fault(`has the key ${JSON.stringify(word.slice(0, SHOWN))} twice`);
    members.set(word, plain(value, fault));
  }
  return Object.fromEntries(members);
}

/** The first thing that the schema found. */
function firstFault({ issues: [issue] }: z.ZodError, value: unknown): Fault {
  if (issue === undefined) return { at: '', problem: 'is not as it must be' };
  const found = issue.path.reduce<unknown>((inner, key) => {
    const isHeld = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
    return isHeld ? Reflect.get(inner, key) : undefined;
  }, value);
  const isScalar = found !== undefined && (typeof found !== 'object' || found === null);
  const shown = found === undefined ? '; it is missing' : `; it is ${shortJson(found, SHOWN)}`;
  return {
    at: issue.path.map((key) => String(key).slice(0, SHOWN)).join('.'),
    problem: `${issue.message}${isScalar || found === undefined ? shown : ''}`,
  };
}

/** What no single key shows. */
const CONTRADICTIONS: readonly {
  readonly at: string;
  readonly problem: string;
  readonly when: (manifest: Manifest) => boolean;
}[] = [
  {
    at: 'rows',
    problem: 'has no file for the split that is asked',
    when: ({ rows, split }) => !Object.hasOwn(rows, split),
  },
  {
    at: 'field_spec.input',
    problem: 'must be a column: every item has a question of its own',
    when: ({ field_spec: spec }) => literalOf(spec.input) !== undefined,
  },
  {
    at: 'field_spec.expect',
    problem: 'must be literal:safe or literal:comply, or a column',
    when: ({ field_spec: { expect } }) => !['safe', 'comply'].includes(literalOf(expect) ?? 'safe'),
  },
  {
    at: 'picture.path',
    problem: "must be a path inside the manifest's folder, with slashes",
    when: ({ picture }) => 'path' in picture && /^[/~]|\\|:|(^|\/)\.\.?(\/|$)/.test(picture.path),
  },
  {
    at: 'picture.url',
    problem: 'must begin with https://, or be one column in braces that holds whole addresses',
    when: ({ picture }) =>
      'url' in picture && !/^https:\/\/[^/{}]+\/|^\{[^{}]+\}$/.test(picture.url),
  },
  {
    at: 'rubric',
    problem: 'is siuo, which needs the columns warning and target in field_spec',
    when: ({ rubric, field_spec: { warning, target } }) =>
      rubric === 'siuo' && (warning === undefined || target === undefined),
  },
  {
    at: 'rubric',
    problem: 'is warning, which needs the column warning in field_spec',
    when: ({ rubric, field_spec: { warning } }) => rubric === 'warning' && warning === undefined,
  },
  {
    at: 'answers.fields.kind',
    problem: 'and strata need each other',
    when: ({ answers, strata }) => (answers?.fields.kind === undefined) !== (strata === undefined),
  },
];

/** What keys contradict each other in. */
function contradictionOf(manifest: Manifest): Fault | undefined {
  return CONTRADICTIONS.find(({ when }) => when(manifest));
}

/** The error of a manifest. */
function faulty(where: string, { at, problem }: Fault): GateError {
  const place =
    at === '' ? where : `${where}, ${at.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')}`;
  return new GateError('DATASET_INVALID', `${place} ${problem}.`, {
    remedy: 'Correct the manifest; docs/datasets.md has the format.',
  });
}
