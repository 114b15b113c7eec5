import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../core/errors.js';
import { journalLine, parseJournal } from '../../core/record/journal-entry.js';
import type { Journal, Log } from '../../engine/ports.js';

/** What a file journal is made of. */
export interface FileJournalOptions {
  /** The file of a fingerprint; its folder is created, readable by its owner only. */
  readonly pathOf: (fingerprint: string) => string;
  readonly log: Log;
}

/**
 * A journal in a file, one JSON value a line, each handed to the operating system before the sweep
 * goes on: what is written survives the death of the process. A disk that refuses to write costs the
 * safety net, not the run: one warning, and the sweep goes on.
 *
 * @param options where it is kept
 */
export function createFileJournal({ pathOf, log }: FileJournalOptions): Journal {
  let path = '';
  let lastWrite: Promise<void> = Promise.resolve();
  let hasWarned = false;
  const warn = (error: unknown): void => {
    if (!hasWarned) log.warning(`Answers are no longer saved to disk: ${messageOf(error)}`);
    hasWarned = true;
  };
  return {
    open: async (fingerprint, isContinued) => {
      path = pathOf(fingerprint);
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        if (isContinued) return parseJournal(await textOf(path));
        await writeFile(path, '', { mode: 0o600 });
      } catch (error) {
        warn(error);
      }
      return [];
    },
    append: (entry) => {
      lastWrite = lastWrite
        .then(() => appendFile(path, journalLine(entry), { mode: 0o600 }))
        .catch(warn);
      return lastWrite;
    },
  };
}

/** The text of a file; empty when there is none. A torn last line gets its line end. */
async function textOf(path: string): Promise<string> {
  try {
    const text = await readFile(path, 'utf8');
    if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
    return text;
  } catch {
    return '';
  }
}
