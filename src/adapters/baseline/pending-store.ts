import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Redactor } from '../../core/redact/redactor.js';
import type { BaselineStore } from '../../engine/ports/baseline-store.js';

/**
 * A store that leaves what it is about to save in a file until it is saved, so that the post step
 * can save what a main step that was killed, or refused for a moment, left behind.
 *
 * @param store the store that saves
 * @param path the file
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
