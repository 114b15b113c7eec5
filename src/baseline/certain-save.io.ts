import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../errors.js';
import type { Redactor } from '../redact/redactor.js';
import type { BaselineSaved, BaselineStore } from './baseline-file.js';
import type { Clock } from '../clock.js';

/**
 * A store that leaves what it is about to save in a file until it is saved, so that the post step
 * can save what a main step that was killed, or refused for a moment, left behind.
 *
 * @param redact takes secrets out of what is saved, in whatever store
 * @param left told what the file holds, and undefined once it is saved: the post step believes no other
 */
export function createPendingStore(
  store: BaselineStore,
  path: string,
  redact: Redactor,
  left: (text: string | undefined) => void = () => undefined,
): BaselineStore {
  return {
    find: (preferred) => store.find(preferred),
    requireWrite: () => store.requireWrite(),
    save: async (given) => {
      const baseline = redact.value(given);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const text = JSON.stringify(baseline);
      await rm(path, { force: true });
      await writeFile(path, text, { mode: 0o600, flag: 'wx' });
      left(text);
      const saved = await store.save(baseline);
      if (!saved.saved) return saved;
      await rm(path, { force: true });
      left(undefined);
      return saved;
    },
  };
}

/**
 * Waits before another look, in milliseconds: what was saved may be listed some seconds later. One
 * look more than there are waits.
 */
const WAITS_MS = [1000, 2000, 4000, 8000] as const;

/**
 * A store that believes a save only when the look-up that a later run makes finds what was saved. A
 * runner may have a cache service of its own, which takes entries that GitHub never lists: saved every
 * baseline run, found by none.
 *
 * @param clock waits between looks
 */
export function createConfirmedStore(store: BaselineStore, clock: Clock): BaselineStore {
  return {
    find: (preferred) => store.find(preferred),
    requireWrite: () => store.requireWrite(),
    save: async (baseline) => {
      const saved = await store.save(baseline);
      return saved.saved ? confirm(saved, store, clock) : saved;
    },
  };
}

/** Looks for what was saved until it is found, or has been looked for often enough. */
async function confirm(
  saved: Extract<BaselineSaved, { saved: true }>,
  store: BaselineStore,
  clock: Clock,
): Promise<BaselineSaved> {
  let seen = await look(saved.where, store);
  for (const waitMs of WAITS_MS) {
    if (seen === undefined) return saved;
    await clock.sleep(waitMs);
    seen = await look(saved.where, store);
  }
  if (seen === undefined) return saved;
  return {
    saved: false,
    problem: `It was written as ${saved.where}, and the look-up that later runs make does not find it there: ${seen}. A runner with a cache service of its own needs \`baseline: branch:NAME\`.`,
  };
}

/** What a look-up finds instead of what was saved; undefined when it finds just that. */
async function look(where: string, store: BaselineStore): Promise<string | undefined> {
  try {
    const found = await store.find(where);
    if (found.kind === 'absent') return `there is nothing in ${found.where}`;
    if (found.where !== where) return `it finds ${found.where}`;
    return found.kind === 'found' ? undefined : found.problem.replace(/\.$/, '');
  } catch (error) {
    return messageOf(error).replace(/\.$/, '');
  }
}
