import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { GateError } from '../errors.js';
import { DEEPEST_BODY } from '../foreign.js';
import { definitionOf, fileKeyOf, INPUT_GROUPS, INPUT_NAMES, type InputName } from './inputs.js';
import { nearestOf, shownValue, type GivenTexts } from './parse-inputs.js';
import { formOf } from './parsers.js';
import { readYaml } from './read-yaml.js';

/** Lists and maps inside one another: a request body as deep as may be, in its group. */
const DEEPEST = DEEPEST_BODY + 3;

/** Most characters of a key that an error shows. */
const LONGEST_SHOWN = 60;

/** A key as it stands in the file. */
interface FileKey {
  readonly name: string;
  /** Group and name, or the name alone where it is in no group. */
  readonly path: string;
  readonly line: number;
  readonly value: Node | null;
}

/** The file that is read, for messages and places in it. */
interface Source {
  /** The file, and where it was read. */
  readonly where: string;
  readonly lines: LineCounter;
}

/**
 * Reads a configuration file: YAML with the inputs as keys, in their groups (`judge: {model: …}`) or flat
 * (`judge-model: …`). Each value becomes the text that the input would have had, and is checked as that
 * text is. A key without a value is not given.
 *
 * Aliases, tags and further documents are refused, so that time and memory stay proportional to the size.
 *
 * @param text the file, of 64 KiB at most
 * @param where the file, and where it was read, for messages
 * @returns the texts of the inputs that it gives
 * @throws GateError CONFIG_INVALID naming file, key, line and value
 */
export function parseConfigFile(text: string, where: string): GivenTexts {
  const source: Source = { where, lines: new LineCounter() };
  const root = rootOf(text, source);
  const found = new Map<InputName, FileKey>();
  for (const entry of root === undefined ? [] : keysOf(root, '', source)) {
    const group = groupOf(entry);
    const inner = isMap(entry.value) ? keysOf(entry.value, `${entry.name}.`, source) : [];
    const keys = group === undefined ? [entry] : inner;
    for (const key of keys) {
      const name = inputOf(key, group, source);
      const before = found.get(name);
      if (before !== undefined) {
        throw faulty(
          key,
          source,
          `says what ${before.path} in line ${before.line} says`,
          'Keep one of the two.',
        );
      }
      found.set(name, key);
    }
  }
  const texts = [...found].map(([name, key]) => [name, textOf(name, key, source)] as const);
  return Object.fromEntries(texts.filter(([, given]) => given.trim() !== ''));
}

/** The map that a file holds; undefined for an empty file. */
function rootOf(text: string, source: Source): YAMLMap | undefined {
  const root = readYaml(text, source.lines, DEEPEST, (problem) => unreadable(source, problem));
  if (root === null || (isScalar(root) && root.value === null)) return undefined;
  if (isMap(root)) return root;
  throw unreadable(source, 'holds no keys at its top');
}

/**
 * The group that a key at the top opens; undefined where it is an input. Some names are both, and what stands
 * there tells which is meant.
 */
function groupOf({ name, value }: FileKey): string | undefined {
  const isGroup = INPUT_GROUPS.some(({ key }) => key === name);
  const isEmptyGroup = isEmpty(value) && !INPUT_NAMES.some((input) => input === name);
  return isGroup && (isMap(value) || isEmptyGroup) ? name : undefined;
}

/** Whether nothing stands behind a key. */
function isEmpty(value: FileKey['value']): boolean {
  return value === null || (isScalar(value) && value.value === null);
}

/** The keys of a map, each once. */
function keysOf(map: YAMLMap, prefix: string, source: Source): readonly FileKey[] {
  const keys = (map.items as Pair<Node, Node | null>[]).map(({ key, value }) => {
    const line = lineOf(key, source);
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined) throw unreadable(source, `has a key in line ${line} that is no word`);
    return { name, path: prefix + name, line, value };
  });
  const seen = new Set<string>();
  for (const key of keys) {
    if (isAlias(key.value)) throw aliased(key, source);
    if (seen.has(key.name)) throw faulty(key, source, 'stands there twice', 'Keep one of the two.');
    seen.add(key.name);
  }
  return keys;
}

/** The input that a key gives. */
function inputOf(key: FileKey, group: string | undefined, source: Source): InputName {
  const named = INPUT_GROUPS.filter((each) => group === undefined || each.key === group)
    .flatMap(({ inputs }) => inputs)
    .map((input) => [input, nameIn(group, input)] as const);
  // A group takes the full name of its inputs too, so that nobody has to look up the short one.
  const found = (named.find(([, name]) => name === key.name) ??
    named.find(([input]) => input === key.name))?.[0];
  if (found === undefined)
    throw unknown(
      key,
      group,
      named.map(([, name]) => name),
      source,
    );
  const { isSecret, never } = definitionOf(found);
  if (isSecret === true) {
    throw faulty(
      key,
      source,
      'is for a secret, and everybody who reads the repository reads the file',
      `Give it as the input ${found}, from a secret of the repository, and withdraw what stood here.`,
    );
  }
  if (never !== 'file') return found;
  throw faulty(
    key,
    source,
    'belongs to one run, and the file is that of all',
    `Give it as the input ${found} of the action, or as --${found} on the command line.`,
  );
}

