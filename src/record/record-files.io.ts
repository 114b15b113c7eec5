import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { GateError } from '../errors.js';
import {
  invalidRecord,
  MAX_RECORD_BYTES,
  parseRecord,
  type NamedRecord,
  type RecordFile,
  type RecordSource,
} from './record-schema.js';
import { readBounded, refuseLinks, type WorkspaceFiles } from '../files.io.js';
import { MAX_ANSWERS_BYTES } from './answers-file.js';

/** As many shards as one sweep may have. */
const MOST_RECORDS = 256;

/** The file alongside a record that holds its answers. */
const ANSWERS = 'answers.jsonl';

/** Where records are looked for. */
export interface RecordPlace {
  /** The input `records`. */
  readonly pattern: string;
  /** The workspace, an absolute path. */
  readonly root: string;
  readonly files: WorkspaceFiles;
}

/**
 * Records in files that a glob names, each with its answers alongside it. Their folders may have come
 * out of an artifact that anyone filled: no link is followed, nothing outside the workspace is
 * read, and sizes are bounded before a file is read.
 */
export function createRecordFiles({ pattern, root, files }: RecordPlace): RecordSource {
  return {
    read: async () => {
      const names = await matches(pattern, root);
      const left = { record: MAX_RECORD_BYTES, answers: MAX_ANSWERS_BYTES };
      const found: RecordFile[] = [];
      for (const name of names) {
        const bytes = await readWithin(files, name, left.record);
        if (bytes === undefined) throw invalidRecord(name, 'it is gone');
        left.record -= bytes.length;
        const answers = async (): Promise<string | undefined> => {
          const alongside = await readWithin(files, join(dirname(name), ANSWERS), left.answers);
          left.answers -= alongside?.length ?? 0;
          return alongside && new TextDecoder().decode(alongside);
        };
        found.push({ name, bytes, answers });
      }
      return found;
    },
  };
}

/** The file of a report folder that holds the record. */
const RECORD = 'record.json';

/**
 * The record that a person names on the command line: its file, or the report folder that holds it.
 *
 * @param path as it was given
 * @param from the folder that a relative path begins in
 * @throws GateError CONFIG_INVALID where there is none, RECORD_INVALID for a file that is none
 */
export async function readRecordAt(path: string, from: string): Promise<NamedRecord> {
  const { name, bytes } = await recordFileAt(path, from);
  return parseRecord(name, bytes);
}

/**
 * One record, report folder or file of answers, by its path.
 *
 * @param path as it was given
 * @param from the folder that a relative path begins in
 */
export function createRecordAt(path: string, from: string): RecordSource {
  return { read: async () => [await recordFileAt(path, from)] };
}

/**
 * The same as a file that is not looked at yet, with its answers.
 *
 * @throws GateError CONFIG_INVALID where there is none, RECORD_INVALID for one that is too large
 */
async function recordFileAt(path: string, from: string): Promise<RecordFile> {
  const given = resolve(from, path);
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = isFolder ? join(given, RECORD) : given;
  refuseLinks(from, file);
  const read = await readBounded(file, MAX_RECORD_BYTES);
  if (read.kind === 'absent') {
    throw new GateError(
      'CONFIG_INVALID',
      isFolder
        ? `The folder ${JSON.stringify(path)} holds no ${RECORD}.`
        : `There is no file ${JSON.stringify(path)}.`,
      {
        remedy:
          'Give the record.json that measure, sweep or gate wrote, or the report folder it lies in.',
      },
    );
  }
  if (read.kind === 'too-large') {
    throw invalidRecord(path, `it is larger than ${MAX_RECORD_BYTES} bytes`);
  }
  const answers = async (): Promise<string | undefined> => {
    const alongside = await readBounded(join(dirname(file), ANSWERS), MAX_ANSWERS_BYTES);
    if (alongside.kind === 'absent') return undefined;
    if (alongside.kind === 'found') return new TextDecoder().decode(alongside.bytes);
    throw invalidRecord(path, `its answers are larger than ${MAX_ANSWERS_BYTES} bytes`);
  };
  return { name: path, bytes: read.bytes, answers };
}

/** The files that a glob names, in order. */
async function matches(pattern: string, root: string): Promise<readonly string[]> {
  const names = await glob(pattern, {
    cwd: root,
    onlyFiles: true,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
  if (names.length >= 1 && names.length <= MOST_RECORDS) return names.sort();
  throw new GateError(
    'CONFIG_INVALID',
    `Input records is ${JSON.stringify(pattern)}, which names ${names.length} files in the workspace.`,
    {
      remedy: `Give a glob that names 1 to ${MOST_RECORDS} record.json files, such as siuo-records/*/record.json; see that the artifacts were downloaded.`,
    },
  );
}

/** The bytes of a file; undefined when there is none. */
async function readWithin(
  files: WorkspaceFiles,
  name: string,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  const read = await files.read(name, maxBytes);
  if (read.kind === 'found') return read.bytes;
  if (read.kind === 'absent') return undefined;
  throw invalidRecord(name, `it is larger than the ${maxBytes} bytes that are left for all`);
}
