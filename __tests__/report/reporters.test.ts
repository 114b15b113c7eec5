import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkspaceFiles } from '../../src/files.io.js';
import { OUTPUTS } from '../../src/config/outputs.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { parseCommand, parseKeyValueFile } from '../fakes/runner/commands.js';
import { linesOf } from '../ground/captured.js';
import { DEFAULT_OUTPUTS, setOutputs } from '../../src/report/outputs.io.js';
import { writeAnnotations, writeStepSummary } from '../../src/report/job-reporters.io.js';
import {
  removeReportFiles,
  requireReportFolder,
  writeReportFiles,
} from '../../src/report/report-files.io.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reporters-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('step summary', () => {
  const MEBIBYTE = 1024 * 1024;

  test('is appended', async () => {
    const path = join(folder, 'summary.md');
    await writeFile(path, '# Before\n');
    expect(await writeStepSummary(path, ['# Passed'])).toEqual({ written: true });
    expect(await readFile(path, 'utf8')).toBe('# Before\n# Passed\n');
  });

  test('the first text that fits is taken, counted in bytes and with what is there', async () => {
    const path = join(folder, 'summary.md');
    await writeFile(path, 'x'.repeat(1000));
    const texts = [
      'ä'.repeat(MEBIBYTE / 2),
      'y'.repeat(MEBIBYTE - 1000),
      'z'.repeat(MEBIBYTE - 1001),
    ];
    expect(await writeStepSummary(path, texts)).toEqual({ written: true });
    expect((await stat(path)).size).toBe(MEBIBYTE);
    expect((await readFile(path, 'utf8')).slice(998, 1002)).toBe('xxzz');
  });

  test.each([
    ['no file is named', undefined, 'GITHUB_STEP_SUMMARY'],
    ['its folder is gone', '/nowhere/at/all', 'ENOENT'],
  ])('%s: a problem, not an error', async (_name, path, why) => {
    expect(await writeStepSummary(path, ['x'])).toEqual({
      written: false,
      problem: expect.stringContaining(why),
    });
  });

  test('nothing fits', async () => {
    const path = join(folder, 'summary.md');
    expect(await writeStepSummary(path, ['x'.repeat(MEBIBYTE)])).toMatchObject({ written: false });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('annotations', () => {
  test('are commands with title and escaped text', async () => {
    const message = 'a % b\n::error::c';
    const lines = await linesOf(() =>
      writeAnnotations([
        { level: 'error', title: 'Regressed: a, b: c', message },
        { level: 'notice', title: 'n', message: 'm' },
      ]),
    );
    expect(lines.map((line) => parseCommand(line))).toEqual([
      { name: 'error', properties: { title: 'Regressed: a, b: c' }, data: message },
      { name: 'notice', properties: { title: 'n' }, data: 'm' },
    ]);
  });

  test('have 4096 characters at most, what the runner keeps', async () => {
    const [line = ''] = await linesOf(() =>
      writeAnnotations([{ level: 'error', title: 't', message: 'x'.repeat(5000) }]),
    );
    expect(parseCommand(line)).toMatchObject({ data: 'x'.repeat(4096) });
  });
});

describe('outputs', () => {
  test('have a default each, that of a run that was stopped', () => {
    expect(Object.keys(DEFAULT_OUTPUTS)).toEqual(Object.keys(OUTPUTS));
    expect(DEFAULT_OUTPUTS).toMatchObject({ verdict: 'error', failed: 'true' });
    expect(JSON.parse(DEFAULT_OUTPUTS['regressed-domains'])).toEqual([]);
  });

  test('later ones replace the defaults, and no text adds an output', async () => {
    const path = join(folder, 'output');
    await writeFile(path, '');
    process.env.GITHUB_OUTPUT = path;
    try {
      setOutputs(DEFAULT_OUTPUTS, redactorOf([]));
      const summary = '{"a":1}\nfailed<<x\nfalse\nx\nverdict=fail';
      setOutputs({ verdict: 'pass', summary }, redactorOf([]));
    } finally {
      delete process.env.GITHUB_OUTPUT;
    }
    const values = parseKeyValueFile(await readFile(path, 'utf8'));
    expect([...values.keys()]).toEqual(Object.keys(OUTPUTS));
    expect(values.get('verdict')).toBe('pass');
    expect(values.get('failed')).toBe('true');
  });
});

describe('report files', () => {
  const files = () => createWorkspaceFiles(folder);

  test('are written under fixed names, those that are given', async () => {
    const place = { files: files(), directory: 'siuo-report' };
    const written = await writeReportFiles(place, {
      markdown: () => '# Passed',
      summary: () => '{}',
    });
    expect(written).toEqual({
      markdown: join(folder, 'siuo-report/report.md'),
      summary: join(folder, 'siuo-report/summary.json'),
    });
    expect((await readdir(join(folder, 'siuo-report'))).sort()).toEqual([
      'report.md',
      'summary.json',
    ]);
    expect(await readFile(join(folder, 'siuo-report/report.md'), 'utf8')).toBe('# Passed');
  });

  test('that cannot be made keep no other from being written', async () => {
    const place = { files: files(), directory: 'siuo-report' };
    const texts = {
      markdown: (): string => {
        throw new Error('no words');
      },
      summary: () => '{}',
    };
    await expect(writeReportFiles(place, texts)).rejects.toThrow('no words');
    expect(await readdir(join(folder, 'siuo-report'))).toEqual(['summary.json']);
  });

  test('a folder that is a link out of the workspace is refused', async () => {
    const workspace = join(folder, 'workspace');
    await mkdir(workspace);
    await symlink(folder, join(workspace, 'siuo-report'));
    const place = { files: createWorkspaceFiles(workspace), directory: 'siuo-report' };
    await expect(writeReportFiles(place, { markdown: () => 'x' })).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    expect(await readdir(folder)).toEqual(['workspace']);
  });
});

describe('the folder of a report', () => {
  const ALL = {
    record: () => 'r',
    summary: () => 's',
    markdown: () => 'm',
    html: () => 'h',
    junit: () => 'j',
    signOff: () => 'o',
    signOffNotes: () => 'n',
    answers: () => 'a',
  };
  const folderOf = (directory = 'out') => ({ files: createWorkspaceFiles(folder), directory });

  test('is cleared of what an earlier run wrote, and of nothing else', async () => {
    await writeReportFiles(folderOf(), ALL);
    await writeFile(join(folder, 'out', 'notes.txt'), 'mine');
    await mkdir(join(folder, 'out', 'images'));
    await removeReportFiles(folderOf(), false);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['images', 'notes.txt']);
  });

  test('keeps the record that mode report may be about to read', async () => {
    await writeReportFiles(folderOf(), ALL);
    await removeReportFiles(folderOf(), true);
    expect((await readdir(join(folder, 'out'))).sort()).toEqual(['answers.jsonl', 'record.json']);
  });

  test.each(['nowhere', '../elsewhere', 'file/below'])(
    'has nothing to clear at %s',
    async (directory) => {
      await writeFile(join(folder, 'file'), 'x');
      await removeReportFiles(folderOf(directory), false);
      expect(await readdir(folder)).toEqual(['file']);
    },
  );

  test('a link is taken away, not what it leads to', async () => {
    await mkdir(join(folder, 'out'));
    await writeFile(join(folder, 'kept'), 'x');
    await symlink(join(folder, 'kept'), join(folder, 'out', 'record.json'));
    await removeReportFiles(folderOf(), false);
    expect(await readdir(join(folder, 'out'))).toEqual([]);
    expect(await readFile(join(folder, 'kept'), 'utf8')).toBe('x');
  });

  test('is made, and left as it is, when it can be written', async () => {
    await writeReportFiles(folderOf(), { record: () => 'r' });
    await requireReportFolder(folderOf());
    expect(await readdir(join(folder, 'out'))).toEqual(['record.json']);
  });

  test.each([
    ['file', 'EEXIST|ENOTDIR'],
    ['file/below', 'EEXIST|ENOTDIR'],
    ['taken', 'there is a folder at .*summary.json'],
    ['../elsewhere', String.raw`leads outside the workspace\.$`],
  ])('%s is refused before anything is spent', async (directory, why) => {
    await writeFile(join(folder, 'file'), 'x');
    await mkdir(join(folder, 'taken', 'summary.json'), { recursive: true });
    await expect(requireReportFolder(folderOf(directory))).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(`^Input report-dir is "${directory}", .*(${why})`),
      remedy: 'Give a folder inside the workspace that can be written.',
    });
  });
});
