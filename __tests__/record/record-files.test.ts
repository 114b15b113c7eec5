import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createWorkspaceFiles, type WorkspaceFiles } from '../../src/files.io.js';
import { MAX_ANSWERS_BYTES } from '../../src/record/answers-file.js';
import { MAX_RECORD_BYTES } from '../../src/record/record-schema.js';
import { createRecordFiles } from '../../src/record/record-files.io.js';

let outer: string;
let root: string;

beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'records-'));
  root = join(outer, 'work [a]*');
  await mkdir(root);
});

afterEach(() => rm(outer, { recursive: true, force: true }));

const recordsOf = (pattern: string) =>
  createRecordFiles({ pattern, root, files: createWorkspaceFiles(root) });

/** Writes a file below the workspace. */
async function put(path: string, text: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
}

describe('createRecordFiles', () => {
  test('reads what the glob names, in order, and the answers alongside each', async () => {
    await put('r/two/record.json', '2');
    await put('r/one/record.json', '1');
    await put('r/one/answers.jsonl', 'answers of one');
    await put('r/one/summary.json', 'not asked for');
    const files = await recordsOf('r/*/record.json').read();
    expect(files.map(({ name }) => name)).toEqual(['r/one/record.json', 'r/two/record.json']);
    expect(files.map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual(['1', '2']);
    expect(await Promise.all(files.map((file) => file.answers()))).toEqual([
      'answers of one',
      undefined,
    ]);
  });

  test('takes folders of any name as data', async () => {
    const hostile = 'r/::error::x%0A\n<b>`$(id)`/record.json';
    await put(hostile, '1');
    expect((await recordsOf('r/*/record.json').read()).map(({ name }) => name)).toEqual([hostile]);
  });

  test('says when the glob names nothing', async () => {
    await expect(recordsOf('r/*/record.json').read()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'Input records is "r/*/record.json", which names 0 files in the workspace.',
    });
  });

  test('follows no link out of the workspace, neither by folder nor by file', async () => {
    await mkdir(join(outer, 'secret'));
    await writeFile(join(outer, 'secret/record.json'), '"secret"');
    await mkdir(join(root, 'r/b'), { recursive: true });
    await symlink(join(outer, 'secret'), join(root, 'r/a'));
    await symlink(join(outer, 'secret/record.json'), join(root, 'r/b/record.json'));
    await expect(recordsOf('r/*/record.json').read()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
    await put('r/c/record.json', '1');
    await symlink(join(outer, 'secret/record.json'), join(root, 'r/c/answers.jsonl'));
    const [file] = await recordsOf('r/c/record.json').read();
    await expect(file!.answers()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('follows no link inside the workspace either', async () => {
    await put('r/a/record.json', '1');
    await put('kept/answers.jsonl', 'of another record');
    await symlink(join(root, 'kept/answers.jsonl'), join(root, 'r/a/answers.jsonl'));
    await symlink(join(root, 'r/a'), join(root, 'r/b'));
    const [file, ...others] = await recordsOf('r/*/record.json').read();
    expect(others).toEqual([]);
    await expect(file!.answers()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(recordsOf('r/b/record.json').read()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  test('reads nothing that lies outside by the pattern itself', async () => {
    await writeFile(join(outer, 'record.json'), '1');
    await expect(recordsOf('../record.json').read()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  test('refuses a record, and answers, of gigabytes without reading them', async () => {
    await put('r/record.json', '1');
    await put('r/answers.jsonl', '');
    await truncate(join(root, 'r/answers.jsonl'), 2 ** 31);
    const [file] = await recordsOf('r/record.json').read();
    await expect(file!.answers()).rejects.toMatchObject({ code: 'RECORD_INVALID' });
    await truncate(join(root, 'r/record.json'), 2 ** 31);
    await expect(recordsOf('r/record.json').read()).rejects.toMatchObject({
      code: 'RECORD_INVALID',
    });
  });

  test('bounds what all records, and all answers, have together', async () => {
    await put('r/one/record.json', '1');
    await put('r/two/record.json', '2');
    const bounds: number[] = [];
    const files: WorkspaceFiles = {
      ...createWorkspaceFiles(root),
      read: async (_path, maxBytes) => {
        bounds.push(maxBytes);
        return { kind: 'found', bytes: new Uint8Array(1000) };
      },
    };
    const found = await createRecordFiles({ pattern: 'r/*/record.json', root, files }).read();
    for (const file of found) await file.answers();
    expect(bounds).toEqual([
      MAX_RECORD_BYTES,
      MAX_RECORD_BYTES - 1000,
      MAX_ANSWERS_BYTES,
      MAX_ANSWERS_BYTES - 1000,
    ]);
  });

  test('takes as many files as a sweep has shards', async () => {
    await Promise.all(Array.from({ length: 256 }, (_, at) => put(`r/${at}.json`, '1')));
    expect(await recordsOf('r/*.json').read()).toHaveLength(256);
  });

  test('refuses more files than a sweep has shards', async () => {
    await Promise.all(Array.from({ length: 257 }, (_, at) => put(`r/${at}.json`, '1')));
    await expect(recordsOf('r/*.json').read()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});
