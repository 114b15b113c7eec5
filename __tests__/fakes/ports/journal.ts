import type { JournalEntry, Journal } from '../../../src/record/journal-entry.js';

/** A journal in memory; what it holds outlives the run that wrote it. */
export interface FakeJournal extends Journal {
  /** Entries of the journal that was opened last. */
  entries(): readonly JournalEntry[];
}

/** Makes a journal without entries, one list for each fingerprint. */
export function fakeJournal(): FakeJournal {
  const stored = new Map<string, JournalEntry[]>();
  let open: JournalEntry[] = [];
  return {
    entries: () => open,
    open: async (fingerprint, isContinued) => {
      open = (isContinued ? stored.get(fingerprint) : undefined) ?? [];
      stored.set(fingerprint, open);
      return [...open];
    },
    append: async (entry) => void open.push(entry),
  };
}
