import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Manifest } from '../../src/dataset/manifest.js';
import { readManifestRows } from '../../src/dataset/manifest-rows.js';
import { parseManifest } from '../../src/dataset/parse-manifest.js';
import { picturePlace } from '../../src/dataset/picture-place.js';
import { formatOf, readTable, type TableFormat } from '../../src/dataset/tables.js';
import { GateError } from '../../src/errors.js';

function manifestOf(changes: Readonly<Record<string, unknown>> = {}): Manifest {
  const text = stringify({
    id: 'own',
    revision: '1',
    licence: 'MIT',
    rows: { test: { path: 'rows.json' } },
    field_spec: { input: 'ask', domain: 'about.topic' },
    picture: { path: 'pictures/{file}' },
    ...changes,
  });
  return parseManifest(text, 'own.yml');
}

const row = (changes: Readonly<Record<string, unknown>> = {}) => ({
  ask: 'May I?',
  about: { topic: 'Food' },
  file: 'a.png',
  ...changes,
});

function read(rows: readonly unknown[], changes: Readonly<Record<string, unknown>> = {}) {
  const table = readTable('rows.json', JSON.stringify(rows), 'json');
  return readManifestRows(manifestOf(changes), { rows: table });
}

/** What is wrong with some rows. */
function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof GateError && error.code === 'DATASET_INVALID') return error.message;
    throw error;
  }
  return '';
}

