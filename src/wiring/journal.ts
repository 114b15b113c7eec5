import { journalFile } from '../adapters/runtime/folders.io.js';
import type { Journal } from '../engine/ports/journal.js';
import { readerOf } from './github.js';
import type { Shared, World } from './parts.js';
import type { StartedRun } from './read-run.js';
import { createFileJournal } from '../adapters/journal/journal.io.js';
import type { JournalMark, SharedJournal } from '../adapters/journal/shared-journal.io.js';
import { continuationOf } from '../core/record/identity.js';

/**
 * The journal. In Actions it goes on from the one that an earlier attempt saved, where the run may go on
 * from any; without a token, or where it may not, it begins anew.
 */
export async function journalOf(shared: Shared): Promise<SharedJournal> {
  const { config, context, folders, log, redact, handOver } = shared;
  const pathOf = pathIn(shared);
  const journal = createFileJournal({ pathOf, log, redact });
  const isShared = continuationOf(config, context) === 'always' && config.githubToken !== '';
  if (!isShared) return context.isActions ? beginning(journal) : unsaved(journal);
  const { shareJournal } = await import('../adapters/journal/shared-journal.io.js');
  const reader = await readerOf(shared);
  const { temp } = folders;
  return shareJournal(journal, {
    pathOf,
    context,
    reader,
    tempFolder: temp,
    log,
    redact,
    marked: handOver?.journal ?? (() => undefined),
  });
}

/**
 * Saves the journal of a main step that was ended before it could do so itself, where such a run may
 * keep answers.
 *
 * @param mark what that step handed over of it
 * @param run that step
 */
export async function saveAnswers(
  mark: JournalMark,
  { config, context, world }: StartedRun,
): Promise<void> {
  if (continuationOf(config, context) !== 'always') return;
  const { saveMarked } = await import('../adapters/journal/shared-journal.io.js');
  const { folders, log } = world;
  await saveMarked(mark, {
    context,
    tempFolder: folders.temp,
    pathOf: pathIn({ folders, config }),
    log,
  });
}

/** Where the journal of each fingerprint lies. */
function pathIn({ folders, config }: Pick<World, 'folders'> & Pick<Shared, 'config'>) {
  return (fingerprint: string): string => journalFile(folders, config.baseline.name, fingerprint);
}

/** A journal that goes on from no file: any step of the job could have put it there. */
function beginning(journal: Journal): SharedJournal {
  return unsaved({ ...journal, open: (fingerprint) => journal.open(fingerprint, false) });
}

/** A journal that stays where it is. */
function unsaved(journal: Journal): SharedJournal {
  return { ...journal, save: () => Promise.resolve() };
}
