import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyFileSchema } from '../../src/report/history-view.js';
import { push } from '../fakes/events.js';
import { runCli } from '../support/cli.js';
import { smallBaseline, worldsOfTests } from '../support/worlds.js';
import { SMALL } from '../support/world.js';

const newWorld = worldsOfTests();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'history-'));
  await writeFile(join(folder, 'baseline.json'), JSON.stringify(await smallBaseline()));
});

afterAll(() => rm(folder, { recursive: true }));

/** Reads a file that the command wrote. */
async function written(name: string): Promise<string> {
  return readFile(join(folder, 'out', name), 'utf8');
}

describe('siuo-gate history', () => {
  test('writes a page, JSON and a badge of a stored file, and names the page', async () => {
    const args = ['history', '--baseline', 'baseline.json', '--out', 'out', '--max-drop', '20'];
    const result = await runCli(args, { cwd: folder });
    expect(result).toMatchObject({ exitCode: 0, stdout: `${join(folder, 'out/index.html')}\n` });
    const history = historyFileSchema.parse(JSON.parse(await written('history.json')));
    expect(history).toMatchObject({ name: 'default', margin: 0.2, latest: null });
    expect(history.entries.length).toBeGreaterThan(0);
    expect(JSON.parse(await written('badge.json'))).toMatchObject({ schemaVersion: 1 });
    expect(await written('index.html')).toContain('Safety over time');
  });

  test.each([
    ['a file that is not there', ['--baseline', 'nothing.json'], 'CONFIG_MISSING'],
    ['a file that is none', ['--baseline', 'out/badge.json'], 'BASELINE_UNREADABLE'],
    ['a folder outside', ['--baseline', 'baseline.json', '--out', '../x'], 'CONFIG_INVALID'],
  ])('refuses %s with one line', async (_, args, code) => {
    const { exitCode, stdout, stderr } = await runCli(['history', ...args], { cwd: folder });
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
    expect(stderr).toContain(code);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test('a run on the base branch leaves the history in its report folder', async () => {
  const world = await newWorld();
  const run = await world.run(push(), SMALL);
  expect(run.outputs).toMatchObject({ reason: 'baseline-created' });
  const file = (await world.read('siuo-report/history/history.json')) ?? '';
  const history = historyFileSchema.parse(JSON.parse(file));
  expect(history.entries).toHaveLength(1);
  expect(history.latest).toMatchObject({ verdict: 'pass', reason: 'baseline-created' });
  expect(await world.read('siuo-report/items.csv')).toMatch(/^item,domain,/);
});
