import { writeFile } from 'node:fs/promises';
import type { RunContext } from '../../core/config/run-context.js';
import { messageOf } from '../../core/errors.js';
import { LONGEST_JOURNAL_BYTES } from '../../core/foreign/bounds.js';
import { parseJournal } from '../../core/record/journal-entry.js';
import type { Journal } from '../../engine/ports/journal.js';
import type { Log } from '../../engine/ports/log.js';
import type { RepositoryReader } from '../ports/repository-reader.js';
import { restoreFile, saveFile, type CacheMember } from '../actions-cache/cache-file.js';

/** The one file of a journal's entry. */
const MEMBER: CacheMember = { name: 'siuo-gate-answers.jsonl', maxBytes: LONGEST_JOURNAL_BYTES };

/** How a journal is shared between the attempts of a run, and the runs on a pull request's head. */
export interface SharedJournalOptions {
  readonly pathOf: (fingerprint: string) => string;
  readonly context: RunContext;
  readonly reader: RepositoryReader;
  readonly tempFolder: string;
  readonly log: Log;
  /** Told which journal is open, so that a later step can save it. */
  readonly opened: (fingerprint: string) => void;
}

/**
 * A journal that goes on from the file that an earlier step of the job left, else from the newest one
 * of its fingerprint in the cache, saved under the run's own ref by an earlier attempt. The cache is a
 * convenience: whatever fails with it, cells are asked again. Who may write there could write answers
 * too: see docs/security.md.
 *
 * @param journal the file
 * @param options where it is restored from
 */
export function shareJournal(journal: Journal, options: SharedJournalOptions): Journal {
  return {
    open: async (fingerprint, isContinued) => {
      options.opened(fingerprint);
      const here = await journal.open(fingerprint, isContinued);
      if (!isContinued || here.length > 0) return here;
      await restore(fingerprint, options);
      return journal.open(fingerprint, true);
    },
    append: (entry) => journal.append(entry),
  };
}

/** Writes the newest stored journal into the file. */
async function restore(fingerprint: string, options: SharedJournalOptions): Promise<void> {
  const { context, reader, tempFolder, pathOf, log } = options;
  try {
    const listed = await reader.listCaches({ prefix: prefixOf(fingerprint), ref: context.ref });
    const newest = listed[0];
    if (newest === undefined) return;
    const restored = await restoreFile(newest.key, { tempFolder, member: MEMBER });
    if (restored.kind === 'restored') await writeFile(pathOf(fingerprint), restored.bytes);
    else log.warning(`Stored answers in ${newest.key} cannot be used; they are asked again.`);
  } catch (error) {
    log.warning(`Stored answers were not restored: ${messageOf(error)}`);
  }
}

/** What the keys of a fingerprint's journals begin with. */
function prefixOf(fingerprint: string): string {
  return `siuo-gate-answers-${fingerprint}-`;
}

/**
 * Saves a journal to the cache under a key of this attempt, for the next one to go on from.
 *
 * @param text the journal; one without any answer is not saved
 * @param fingerprint what makes its answers its own
 * @param options run and folder
 * @returns whether it was saved
 * @throws what the toolkit throws for a key it does not take
 */
export async function saveJournal(
  text: string,
  fingerprint: string,
  { context, tempFolder }: Pick<SharedJournalOptions, 'context' | 'tempFolder'>,
): Promise<boolean> {
  if (!parseJournal(text).some(({ type }) => type === 'answer')) return false;
  const key = `${prefixOf(fingerprint)}${context.runId}-${context.runAttempt}`;
  return saveFile(key, text, { tempFolder, member: MEMBER });
}
