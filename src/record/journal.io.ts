import { appendFileSync, closeSync, openSync } from 'node:fs';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.js';
import { journalLine, parseJournal, type Journal } from './journal-entry.js';
import type { Redactor } from '../redact/redactor.js';
import type { Log } from '../log.js';
import { readBounded } from '../files.io.js';
import { LONGEST_JOURNAL_BYTES } from '../foreign.js';

/** What a file journal is made of. */
export interface FileJournalOptions {
  /** The file of a fingerprint; its folder is created, readable by its owner only. */
  readonly pathOf: (fingerprint: string) => string;
  readonly log: Log;
  readonly redact: Redactor;
}

/**
 * A journal in a file, one JSON value a line, each handed to the operating system before the sweep
 * goes on: what is written survives the death of the process. A line goes into the system's memory
 * sooner than another thread is woken for it. A disk that refuses to write costs the safety net, not
 * the run: one warning, and what it did not take is kept and written again with the next entry, so
 * that nothing is lost for good while there is a process.
 *
 * @param options where it is kept
 */
export function createFileJournal({ pathOf, log, redact }: FileJournalOptions): Journal {
  let path = '';
  /** The open file, from the first line on; the process closes it. */
  let opened: number | undefined;
  /** Lines that are not on disk yet, in order. */
  let pending: string[] = [];
  let hasFailed = false;
  const close = (): void => {
    if (opened !== undefined) closeSync(opened);
    opened = undefined;
  };
  const fail = (error: unknown): void => {
    if (!hasFailed) log.warning(`Answers are no longer saved to disk: ${messageOf(error)}`);
    hasFailed = true;
  };
  const writePending = (): void => {
    // What a refused write left may be a torn line, which would swallow the next one.
    const text = `${hasFailed ? '\n' : ''}${pending.join('')}`;
    try {
      opened ??= openSync(path, 'a', 0o600);
      appendFileSync(opened, text);
    } catch (error) {
      close();
      fail(error);
      return;
    }
    pending = [];
    if (hasFailed) log.info('Answers are saved to disk again.');
    hasFailed = false;
  };
  return {
    open: async (fingerprint, isContinued) => {
      close();
      path = pathOf(fingerprint);
      pending = [];
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        // An earlier run may have had other secrets.
        if (isContinued) return redact.value(parseJournal(await textOf(path)));
        await writeFile(path, '', { mode: 0o600 });
      } catch (error) {
        fail(error);
      }
      return [];
    },
    append: (entry) => {
      pending.push(journalLine(redact.value(entry)));
      writePending();
      return Promise.resolve();
    },
  };
}

/**
 * The text of a file; empty when there is none. A torn last line gets its line end. Throws for one that is
 * larger than any journal: its answers are asked again, behind it.
 */
async function textOf(path: string): Promise<string> {
  const read = await readBounded(path, LONGEST_JOURNAL_BYTES);
  if (read.kind === 'absent') return '';
  if (read.kind === 'too-large') {
    throw new Error(`${path} has more than ${LONGEST_JOURNAL_BYTES} bytes and is not read`);
  }
  const text = new TextDecoder().decode(read.bytes);
  if (text !== '' && !text.endsWith('\n')) await appendFile(path, '\n');
  return text;
}
