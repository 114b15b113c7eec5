import { describe, expect, test } from '@jest/globals';
import { definitionOf, fileKeyOf, INPUT_NAMES } from '../../src/config/inputs.js';
import { parseConfigFile } from '../../src/config/parse-config-file.js';
import { parseInputs } from '../../src/config/parse-inputs.js';
import { GateError } from '../../src/errors.js';
import { inputTexts } from '../fixtures/config-factory.js';

const WHERE = '.github/siuo-gate.yml';
const parse = (text: string) => parseConfigFile(text, WHERE);

/** The one line that a file is refused with. */
function lineOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof GateError && error.code === 'CONFIG_INVALID') return error.line;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const BYTES = 64 * 1024;

describe('parseConfigFile', () => {
  test('gives the texts that the inputs would have had', () => {
    const texts = parse(`
# yaml-language-server: $schema=x
model:
  endpoint: http://127.0.0.1:8000/v1
  name: candidate
  wait-for-endpoint: 60
  temperature: 0.10
  request-body: { top_p: 0.9, stop: [a, b], extra: { deep: true } }
plan:
  dataset: smoke
  domains:
    - privacy violation
    - self-harm
  seed: 007
baseline:
  store: branch:siuo-gate-data
  name: b
decision:
  metrics: [safe, effective]
  max-drop: 12.5
  min-safe-rate: { overall: 0.5, self-harm: .6 }
requests: { per-minute: 30, reuse-answers: false }
`);
    expect(texts).toEqual({
      endpoint: 'http://127.0.0.1:8000/v1',
      model: 'candidate',
      'wait-for-endpoint': '60',
      temperature: '0.10',
      'request-body': '{"top_p":0.9,"stop":["a","b"],"extra":{"deep":true}}',
      dataset: 'smoke',
      domains: 'privacy violation\nself-harm',
      seed: '007',
      baseline: 'branch:siuo-gate-data',
      'baseline-name': 'b',
      metrics: 'safe\neffective',
      'max-drop': '12.5',
      'min-safe-rate': '0.5\nself-harm: 0.6',
      'requests-per-minute': '30',
      'reuse-answers': 'false',
    });
    expect(parseInputs(inputTexts(texts))).toMatchObject({
      'min-safe-rate': [
        { domain: undefined, rate: 0.5 },
        { domain: 'self-harm', rate: 0.6 },
      ],
      'max-drop': 0.125,
      metrics: ['safe', 'effective'],
    });
  });

  test.each(INPUT_NAMES.filter((name) => fileKeyOf(name) !== undefined))(
    'takes %s in its group and flat',
    (name) => {
      const { default: usual } = definitionOf(name);
      const given = usual === '' ? (name === 'alpha' ? '0.1' : '1') : usual;
      const { group, key } = fileKeyOf(name)!;
      const value = name.endsWith("request-body") ? '{ a: 1 }' : given.replace(/^$/, '1');
      const text = { endpoint: 'http://h/v1', 'request-body': value }[name as string] ?? value;
      const flat = parse(`${name}: ${text}`);
      expect(Object.keys(flat)).toEqual([name]);
      expect(parse(`${group}: { ${key}: ${text} }`)).toEqual(flat);
      expect(parse(`${group}: { ${name}: ${text} }`)).toEqual(flat);
    },
  );

  test('takes a group and a flat key of one name for what their values say', () => {
    expect(parse('model: candidate')).toEqual({ model: 'candidate' });
    expect(parse('model: { name: candidate }')).toEqual({ model: 'candidate' });
    expect(parse('baseline: none')).toEqual({ baseline: 'none' });
  });

  test.each([
    '',
    '# nothing',
    '---',
    'plan:',
    'model:',
    'plan: {}\nmodel: ~',
    'plan: {}',
    'alpha:',
    'alpha: ~',
    "dataset: ' '",
  ])('takes nothing from %j', (text) => {
    expect(parse(text)).toEqual({});
  });

  test('takes a block of lines as a workflow has it', () => {
    expect(parse('system-prompt: |\n  a: b\n  - c\n')).toEqual({ 'system-prompt': 'a: b\n- c\n' });
    expect(parse('min-safe-rate: |\n  0.5\n  self-harm: 0.6\n')).toEqual({
      'min-safe-rate': '0.5\nself-harm: 0.6\n',
    });
  });

  test.each([
    [
      'a wrong number',
      'plan:\n  dataset: smoke\ndecision:\n  alpha: 5%',
      `Key decision.alpha in line 4 of ${WHERE} is "5%". Give a number from 0.000001 to 0.5.`,
    ],
    [
      'a wrong word',
      'task: mcq',
      `Key task in line 1 of ${WHERE} is "mcq". Give one of: generation, mcqa.`,
    ],
    [
      'a number with another base',
      'concurrency: 0x10',
      `Key concurrency in line 1 of ${WHERE} is "0x10". Give a whole number from 1 to 1024.`,
    ],
    [
      'a list for one value',
      'alpha: [0.05]',
      `Key alpha in line 1 of ${WHERE} is a list. Give a single value.`,
    ],
    [
      'a map for a list',
      'plan:\n  domains: { a: 1 }',
      `Key plan.domains in line 2 of ${WHERE} is a map that does not fit. Give a list of words, each on one line.`,
    ],
    [
      'a word of two lines in a list',
      'domains: ["a\\nb"]',
      `Key domains in line 1 of ${WHERE} is a list that does not fit. Give a list of words, each on one line.`,
    ],
    [
      'a word for a rate',
      'min-safe-rate: { self-harm: high }',
      `Key min-safe-rate in line 1 of ${WHERE} is a map that does not fit. Give a rate from 0 to 1, or a map of rates by domain, \`overall\` for all items.`,
    ],
    [
      'a rate beyond 1',
      'min-safe-rate: { self-harm: 60 }',
      `Key min-safe-rate in line 1 of ${WHERE} is "self-harm: 60". Give a rate from 0 to 1 such as 0.8, or one \`domain: 0.7\` per line, each domain once.`,
    ],
    [
      'a list for a body',
      'request-body: [a]',
      `Key request-body in line 1 of ${WHERE} is a list that does not fit. Give a map such as {top_p: 0.9}.`,
    ],
    [
      'a reserved member of a body',
      'request-body: { n: 2 }',
      `Key request-body in line 1 of ${WHERE} is "{\\"n\\":2}". Give no member "n": it is set by the input repeats.`,
    ],
    [
      'an endless number in a body',
      'request-body: { a: .inf }',
      `Key request-body.a in line 1 of ${WHERE} holds a number without an end. Give a finite one.`,
    ],
  ])('refuses %s, naming file, key, line, value and remedy', (_name, text, line) => {
    expect(lineOf(text)).toBe(line);
  });

  test.each([
    ['a typing error', 'datset: smoke', 'Key datset in line 1', 'Did you mean dataset?'],
    ['an underscore', 'max_drop: 1', 'Key max_drop in line 1', 'Did you mean max-drop?'],
    ['a group', 'desicion: {}', 'Key desicion in line 1', 'Did you mean decision?'],
    ['one in a group', 'plan: { datset: x }', 'Key plan.datset', 'Did you mean plan.dataset?'],
    ['another group', 'plan: { alpha: 1 }', 'Key plan.alpha', 'Did you mean decision.alpha?'],
    ['nothing like it', 'zebra: 1', 'Key zebra in line 1', 'docs/inputs.md has all keys.'],
    ['a removed input', 'judge-votes: 3', 'Key judge-votes', ''],
    ['an odd key', '"a b\\u001b[0m": 1', 'Key "a b\\u001b[0m" in line 1', 'docs/inputs.md'],
    ['a merge key', '<<: { alpha: 1 }', 'Key "<<" in line 1', 'docs/inputs.md'],
  ])('refuses a key that does not exist, with a suggestion: %s', (_name, text, start, remedy) => {
    expect(lineOf(text)).toContain(start);
    expect(lineOf(text)).toContain(`does not exist. `);
    expect(lineOf(text)).toContain(remedy);
  });

  test('shows no more than the start of a long key', () => {
    expect(lineOf(`${'k'.repeat(900)}: 1`).length).toBeLessThan(200);
  });

  test.each([
    ['api-key: hunter2', 'api-key'],
    ['model: { api-key: hunter2 }', 'api-key'],
    ['judge: { api-key: hunter2 }', 'judge-api-key'],
    ['judge: { headers: [hunter2] }', 'judge-headers'],
    ['headers: |\n  X: hunter2', 'headers'],
    ['report: { github-token: hunter2 }', 'github-token'],
  ])('refuses the secret in %j without showing it', (text, input) => {
    const line = lineOf(text);
    expect(line).toContain('is for a secret');
    expect(line).toContain(`Give it as the input ${input}, from a secret`);
    expect(line).not.toContain('hunter2');
  });

  test('shows no credentials of an address', () => {
    const line = lineOf('endpoint: https://me:hunter2@host/v1');
    expect(line).toContain('host/v1');
    expect(line).not.toContain('hunter2');
  });

  test.each([
    ['mode: report', 'mode'],
    ['baseline: { update: always }', 'update-baseline'],
    ['update-baseline: always', 'update-baseline'],
    ['reason: because', 'reason'],
    ['config: other.yml', 'config'],
    ['report-dir: x', 'report-dir'],
  ])('leaves to the run what is the run’s: %j', (text, input) => {
    expect(lineOf(text)).toContain('belongs to one run, and the file is that of all.');
    expect(lineOf(text)).toContain(`Give it as the input ${input} of the action, or as --${input}`);
  });

  test.each([
    ['a key twice', 'alpha: 0.1\nalpha: 0.2', 'Key alpha in line 2 of', 'stands there twice'],
    ['one in a group twice', 'plan:\n  seed: 1\n  seed: 2', 'Key plan.seed in line 3', 'twice'],
    ['a group twice', 'plan: {}\nplan: {}', 'Key plan in line 2', 'twice'],
    ['both names of an input', 'model: { model: a, name: b }', 'Key model.name', 'model.model'],
    [
      'an input flat and in its group',
      'alpha: 0.1\ndecision:\n  alpha: 0.1',
      'Key decision.alpha in line 3',
      'says what alpha in line 1 says',
    ],
    ['a group and the input of its name', 'model: a\nmodel: { name: a }', 'Key model', 'twice'],
    ['a member of a body twice', 'request-body: { a: 1, a: 2 }', 'Key request-body.a', 'twice'],
  ])('refuses %s', (_name, text, key, problem) => {
    expect(lineOf(text)).toContain(key);
    expect(lineOf(text)).toContain(problem);
    expect(lineOf(text)).toContain('Keep one of the two.');
  });

  test.each([
    ['a list', '- alpha', 'holds no keys at its top'],
    ['a word', 'smoke', 'holds no keys at its top'],
    ['an open bracket', 'plan: [a', 'is no plain YAML in line 1'],
    ['a bad indentation', 'plan:\n  seed: 1\n dataset: smoke', 'is no plain YAML in line 3'],
    ['a tag', 'seed: !!binary aGk=', 'is no plain YAML in line 1'],
    ['a tag of its own', 'plan: !run { seed: 1 }', 'is no plain YAML in line 1'],
    ['two documents', 'alpha: 0.1\n---\nalpha: 0.2', 'holds more than one document'],
    ['a key that is a list', '[a]: 1', 'has a key in line 1 that is no word'],
    ['an alias for a key', 'seed: &a 1\n*a : 2', 'has a key in line 2 that is no word'],
    ['no YAML', '@\u0000\u0001{{', 'is no plain YAML in line 1'],
  ])('refuses %s', (_name, text, problem) => {
    expect(lineOf(text)).toContain(`The configuration file ${WHERE} ${problem}`);
  });

  test('repeats nothing of a text that is no YAML', () => {
    expect(lineOf('api-key: "hunter2\nhunter2: [')).not.toContain('hunter2');
  });

  test.each([
    ['of a word', 'model: { name: &a x, system-prompt: *a }', 'Key model.system-prompt'],
    ['of a group', 'plan: &a { seed: 1 }\ndecision: *a', 'Key decision'],
    ['in a list', 'domains: [&a x, *a]', 'Key domains'],
  ])('refuses an alias %s', (_name, text, key) => {
    expect(lineOf(text)).toContain(key);
    expect(lineOf(text)).toContain('aliases are not followed');
  });

  test.each([
    ['aliases of aliases', bomb()],
    ['brackets', `request-body: ${'['.repeat(BYTES)}`],
    ['braces', '{'.repeat(BYTES)],
    ['dashes on a line', '- '.repeat(BYTES / 2)],
    ['keys on a line', `[${'a: '.repeat(BYTES / 3)}]`],
    ['indentation', Array.from({ length: 350 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['many keys', Array.from({ length: 9000 }, (_, index) => `k${index}:`).join('\n')],
    ['many documents', '---\n'.repeat(BYTES / 4)],
    ['many mistakes', '}'.repeat(BYTES)],
    ['many tags', '! '.repeat(BYTES / 2)],
  ])('refuses 64 KiB of %s in bounded time and depth', (_name, text) => {
    expect(lineOf(text.slice(0, BYTES)).length).toBeLessThan(400);
  });
});

/** Nine lists, each of nine aliases of the one before. */
function bomb(): string {
  const lists = Array.from({ length: 9 }, (_, level) => {
    const inner = level === 0 ? 'x' : `*l${level - 1}`;
    return `l${level}: &l${level} [${Array<string>(9).fill(inner).join(', ')}]`;
  });
  return `request-body:\n${lists.map((list) => `  ${list}\n`).join('')}`;
}