/** What an input is called, in its group or in none. */
function nameIn(group: string | undefined, input: InputName): string {
  return group === undefined ? input : (definitionOf(input).key ?? input);
}

/** The error of a key that does not exist. */
function unknown(
  key: FileKey,
  group: string | undefined,
  names: readonly string[],
  source: Source,
): GateError {
  const groups = INPUT_GROUPS.flatMap((each) => (group === undefined ? (each.key ?? []) : []));
  const near = nearestOf(key.name, [...names, ...groups]);
  // A key may stand in the wrong group, or flat under the name that it has in one.
  const places = INPUT_NAMES.map((input) => ({ input, place: fileKeyOf(input) }));
  const elsewhere = (
    places.find(({ input }) => input === key.name) ??
    places.find(({ place }) => place?.key === key.name)
  )?.place;
  const suggestion =
    near ?? (elsewhere === undefined ? undefined : `${elsewhere.group}.${elsewhere.key}`);
  const remedy =
    suggestion === undefined
      ? 'docs/inputs.md has all keys.'
      : `Did you mean ${near !== undefined && group !== undefined ? `${group}.` : ''}${suggestion}?`;
  return faulty(key, source, 'does not exist', remedy);
}

/** The text of an input's value, which the input's own parser takes. */
function textOf(name: InputName, key: FileKey, source: Source): string {
  const { parse, ...definition } = definitionOf(name);
  const text = isScalar(key.value) || key.value === null ? scalarText(key.value) : undefined;
  const given = text ?? collectionText(name, key, source);
  const parsed = given.trim() === '' ? { value: undefined } : parse(given.trim());
  if ('value' in parsed) return given;
  const shown = shownValue({ ...definition, parse }, given.trim());
  throw faulty(key, source, `is ${shown}`, `Give ${parsed.expected}.`);
}

/** A word or a number as it is written; nothing for no value. */
function scalarText(node: FileKey['value']): string {
  if (!isScalar(node) || node.value === null) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? JSON.stringify(node.value));
}

/** The text that stands for a list or a map. */
function collectionText(name: InputName, key: FileKey, source: Source): string {
  const { parse } = definitionOf(name);
  const text = formOf(parse).textOf?.(plainOf(key.value, key, source));
  if (text !== undefined) return text;
  const { textOf: takes, expected = 'a single value' } = formOf(parse);
  const kind = isSeq(key.value) ? 'a list' : 'a map';
  const problem = takes === undefined ? `is ${kind}` : `is ${kind} that does not fit`;
  throw faulty(key, source, problem, `Give ${expected}.`);
}

/** A value without YAML's own parts, for what is not a single one. */
function plainOf(node: unknown, key: FileKey, source: Source): unknown {
  if (isScalar(node)) {
    const { value } = node;
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    throw faulty(key, source, 'holds a number without an end', 'Give a finite one.');
  }
  if (isSeq(node)) return node.items.map((item) => plainOf(item, key, source));
  if (isMap(node)) {
    const entries = keysOf(node, `${key.path}.`, source).map(
      (inner) => [inner.name, plainOf(inner.value, inner, source)] as const,
    );
    return Object.fromEntries(entries);
  }
  if (!isAlias(node)) return null;
  throw aliased(key, source);
}

/** The error of a value that stands elsewhere. */
function aliased(key: FileKey, source: Source): GateError {
  return faulty(key, source, 'holds an alias', 'Write the value itself: aliases are not followed.');
}

/** The line of a part of the file, from 1. */
function lineOf(node: Node, { lines }: Source): number {
  return lines.linePos(node.range?.[0] ?? 0).line;
}

/** The error of a key. */
function faulty(key: FileKey, { where }: Source, problem: string, remedy: string): GateError {
  const path = key.path.length > LONGEST_SHOWN ? `${key.path.slice(0, LONGEST_SHOWN)}…` : key.path;
  const named = /^[\w.-]+…?$/.test(path) ? path : JSON.stringify(path);
  return new GateError(
    'CONFIG_INVALID',
    `Key ${named} in line ${key.line} of ${where} ${problem}.`,
    { remedy },
  );
}

/** The error of a file that cannot be read as one. */
function unreadable({ where }: Source, problem: string): GateError {
  return new GateError('CONFIG_INVALID', `The configuration file ${where} ${problem}.`, {
    remedy:
      'Give one YAML document with keys and values, without tags and aliases; docs/inputs.md has the keys.',
  });
}