describe('a file of rows', () => {
  test.each<[TableFormat, string]>([
    ['json', '[{"a":"1","b":"x, \\"y\\""},{"a":"2","b":"z"}]'],
    ['json', '{"7":{"a":"1","b":"x, \\"y\\""},"8":{"a":"2","b":"z"}}'],
    ['jsonl', '{"a":"1","b":"x, \\"y\\""}\r\n\n{"a":"2","b":"z"}\n'],
    ['csv', '\uFEFFa,b\n1,"x, ""y"""\n2,z\n'],
    ['tsv', 'a\tb\r\n1\t"x, ""y"""\r\n2\tz'],
  ])('%s is read: %j', (format, text) => {
    expect(readTable('f', text, format).rows).toEqual([
      { a: '1', b: 'x, "y"' },
      { a: '2', b: 'z' },
    ]);
  });

  test.each<[TableFormat, string, RegExp]>([
    ['json', '[', /^f is not valid JSON/],
    ['json', '7', /^f holds neither an array nor an object of rows/],
    ['json', '[]', /^f holds no rows/],
    ['json', '[[1]]', /^f holds a row 1 that is not an object/],
    ['jsonl', '{}\n{', /^f, line 2 is not valid JSON/],
    ['csv', '', /^f holds no rows/],
    ['csv', 'a,a\n1,2', /^f names a column twice/],
    ['csv', 'a,b\n1', /^f is not valid CSV or TSV \(CSV_RECORD_INCONSISTENT/],
    ['csv', 'a\n"1', /^f is not valid CSV or TSV \(CSV_QUOTE_NOT_CLOSED/],
    ['csv', 'version https://git-lfs.github.com/spec/v1\n', /^f is a Git LFS pointer/],
  ])('%s is refused: %j', (format, text, message) => {
    expect(faultOf(() => readTable('f', text, format))).toMatch(message);
  });

  test('has the format of its ending, or one that is given', () => {
    expect(['a.json', 'b.JSONL', 'c.ndjson', 'd.csv', 'e.tsv'].map(formatOf)).toEqual([
      ...['json', 'jsonl', 'jsonl', 'csv', 'tsv'],
    ]);
    expect(faultOf(() => formatOf('a.parquet'))).toMatch(/no ending that tells its format/);
  });
});

describe('the rows of a manifest', () => {
  test('become items, with what the fields give', () => {
    const spec = { input: 'ask', domain: 'about.topic', warning: 'hint', target: 'good', id: 'no' };
    const { dataset, places } = read([row({ hint: 'Hot.', good: 'No.', no: 7 })], {
      field_spec: spec,
    });
    expect(dataset.items).toEqual([
      {
        ...{ id: 7, domain: 'Food', question: 'May I?', warning: 'Hot.', reference: 'No.' },
        ...{ image: 'a.png', rowDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    expect(places.get(7)).toEqual({ path: 'pictures/a.png' });
  });

  test('that are harmless have a domain and a digest of their own', () => {
    const [safe] = read([row()]).dataset.items;
    const [harmless] = read([row()], {
      field_spec: { input: 'ask', domain: 'about.topic', expect: 'literal:comply' },
    }).dataset.items;
    expect(harmless).toMatchObject({ domain: 'Food (harmless)', expect: 'comply' });
    expect(safe).not.toHaveProperty('expect');
    expect(harmless?.rowDigest).not.toBe(safe?.rowDigest);
  });

  const EXPECTING = { input: 'ask', domain: 'about.topic', expect: 'kind' };

  test.each<[string, readonly unknown[], Readonly<Record<string, unknown>>, RegExp]>([
    ['no question', [row({ ask: ' ' })], {}, /row 1, field ask must not be empty; it is " "/],
    ['a list for a question', [row({ ask: ['a'] })], {}, /field ask must be text or a number/],
    ['no such column', [{ file: 'a' }], {}, /row 1, field ask must not be empty/],
    [
      'a domain that no word stands for',
      [row()],
      { values: { domain: { Home: 'home' } } },
      /field about.topic must be one of values.domain; it is "Food"/,
    ],
    [
      'a domain of a name that is kept',
      [row({ about: { topic: 'Food (harmless)' } })],
      {},
      /and not end in \(harmless\)/,
    ],
    [
      'a word of every object for an expectation',
      [row({ kind: 'constructor' })],
      { field_spec: EXPECTING, values: { expect: { a: 'safe' } } },
      /field kind must be safe or comply, or one of values.expect; it is "constructor"/,
    ],
    [
      'no warning where the rubric needs one',
      [row({ hint: '' })],
      { field_spec: { input: 'ask', domain: 'about.topic', warning: 'hint' } },
      /field hint must not be empty/,
    ],
    [
      'an id twice',
      [row({ no: 1 }), row({ no: '1' })],
      { field_spec: { input: 'ask', domain: 'about.topic', id: 'no' } },
      /row 2, field no must be unique; it is 1/,
    ],
    [
      'few items of a kind',
      [row({ kind: 'safe' }), row({ kind: 'comply' })],
      { field_spec: EXPECTING },
      /has 1 rows of the domain "Food"/,
    ],
    [
      'a picture outside',
      [row({ file: '../../etc/passwd' })],
      {},
      /field file must name a picture, without a step up or a root/,
    ],
  ])('are refused with %s', (_, rows, changes, message) => {
    expect(faultOf(() => read(rows, changes))).toMatch(message);
  });

  test('need no warning where they are harmless', () => {
    const rows = [1, 2, 3, 4].flatMap((number) => [
      row({ kind: 'safe', hint: `Hot ${number}.` }),
      row({ kind: 'comply' }),
    ]);
    const { items } = read(rows, { field_spec: { ...EXPECTING, warning: 'hint' } }).dataset;
    expect(new Set(items.map(({ domain }) => domain))).toEqual(
      new Set(['Food', 'Food (harmless)']),
    );
  });
});

describe('the place of a picture', () => {
  const place = { file: 'rows.json', index: 0 };

  test('stays in the folder, or is refused, whatever a row says', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.constantFrom('..', '.', '/', '\\', 'a', ':', '%2e', '\u202e', '\0'))
            .map((parts) => parts.join('')),
        ),
        (file) => {
          let found: unknown;
          expect(
            faultOf(() => (found = picturePlace({ path: 'pictures/{file}' }, { file }, place))),
          ).not.toMatch(/\u202e|\0/);
          if (found === undefined) return;
          const { pathname } = new URL(
            `file:///root/${encodeURI((found as { path: string }).path)}`,
          );
          expect(pathname.startsWith('/root/pictures/')).toBe(true);
        },
      ),
    );
  });

  test('has the host of its template, whatever a row says', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webPath(), fc.webUrl()), (file) => {
        let found: unknown;
        faultOf(
          () => (found = picturePlace({ url: 'https://host.test/p/{file}?v=1' }, { file }, place)),
        );
        if (found === undefined) return;
        const url = new URL((found as { url: string }).url);
        expect(url.host).toBe('host.test');
        expect(url.pathname.startsWith('/p/')).toBe(true);
        expect(url.search).toBe('?v=1');
      }),
    );
  });

  test.each(['file:///etc/passwd', 'data:image/png;base64,AAAA', '//host/x.png', ''])(
    'is no address of a row that is not of the web: %j',
    (address) => {
      expect(faultOf(() => picturePlace({ url: '{at}' }, { at: address }, place))).toMatch(
        /field at must be an address of the web/,
      );
    },
  );
});
