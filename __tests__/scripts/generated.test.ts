import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionMetadata } from '../../scripts/action-metadata.js';
import { eventsTable } from '../../scripts/events-table.js';
import { keyTables, outputsTable, replaceBetween } from '../../scripts/doc-tables.js';
import { EVENTS } from '../../src/config/run-context.js';
import { ACTION_INPUTS, INPUTS, INPUT_NAMES } from '../../src/config/inputs.js';
import { OUTPUTS } from '../../src/config/outputs.js';
import { ERROR_TABLE } from '../../src/errors.js';

/** What an action's manifest holds. */
interface Manifest {
  readonly inputs: Readonly<
    Record<string, { description: string; required: boolean; default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: Readonly<Record<string, string>>;
}

describe('actionMetadata', () => {
  const manifest = parse(actionMetadata()) as Manifest;

  test('is what action.yml holds', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(actionMetadata());
  });

  test('has the inputs of the action, none required by the runner', () => {
    expect(Object.keys(manifest.inputs)).toEqual(ACTION_INPUTS);
    for (const name of ACTION_INPUTS) {
      const { description, required } = manifest.inputs[name] ?? {};
      expect(description?.startsWith(INPUTS[name].description)).toBe(true);
      expect(required).toBe(false);
    }
  });

  test('lets the runner fill in the token alone: a default could not be told from an input', () => {
    const filled = Object.entries(manifest.inputs).filter(([, input]) => 'default' in input);
    expect(filled.map(([name, input]) => [name, input.default])).toEqual([
      ['github-token', '${{ github.token }}'],
    ]);
    expect(manifest.inputs.profile?.description).toMatch(/ Default: auto\.$/);
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

describe('docs/inputs.md', () => {
  test('has one row per output, of two cells', () => {
    const cells = outputsTable()
      .split('\n')
      .map((row) => row.split(/(?<!\\)\|/).length - 2);
    expect(cells).toEqual(Array<number>(Object.keys(OUTPUTS).length + 2).fill(2));
  });

  test('shows where the command line has a default of its own', () => {
    expect(keyTables()).toContain('`auto` (command line: `full`) |');
    expect(keyTables()).toContain('(command line: empty)');
  });

  test('has every key with the places where it may be given', () => {
    const page = readFileSync('docs/inputs.md', 'utf8');
    expect(page).toContain(keyTables());
    expect(page).toContain(outputsTable());
    for (const name of INPUT_NAMES) expect(page).toContain(`| \`--${name}\` |`);
    expect(keyTables()).toContain('| `--alpha` | – | `decision.alpha` |  |');
    expect(keyTables()).toContain('| `--api-key` | `api-key` | – |');
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
