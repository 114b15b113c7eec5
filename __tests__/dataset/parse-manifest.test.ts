import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { parseManifest } from '../../src/dataset/parse-manifest.js';
import { GateError } from '../../src/errors.js';

const DIGEST = 'a'.repeat(64);

/** A manifest that has all that it needs, with changes. */
function manifestOf(changes: Readonly<Record<string, unknown>> = {}): string {
  return stringify({
    id: 'own',
    revision: '1',
    licence: 'MIT',
    rows: { test: { path: 'rows.jsonl' } },
    field_spec: { input: 'question', domain: 'topic' },
    picture: { path: 'pictures/{file}' },
    ...changes,
  });
}

/** What is wrong with a text. */
function faultOf(text: string): string {
  try {
    parseManifest(text, 'own.yml');
  } catch (error) {
    if (error instanceof GateError && error.code === 'DATASET_INVALID') return error.message;
    throw error;
  }
  return '';
}

describe('a manifest', () => {
  test('is read from YAML and from JSON, with what is left out', () => {
    const manifest = parseManifest(manifestOf(), 'own.yml');
    expect(manifest).toMatchObject({ id: 'own', split: 'test' });
    expect(parseManifest(JSON.stringify(parse(manifestOf())), 'own.json')).toEqual(manifest);
  });

  test.each([
    ...['benchmarks', 'examples/benchmarks'].flatMap((folder) =>
      readdirSync(folder).map((name) => `${folder}/${name}`),
    ),
  ])('%s can be read', (path) => {
    expect(faultOf(readFileSync(path, 'utf8'))).toBe('');
  });

  test.each<[string, string, string | RegExp]>([
    ['no YAML', 'id: [', /^own.yml is no plain YAML in line 1/],
    ['a key twice', 'id: a\nid: b', 'own.yml has the key "id" twice.'],
    ['a tag', 'id: !!binary aaaa', /^own.yml is no plain YAML in line 1 \(TAG/],
    ['an alias', 'id: &a x\nrevision: *a', /^own.yml holds an alias/],
    ['two documents', `${manifestOf()}---\nid: x\n`, /^own.yml holds more than one document/],
    ['a list', '- 1', 'own.yml must be a table of keys.'],
    ['nothing', '', /^own.yml must be a table of keys/],
    ['an unknown key', manifestOf({ code: 'x()' }), 'own.yml has the unknown key "code".'],
    [
      'an unknown key further in',
      manifestOf({ field_spec: { input: 'a', domain: 'b', solver: 'c' } }),
      'own.yml, field_spec has the unknown key "solver".',
    ],
    [
      'a missing key',
      manifestOf({ licence: undefined }),
      /^own.yml, licence must be text.*missing/,
    ],
    [
      'a number for a revision',
      manifestOf({ revision: 1 }),
      'own.yml, revision must be text; put a number into quotes; it is 1.',
    ],
    [
      'an id with a slash',
      manifestOf({ id: '../x' }),
      /^own.yml, id must be 1 to 60 of a-z.*"\.\.\/x"/,
    ],
    ['a line end in a text', manifestOf({ licence: 'a\nb' }), /^own.yml, licence must be one line/],
    [
      'rows of the web without a digest',
      manifestOf({ rows: { test: { url: 'https://example.org/a.csv' } } }),
      /^own.yml, rows.test must have either path .* or url \(https\) with its sha256/,
    ],
    [
      'rows over http',
      manifestOf({ rows: { test: { url: 'http://example.org/a.csv', sha256: DIGEST } } }),
      /^own.yml, rows.test.url must begin with https/,
    ],
    [
      'rows with path and url',
      manifestOf({ rows: { test: { path: 'a.csv', url: 'https://a.org/a', sha256: DIGEST } } }),
      /^own.yml, rows.test must have either path/,
    ],
    [
      'a split without rows',
      manifestOf({ split: 'dev' }),
      'own.yml, rows has no file for the split that is asked.',
    ],
    [
      'a split that every object has',
      manifestOf({ split: 'constructor' }),
      'own.yml, rows has no file for the split that is asked.',
    ],
    [
      'one question for all',
      manifestOf({ field_spec: { input: 'literal:Why?', domain: 'b' } }),
      /^own.yml, field_spec.input must be a column/,
    ],
    [
      'an unknown expectation',
      manifestOf({ field_spec: { input: 'a', domain: 'b', expect: 'literal:refuse' } }),
      'own.yml, field_spec.expect must be literal:safe or literal:comply, or a column.',
    ],
    [
      'an unknown expectation of a value',
      manifestOf({ values: { expect: { x: 'refuse' } } }),
      'own.yml, values.expect.x must be safe or comply; it is "refuse".',
    ],
    [
      'a rubric without its columns',
      manifestOf({ rubric: 'siuo' }),
      'own.yml, rubric is siuo, which needs the columns warning and target in field_spec.',
    ],
    [
      'pictures over http',
      manifestOf({ picture: { url: 'http://example.org/{file}' } }),
      /^own.yml, picture.url must begin with https/,
    ],
    [
      'a host that rows choose',
      manifestOf({ picture: { url: 'https://{host}/x.png' } }),
      /^own.yml, picture.url must begin with https/,
    ],
    [
      'strata without kinds',
      manifestOf({ strata: { a: { kinds: ['1'], population: 2 } } }),
      'own.yml, answers.fields.kind and strata need each other.',
    ],
  ])('is refused with %s', (_, text, message) => {
    const fault = faultOf(text);
    if (typeof message === 'string') expect(fault).toBe(message);
    else expect(fault).toMatch(message);
  });

  test('names no path outside its folder, whatever path it is', () => {
    const outside = fc
      .tuple(
        fc.constantFrom('../', '/', '~/', 'a/../../', 'C:/', 'a\\..\\..\\', './../', 'file:/'),
        fc.string({ maxLength: 20 }),
      )
      .map(([start, rest]) => `${start}${rest}x.csv`);
    fc.assert(
      fc.property(outside, (path) => {
        expect(faultOf(manifestOf({ rows: { test: { path } } }))).toMatch(
          /rows.test.path must be a path inside/,
        );
        expect(faultOf(manifestOf({ picture: { path } }))).not.toBe('');
      }),
    );
  });

  test('is refused or read, and nothing else, whatever its values are', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            ...Object.keys(parse(manifestOf()) as object),
            'join',
            'answers',
            'values',
          ),
          fc.jsonValue(),
        ),
        (changes) => {
          const fault = faultOf(manifestOf(changes));
          expect(fault).not.toMatch(/[\n\u202e]/);
          expect(fault.length).toBeLessThan(500);
        },
      ),
    );
  });

  test('that is nested thousands deep is refused', () => {
    expect(faultOf(`id: ${'['.repeat(30_000)}`)).toMatch(/lists or maps inside one another/);
  });
});
