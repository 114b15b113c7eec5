import { createFileJournal } from '../adapters/journal/file-journal.js';
import { journalFile } from '../adapters/runtime/folders.js';
import type { Journal } from '../engine/ports/journal.js';
import { readerOf } from './github.js';
import type { Shared } from './parts.js';

/** The journal; in Actions it goes on from the one that an earlier attempt saved. */
export async function journalOf(shared: Shared): Promise<Journal> {
  const { config, context, folders, log, redact, journalOpened } = shared;
  const pathOf = (fingerprint: string): string =>
    journalFile(folders, config.baseline.name, fingerprint);
  const journal = createFileJournal({ pathOf, log, redact });
  const isShared = context.isActions && config.reuseAnswers && config.githubToken !== '';
  if (!isShared) return journal;
  const { shareJournal } = await import('../adapters/journal/shared-journal.js');
  const reader = await readerOf(shared);
  const { temp } = folders;
  return shareJournal(journal, {
    pathOf,
    context,
    reader,
    tempFolder: temp,
    log,
    opened: journalOpened ?? (() => undefined),
  });
}
