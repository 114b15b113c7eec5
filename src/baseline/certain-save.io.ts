import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { messageOf } from '../errors.js';
import { parseJson } from '../foreign.js';
import type { Redactor } from '../redact/redactor.js';
import {
  type Baseline,
  type BaselineSaved,
  type BaselineStore,
  type KeptTexts,
  MAX_BASELINE_BYTES,
} from './baseline-file.js';
import { MOST_SEALED } from './sealed-texts.io.js';
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
    readTexts: (names, where) => store.readTexts(names, where),
    save: async (given, texts) => {
      const baseline = redact.value(given);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const text = pendingText(baseline, texts);
      await rm(path, { force: true });
      await writeFile(path, text, { mode: 0o600, flag: 'wx' });
      left(text);
      const saved = await store.save(baseline, texts);
      if (!saved.saved) return saved;
      await rm(path, { force: true });
      left(undefined);
      return saved;
    },
  };
}

/** The most bytes of what is left to be saved: a baseline, and the texts of one run. */
export const MAX_PENDING_BYTES = MAX_BASELINE_BYTES + MOST_SEALED + 1024;

/** A baseline that is about to be saved, with its new texts where it has some. */
function pendingText(baseline: Baseline, texts: KeptTexts | undefined): string {
  if (texts === undefined) return JSON.stringify(baseline);
  const { added, stay } = texts;
  return JSON.stringify({ baseline, texts: { added: Object.fromEntries(added), stay } });
}

const pendingSchema = z.object({
  baseline: z.unknown(),
  texts: z.object({
    added: z.record(z.string(), z.string()),
    stay: z.enum(['all', 'encrypted', 'none']),
  }),
});

/**
 * What was left to be saved, apart.
 *
 * @param bytes the file that {@link createPendingStore} left; a baseline alone is what it is
 */
export function parsePending(bytes: Uint8Array): {
  readonly baseline: Uint8Array;
  readonly texts: KeptTexts | undefined;
} {
  const parsed = pendingSchema.safeParse(parseJson(Buffer.from(bytes).toString('utf8')));
  if (!parsed.success) return { baseline: bytes, texts: undefined };
  const { baseline, texts } = parsed.data;
  const added = new Map(Object.entries(texts.added));
  return {
    baseline: Buffer.from(JSON.stringify(baseline)),
    texts: { added, stay: texts.stay },
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
    readTexts: (names, where) => store.readTexts(names, where),
    save: async (baseline, texts) => {
      const saved = await store.save(baseline, texts);
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
