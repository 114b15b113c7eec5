import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionMetadata } from '../../scripts/action-metadata.js';
import { eventsTable } from '../../scripts/events-table.js';
import { inputsTable, outputsTable, replaceBetween } from '../../scripts/readme-tables.js';
import { EVENTS } from '../../src/core/config/events.js';
import { INPUTS, INPUT_NAMES } from '../../src/core/config/inputs.js';
import { OUTPUTS } from '../../src/core/config/outputs.js';
import { ERROR_TABLE } from '../../src/core/errors.js';

/** What an action's manifest holds. */
interface Manifest {
  readonly inputs: Readonly<
    Record<string, { description: string; required: boolean; default: string }>
  >;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

describe('actionMetadata', () => {
  const manifest = parse(actionMetadata()) as Manifest;

  test('is what action.yml holds', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(actionMetadata());
  });

  test('has every input with its default as text, none required by the runner', () => {
    expect(Object.keys(manifest.inputs)).toEqual(INPUT_NAMES);
    for (const name of INPUT_NAMES) {
      expect(manifest.inputs[name]).toEqual({
        description: INPUTS[name].description,
        required: false,
        default: INPUTS[name].default,
      });
    }
  });

  test('has every output', () => {
    expect(Object.entries(manifest.outputs)).toEqual(
      Object.entries(OUTPUTS).map(([name, description]) => [name, { description }]),
    );
  });

  test('runs on Node 24, and cleans up whatever happened', () => {
    expect(manifest.runs).toEqual({
      using: 'node24',
      main: 'dist/action/index.js',
      post: 'dist/post/index.js',
      'post-if': 'always()',
    });
  });
});

describe('the tables of the README', () => {
  const readme = readFileSync('README.md', 'utf8');

  test.each([
    ['inputs', inputsTable()],
    ['outputs', outputsTable()],
  ])('%s are what the sources give', (_name, table) => {
    expect(readme).toContain(table);
  });

  test('have one row for each input and output, of as many cells as columns', () => {
    const cells = (table: string) =>
      table.split('\n').map((row) => row.split(/(?<!\\)\|/).length - 2);
    expect(cells(inputsTable())).toEqual(Array<number>(INPUT_NAMES.length + 2).fill(3));
    expect(cells(outputsTable())).toEqual(Array<number>(Object.keys(OUTPUTS).length + 2).fill(2));
  });

  test('show where the command line has a default of its own', () => {
    expect(inputsTable()).toContain('| `ladder` | `auto` (command line: `full`) |');
    expect(inputsTable()).toContain('(command line: empty)');
  });
});

describe('replaceBetween', () => {
  const document = 'before\n<!-- x:start -->\nold\n<!-- x:end -->\nafter';

  test('replaces what stands between the markers, and nothing else', () => {
    expect(replaceBetween(document, 'x', 'new')).toBe(
      'before\n<!-- x:start -->\n\nnew\n\n<!-- x:end -->\nafter',
    );
  });

  test('gives the same again when it is done twice', () => {
    const once = replaceBetween(document, 'x', 'new $& $1');
    expect(replaceBetween(once, 'x', 'new $& $1')).toBe(once);
  });

  test.each(['no markers', '<!-- x:start -->', '<!-- x:end --> <!-- x:start -->'])(
    'refuses %j',
    (text) => {
      expect(() => replaceBetween(text, 'x', '')).toThrow('<!-- x:start -->');
    },
  );
});

describe('docs/events.md', () => {
  const rows = eventsTable().split('\n');

  test('has the table of events that the sources give', () => {
    expect(readFileSync('docs/events.md', 'utf8')).toContain(eventsTable());
  });

  test('has a row for each event, of as many cells as columns', () => {
    const widths = rows.map((row) => row.split('|').length);
    expect(rows).toHaveLength(Object.keys(EVENTS).length + 2);
    expect(new Set(widths).size).toBe(1);
  });

  test.each([
    ['pull_request', ['`sampled`', '`pull-requests: write`', 'cache `actions: read`']],
    ['schedule', ['`nightly`', 'branch `contents: write`']],
    ['release', ['`release`', 'branch `contents: write`']],
    ['workflow_run', ['`statuses: write`', '`pull-requests: write`']],
  ])('says what %s takes', (event, parts) => {
    const row = rows.find((each) => each.startsWith(`| \`${event}\``));
    for (const part of parts) expect(row).toContain(part);
  });

  test('says of a release nothing of the cache, which it may not use', () => {
    expect(rows.find((row) => row.startsWith('| `release`'))).not.toContain('cache');
  });
});

describe('docs/troubleshooting.md', () => {
  const page = readFileSync('docs/troubleshooting.md', 'utf8');

  test.each(Object.entries(ERROR_TABLE))('explains %s', (code, { reason, meaning, advice }) => {
    expect(page).toContain(
      `### ${code}\n\n${meaning} Verdict: error, reason \`${reason}\`.\n\n${advice}\n`,
    );
  });
});
