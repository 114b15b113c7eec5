import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  createDirectorySource,
  type DirectorySourceOptions,
} from '../../src/dataset/directory-source.io.js';
import { bytesOf } from '../fixtures/picture-factory.js';
import { revisionOfRows } from '../../src/dataset/parse-dataset-files.js';
import {
  choiceRow,
  folderOf,
  generationRow,
  labelledFile,
  labelledRow,
  pngOf,
} from '../fakes/dataset.js';

const rows = [generationRow(2), generationRow(1)];
const ONE = { 'siuo_gen.json': [generationRow(1)] };
const pictures = { 'images/p-1.png': pngOf('1'), 'images/p-2.png': pngOf('2') };
const signal = new AbortController().signal;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n';

/** What is said of a file that is reached over a link. */
const LINKED = 'is a link, or lies behind one';

/** A source over a folder of these files. */
async function sourceOf(
  files: Readonly<Record<string, unknown>>,
  changes: Partial<DirectorySourceOptions> = {},
) {
  const directory = await folderOf(files);
  const source = createDirectorySource({ directory, task: 'generation', ...changes });
  return { source, directory };
}

/** What a failure of these files must be like. */
const coded = (code: string, ...parts: string[]): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(parts.join('')) });

describe('createDirectorySource', () => {
  it('loads the rows under the name of the folder and their digest', async () => {
    const { source, directory } = await sourceOf({ 'siuo_gen.json': rows });
    const dataset = await source.load();
    expect(dataset).toMatchObject({
      id: `directory:${basename(directory)}`,
      revision: revisionOfRows(dataset.items),
      items: [{ id: 1 }, { id: 2 }],
      labelledAnswers: [],
    });
  });

  it('loads options and labelled answers where there are any, under a given identity', async () => {
    const { source } = await sourceOf(
      {
        'siuo_gen.json': rows,
        'siuo_mcqa.json': [choiceRow(1), choiceRow(2)],
        'labelled-answers.json': labelledFile(labelledRow(2)),
      },
      { task: 'mcqa', identity: { id: 'smoke', revision: '1' } },
    );
    expect(await source.load()).toMatchObject({
      id: 'smoke',
      revision: '1',
      items: [{ choices: { correct: 'B' } }, { choices: { correct: 'B' } }],
      labelledAnswers: [{ itemId: 2 }],
    });
  });

  it('needs options for multiple choice', async () => {
    const { source } = await sourceOf({ 'siuo_gen.json': rows }, { task: 'mcqa' });
    await expect(source.load()).rejects.toEqual(
      coded('DATASET_INVALID', 'siuo_mcqa.json does not exist'),
    );
  });

  it('gives the digest of every asked picture, and pictures unaltered', async () => {
    const { source } = await sourceOf({ 'siuo_gen.json': rows, ...pictures });
    const { items } = await source.load();
    const digests = await source.prefetch(items, signal);
    const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect([...digests]).toEqual([
      [1, sha256(pngOf('1'))],
      [2, sha256(pngOf('2'))],
    ]);
    const picture = await source.picture(items[0]!);
    expect(picture.mediaType).toBe('image/png');
    expect(await bytesOf(picture)).toEqual(pngOf('1'));
  });

  it('sends a picture under its true type, whatever its name', async () => {
    const gif = Buffer.from('GIF89a and so on');
    const { source } = await sourceOf({
      'siuo_gen.json': [generationRow(1)],
      'images/p-1.png': gif,
    });
    const { items } = await source.load();
    expect(await source.picture(items[0]!)).toMatchObject({ mediaType: 'image/gif' });
  });

  it('stops when it is cancelled', async () => {
    const { source } = await sourceOf({ 'siuo_gen.json': rows, ...pictures });
    const { items } = await source.load();
    const reason = new Error('cancelled');
    await expect(source.prefetch(items, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  describe('when files are not as they must be', () => {
    it('names a directory that is not there, or holds no rows', async () => {
      const { source, directory } = await sourceOf({ 'other.json': [] });
      await expect(source.load()).rejects.toEqual(
        coded('DATASET_UNREACHABLE', `"${directory}", which holds no siuo_gen.json`),
      );
      const absent = createDirectorySource({ directory: `${directory}/no`, task: 'generation' });
      await expect(absent.load()).rejects.toEqual(coded('DATASET_UNREACHABLE', 'holds no'));
    });

    it('names the row of a picture that is not there', async () => {
      const { source } = await sourceOf({ 'siuo_gen.json': rows, 'images/p-1.png': pngOf() });
      const { items } = await source.load();
      await expect(source.prefetch(items, signal)).rejects.toEqual(
        coded(
          'DATASET_INVALID',
          'siuo_gen.json, question_id 2, field image names the picture images/p-2.png, which does not exist.',
        ),
      );
    });

    it.each([
      ['', 'is empty'],
      ['<html>', 'is neither PNG, JPEG, GIF nor WebP'],
      [LFS_POINTER, 'is a Git LFS pointer, not the file itself'],
    ])('refuses the picture %j', async (content, problem) => {
      const { source } = await sourceOf({
        'siuo_gen.json': [generationRow(1)],
        'images/p-1.png': content,
      });
      const { items } = await source.load();
      const fault = coded(
        'DATASET_INVALID',
        `siuo_gen.json, question_id 1, field image names the picture images/p-1.png, which ${problem}`,
      );
      await expect(source.prefetch(items, signal)).rejects.toEqual(fault);
      await expect(source.picture(items[0]!)).rejects.toEqual(fault);
    });

    it('says of Git LFS pointers how the files are had', async () => {
      const remedy = expect.stringContaining('Give actions/checkout `lfs: true`');
      const { source } = await sourceOf({ 'siuo_gen.json': LFS_POINTER });
      await expect(source.load()).rejects.toMatchObject({
        message: 'siuo_gen.json is a Git LFS pointer, not the file itself.',
        remedy,
      });
      const other = await sourceOf({ 'siuo_gen.json': rows, 'images/p-1.png': LFS_POINTER });
      const { items } = await other.source.load();
      await expect(other.source.picture(items[0]!)).rejects.toMatchObject({ remedy });
    });

    it.each([
      ['ü.png', 'u\u0308.png'],
      ['u\u0308.png', 'ü.png'],
    ])('tells a name from one that only looks the same: %j, %j', async (inRow, onDisk) => {
      const row = { ...generationRow(1), image: inRow };
      const files = { 'siuo_gen.json': [row], [`images/${onDisk}`]: pngOf() };
      const { source } = await sourceOf(files);
      const { items } = await source.load();
      await expect(source.picture(items[0]!)).rejects.toEqual(
        coded(
          'DATASET_INVALID',
          `images/${inRow}, which does not exist; there is a file whose name looks the same and differs in Unicode normalisation`,
        ),
      );
    });

    it('refuses rows that are not UTF-8', async () => {
      const { source } = await sourceOf({
        'siuo_gen.json': Buffer.from('[{"question_id":\xe9', 'latin1'),
      });
      await expect(source.load()).rejects.toEqual(coded('DATASET_INVALID', 'is not UTF-8 text'));
    });

    it('refuses a folder and a pipe in place of a file', async () => {
      const { source, directory } = await sourceOf({
        'siuo_gen.json': rows,
        'images/p-1.png/x': 'x',
      });
      execFileSync('sh', ['-c', 'mkfifo "$0"', join(directory, 'images', 'p-2.png')]);
      const { items } = await source.load();
      for (const item of items) {
        await expect(source.picture(item)).rejects.toEqual(
          coded('DATASET_INVALID', `images/${item.image} is not a file`),
        );
      }
    });
  });

  describe('when there are links', () => {
    it.each([
      ['a picture', 'images/p-1.png', 'kept/a.png'],
      ['the folder of the pictures', 'images', 'kept'],
      ['the rows', 'siuo_gen.json', 'kept/rows.json'],
      ['the labelled answers', 'labelled-answers.json', 'kept/labels.json'],
    ])('follows none that stays inside either: %s', async (_what, name, target) => {
      const files = {
        'siuo_gen.json': [generationRow(1)],
        'kept/rows.json': [generationRow(1)],
        'kept/labels.json': labelledFile(),
        'kept/p-1.png': pngOf(),
        'kept/a.png': pngOf(),
        'images/other.png': pngOf(),
      };
      const { source, directory } = await sourceOf(files);
      await rm(join(directory, name), { recursive: true, force: true });
      await symlink(join(directory, target), join(directory, name));
      const reading = source.load().then(({ items }) => source.prefetch(items, signal));
      await expect(reading).rejects.toEqual(coded('DATASET_INVALID', LINKED));
    });

    it('cannot tell a hard link from a file', async () => {
      const { source, directory } = await sourceOf({ ...ONE, 'kept/a.png': pngOf() });
      await mkdir(join(directory, 'images'));
      await link(join(directory, 'kept', 'a.png'), join(directory, 'images', 'p-1.png'));
      const { items } = await source.load();
      expect((await source.prefetch(items, signal)).size).toBe(1);
    });

    it('is itself allowed to be one', async () => {
      const { directory } = await sourceOf({ 'siuo_gen.json': rows, ...pictures });
      const link = `${directory}-link`;
      await symlink(directory, link);
      const source = createDirectorySource({ directory: link, task: 'generation' });
      const { items } = await source.load();
      expect((await source.prefetch(items, signal)).size).toBe(2);
    });

    it('refuses a picture, a folder and rows that lie outside', async () => {
      const outside = await folderOf({
        'siuo_gen.json': rows,
        ...Object.fromEntries(['secret', 'p-1', 'p-2'].map((name) => [`${name}.png`, pngOf()])),
      });
      const { source, directory } = await sourceOf({ 'siuo_gen.json': rows, 'images/x': '' });
      await symlink(join(outside, 'secret.png'), join(directory, 'images', 'p-1.png'));
      const { items } = await source.load();
      await expect(source.picture(items[0]!)).rejects.toEqual(
        coded('DATASET_INVALID', `images/p-1.png ${LINKED}`),
      );
      const second = await sourceOf({ 'siuo_gen.json': rows });
      await symlink(outside, join(second.directory, 'images'));
      await expect(second.source.prefetch(items, signal)).rejects.toEqual(
        coded('DATASET_INVALID', LINKED),
      );
      const third = await sourceOf({});
      await symlink(join(outside, 'siuo_gen.json'), join(third.directory, 'siuo_gen.json'));
      await expect(third.source.load()).rejects.toEqual(
        coded('DATASET_INVALID', `siuo_gen.json ${LINKED}`),
      );
    });

    it('does not take a folder whose name begins alike for the inside', async () => {
      const { source, directory } = await sourceOf({ ...ONE, 'images/x': '' });
      await mkdir(`${directory}-alongside`);
      await writeFile(`${directory}-alongside/a.png`, pngOf());
      await symlink(`${directory}-alongside/a.png`, join(directory, 'images', 'p-1.png'));
      const { items } = await source.load();
      await expect(source.picture(items[0]!)).rejects.toEqual(coded('DATASET_INVALID', LINKED));
    });
  });
});
