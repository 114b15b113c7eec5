import { dirname, join } from 'node:path';
import { glob } from 'tinyglobby';
import { GateError } from '../errors.js';
import {
  invalidRecord,
  MAX_RECORD_BYTES,
  type RecordFile,
  type RecordSource,
} from './record-schema.js';
import type { WorkspaceFiles } from '../files.io.js';
import { MAX_ANSWERS_BYTES } from './answers-file.js';

/** As many shards as one sweep may have. */
const MOST_RECORDS = 256;

/** The file beside a record that holds its answers. */
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
 * Records in files that a glob names, each with its answers beside it. Their folders may have come
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
          const beside = await readWithin(files, join(dirname(name), ANSWERS), left.answers);
          left.answers -= beside?.length ?? 0;
          return beside && new TextDecoder().decode(beside);
        };
        found.push({ name, bytes, answers });
      }
      return found;
    },
  };
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
