import { z } from 'zod';
import { escapeLogText } from '../clean-text.js';
import type { WorkspaceFiles } from '../files.io.js';
import type { Log } from '../log.js';
import { fileFault } from './faults.js';

/** A picture of the web as it was fetched. */
export interface FetchedPicture {
  readonly url: string;
  /** SHA-256. */
  readonly digest: string;
  readonly bytes: number;
}

/** Where the lock lies, and of what. */
interface LockPlace {
  /** The benchmark's id. */
  readonly id: string;
  readonly workspace: Pick<WorkspaceFiles, 'read' | 'write'>;
  readonly log: Log;
}

const lockSchema = z.object({
  schemaVersion: z.literal(1),
  pictures: z.record(z.string(), z.object({ sha256: z.string(), bytes: z.number() })),
});

/** A lock of all pictures of a benchmark is far shorter. */
const LONGEST_LOCK_BYTES = 4 * 1024 * 1024;

/** Notes pictures that were not noted yet, and warns of those that have changed since. */
export async function keepLock(
  pictures: readonly FetchedPicture[],
  { id, workspace, log }: LockPlace,
): Promise<void> {
  const path = `${id}-pictures.lock.json`;
  const read = await workspace.read(path, LONGEST_LOCK_BYTES);
  const known =
    read.kind === 'absent' ? {} : lockOf(path, read.kind === 'found' ? read.bytes : undefined);
  const added = new Map<string, { readonly sha256: string; readonly bytes: number }>();
  for (const { url, digest, bytes } of pictures) {
    const before = Object.hasOwn(known, url) ? known[url] : undefined;
    if (before === undefined) {
      added.set(url, { sha256: digest, bytes });
    } else if (before.sha256 !== digest) {
      log.warning(escapeLogText(`A picture of ${id} is another one than ${path} says: ${url}.`));
    }
  }
  if (added.size === 0) return;
  const all = Object.entries({ ...known, ...Object.fromEntries(added) }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const lock = { schemaVersion: 1, pictures: Object.fromEntries(all) };
  await workspace.write(path, `${JSON.stringify(lock, null, 2)}\n`);
  log.info(
    `${path}: ${added.size} pictures noted. Keep it, and later checks warn of pictures that change.`,
  );
}

/** The pictures of a lock. */
function lockOf(
  path: string,
  bytes: Uint8Array | undefined,
): z.infer<typeof lockSchema>['pictures'] {
  try {
    return lockSchema.parse(JSON.parse(new TextDecoder().decode(bytes))).pictures;
  } catch {
    throw fileFault(path, 'is not a lock of pictures', 'Remove it, and it is written again.');
  }
}
