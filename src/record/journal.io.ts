import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { appendFile, open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.js';
import { type Journal, type JournalEntry, journalLine, parseJournal } from './journal-entry.js';
import type { Redactor } from '../redact/redactor.js';
import type { Log } from '../log.js';
import { isMissing, READ_ONLY, readBounded } from '../files.io.js';
import { LONGEST_JOURNAL_BYTES } from '../foreign.js';
import { createHash } from 'node:crypto';
import type { RunContext } from '../config/run-context.js';
import type { RepositoryReader } from '../github/repository-reader.io.js';
import { claimJournal } from './journal-lock.io.js';
import { type CacheMember, restoreFile, saveFile } from '../github/cache-entry.io.js';

/** What a file journal is made of. */
interface FileJournalOptions {
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
 * that nothing is lost for good while there is a process. A journal that another process may be writing is neither
 * read nor written: this one then takes a further file, which is gone on from as well.
 */
export function createFileJournal({ pathOf, log, redact }: FileJournalOptions): Journal {
  let asked = '';
  /** The file, once it is this process's own. */
  let path: string | undefined;
  /** The open file, from the first line on; the process closes it. */
  let opened: number | undefined;
  /** Lines that are not on disk yet, in order. */
  let pending: string[] = [];
  let hasFailed = false;
  let hasSaid = false;
  const close = (): void => {
    if (opened !== undefined) closeSync(opened);
    opened = undefined;
  };
  const fail = (error: unknown): void => {
    if (!hasFailed) log.warning(`Answers are no longer saved to disk: ${messageOf(error)}`);
    hasFailed = true;
  };
  const claim = (): string => {
    mkdirSync(dirname(asked), { recursive: true, mode: 0o700 });
    const { path: claimed, writer } = ownFile(asked);
    if (writer !== undefined && !hasSaid) log.info(whyApart(writer, claimed));
    hasSaid ||= writer !== undefined;
    return claimed;
  };
  const writePending = (): void => {
    // What a refused write left may be a torn line, which would swallow the next one.
    const text = `${hasFailed ? '\n' : ''}${pending.join('')}`;
    try {
      path ??= claim();
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
      asked = pathOf(fingerprint);
      path = undefined;
      pending = [];
      try {
        path = claim();
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

/** Runs of one fingerprint that are at work at the same time, at most; more have no journal. */
const MOST_AT_ONCE = 64;

/** The writer of a journal that is not this process's. */
type Writer = NonNullable<ReturnType<typeof claimJournal>>;

/** The first file for a journal that nobody else may be writing, and who writes the one before it, if any. */
function ownFile(path: string): { readonly path: string; readonly writer: Writer | undefined } {
  let writer: Writer | undefined;
  for (let number = 1; number <= MOST_AT_ONCE; number += 1) {
    const file = number === 1 ? path : `${path}.${number}`;
    const other = claimJournal(file);
    if (other === undefined) return { path: file, writer };
    writer ??= other;
  }
  throw new Error(`${MOST_AT_ONCE} other runs write ${path} and the files next to it`);
}

/** Why a run does not resume with the answers of another. */
function whyApart({ lock, isElsewhere }: Writer, path: string): string {
  return isElsewhere
    ? `The answers of such a run are not resumed: it may be at work on another machine or in a container. Remove ${lock} if it is not. This run keeps its own in ${path}.`
    : `Another process is at work on the same run; this one resumes nothing of it and keeps its own answers in ${path}.`;
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

/** The one file of a journal's entry. */
const MEMBER: CacheMember = { name: 'siuo-gate-answers.jsonl', maxBytes: LONGEST_JOURNAL_BYTES };

/** Which journal is open, and the digest of all that its own process wrote into it. */
export interface JournalMark {
  readonly fingerprint: string;
  /** SHA-256 of the digest before the last line and that line; of the fingerprint at the beginning. */
  readonly digest: string;
}

/** How a journal is shared between the attempts of a run, and the runs on a pull request's head. */
export interface SharedJournalOptions {
  readonly pathOf: (fingerprint: string) => string;
  readonly context: RunContext;
  readonly reader: RepositoryReader;
  readonly tempFolder: string;
  readonly log: Log;
  /** What the file journal takes secrets out with: the digest is of what lies in the file. */
  readonly redact: Redactor;
  /** Told after every entry how far the journal is, for a later step to know the file by; undefined once it is saved. */
  readonly marked: (mark: JournalMark | undefined) => void;
}

/** A journal that its own process can save. */
export interface SharedJournal extends Journal {
  /** Saves what this process added, if anything, for the next attempt. A failure is a warning. */
  save(): Promise<void>;
}

/**
 * A journal that resumes from the newest one of its fingerprint in the cache, saved under the run's own
 * ref by an earlier attempt, and from no file that lies on this machine: any step of the job could have
 * put it there. The cache is a convenience: whatever fails with it, samples are asked again. Who may write
 * there could write answers too: see docs/security.md.
 */
export function shareJournal(journal: Journal, options: SharedJournalOptions): SharedJournal {
  let mark: JournalMark | undefined;
  let hasAdded = false;
  const append = async (given: JournalEntry): Promise<void> => {
    const entry = options.redact.value(given);
    await journal.append(entry);
    if (mark === undefined) return;
    mark = { ...mark, digest: digestAfter(mark.digest, journalLine(entry).trimEnd()) };
    options.marked(mark);
  };
  return {
    open: async (fingerprint, isContinued) => {
      await journal.open(fingerprint, false);
      mark = { fingerprint, digest: digestAfter('', fingerprint) };
      hasAdded = false;
      options.marked(mark);
      // An earlier attempt may have had other secrets.
      const entries = options.redact.value(isContinued ? await restore(fingerprint, options) : []);
      for (const entry of entries) await append(entry);
      return entries;
    },
    append: async (entry) => {
      hasAdded ||= entry.type === 'answer' || entry.type === 'judgement' || entry.type === 'check';
      await append(entry);
    },
    save: async () => {
      if (mark === undefined || !hasAdded) return;
      const isSaved = await saveMarked(mark, options);
      if (isSaved) options.marked(undefined);
    },
  };
}

/** The digest of a line and all before it. */
function digestAfter(before: string, line: string): string {
  return createHash('sha256').update(`${before}\n${line}`).digest('hex');
}

/** The entries of the newest stored journal; none where there is none, or it cannot be used. */
async function restore(
  fingerprint: string,
  { context, reader, tempFolder, log }: SharedJournalOptions,
): Promise<readonly JournalEntry[]> {
  try {
    const listed = await reader.listCaches({ prefix: prefixOf(fingerprint), ref: context.ref });
    const newest = listed[0];
    if (newest === undefined) return [];
    const restored =
      newest.size > MEMBER.maxBytes
        ? undefined
        : await restoreFile(newest.key, { tempFolder, member: MEMBER });
    if (restored?.kind === 'restored')
      return parseJournal(new TextDecoder().decode(restored.bytes));
    log.warning(`Stored answers in ${newest.key} cannot be used; they are asked again.`);
  } catch (error) {
    log.warning(`Stored answers were not restored: ${messageOf(error)}`);
  }
  return [];
}

/** What the keys of a fingerprint's journals begin with. */
function prefixOf(fingerprint: string): string {
  return `siuo-gate-answers-${fingerprint}-`;
}

/** What a journal that lies on this machine is saved with. */
export type SaveOptions = Pick<SharedJournalOptions, 'context' | 'tempFolder' | 'pathOf' | 'log'>;

/**
 * Saves the journal that a process left to the cache, under a key of this attempt, for the next one to
 * resume from. Only what that process wrote is saved: lines that another step of the job added are left
 * out, and a file in which it changed or took away any is not saved at all. A failure is a warning.
 *
 * @param mark how far the process wrote it
 * @param options run, folders and log
 * @returns whether there is nothing left to save
 */
export async function saveMarked(
  mark: JournalMark,
  { context, tempFolder, pathOf, log }: SaveOptions,
): Promise<boolean> {
  try {
    const text = await readOwn(pathOf(mark.fingerprint));
    // A run that stopped before it asked anything left none.
    if (text === undefined) return true;
    const own = ownLines(text, mark);
    if (own === undefined) {
      log.warning(
        'The answers were not saved for later attempts: their file is not as this step wrote it.',
      );
      return true;
    }
    if (!parseJournal(own).some(({ type }) => type === 'answer')) return true;
    const key = `${prefixOf(mark.fingerprint)}${context.runId}-${context.runAttempt}`;
    const isSaved = await saveFile(key, own, { tempFolder, member: MEMBER });
    // Where it was not, the toolkit has said why.
    if (isSaved) log.info('The answers were saved for later attempts.');
    return isSaved;
  } catch (error) {
    log.warning(`The answers were not saved for later attempts: ${messageOf(error)}`);
    return false;
  }
}

/** The text of a file that is no link; undefined when there is none. */
async function readOwn(path: string): Promise<string | undefined> {
  const handle = await open(path, READ_ONLY).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    const { size } = await handle.stat();
    if (size > MEMBER.maxBytes) throw new Error(`their file has ${size} bytes`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/** The lines up to a mark, whole and in order; undefined when the file does not hold just them. */
function ownLines(text: string, { fingerprint, digest }: JournalMark): string | undefined {
  let at = digestAfter('', fingerprint);
  let end = 0;
  while (at !== digest) {
    const next = text.indexOf('\n', end);
    if (next < 0) return undefined;
    const line = text.slice(end, next);
    end = next + 1;
    // What a refused write left is followed by an empty line.
    if (line !== '') at = digestAfter(at, line);
  }
  return text.slice(0, end);
}
