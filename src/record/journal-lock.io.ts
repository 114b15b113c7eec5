import {
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { kill, pid } from 'node:process';
import { z } from 'zod';

/** A process that writes a journal, as it is known to others. */
const ownerSchema = z.object({
  pid: z.int().positive(),
  /** When it began, in the system's own count: a number is given to another process later. Empty where unknown. */
  started: z.string(),
  /** Where its number means something: one start of one machine, and one set of numbers there. */
  space: z.string(),
});

type Owner = z.infer<typeof ownerSchema>;

/** How often an owner shows that it is there, for those who cannot look for its process. */
const BEAT_MS = 60_000;

/** An owner that cannot be looked for counts as there for as long as this after it has last shown itself. */
const QUIET_MS = 15 * BEAT_MS;

/** Who may be writing a journal. */
interface Writer {
  /** The lock that says so. */
  readonly lock: string;
  /** Whether it cannot be looked for: on another machine, in another container, or unknown. */
  readonly isElsewhere: boolean;
}

/**
 * Makes a journal this process's own, unless another one may be writing it. Locks are numbered files next to it:
 * the highest counts, as long as its owner lives. Nobody has to release one, so that a killed run leaves nothing to
 * clear; and the run that follows a dead owner makes the next number, which the file system lets only one do.
 *
 * @param path the journal, in a folder that exists
 * @returns undefined when it is this process's own, or else who may be writing it
 * @throws what the file system throws where no lock can be made
 */
export function claimJournal(path: string): Writer | undefined {
  for (;;) {
    const numbers = locksOf(path);
    const last = Math.max(0, ...numbers);
    const lock = lockFile(path, last);
    const standing = last === 0 ? 'gone' : standingOf(lock);
    if (standing === 'ours') return undefined;
    if (standing !== 'gone') return { lock, isElsewhere: standing === 'elsewhere' };
    const own = lockFile(path, last + 1);
    if (!makeLock(own)) continue;
    for (const number of numbers) rmSync(lockFile(path, number), { force: true });
    // While this process looked, one may have come and gone, and its number with it.
    if (Math.max(...locksOf(path)) === last + 1) return undefined;
    rmSync(own, { force: true });
  }
}

/** A lock of a journal. */
function lockFile(path: string, number: number): string {
  return `${path}.${number}.lock`;
}

/** The numbers of all locks of a journal. */
function locksOf(path: string): readonly number[] {
  const start = `${basename(path)}.`;
  return readdirSync(dirname(path))
    .filter((name) => name.startsWith(start))
    .flatMap((name) => {
      const [, number] = /^(\d{1,9})\.lock$/.exec(name.slice(start.length)) ?? [];
      return number === undefined ? [] : [Number(number)];
    });
}

/** Makes a lock of this process's; false where somebody was faster. */
function makeLock(lock: string): boolean {
  const owner: Owner = { pid, started: processState(pid)?.started ?? '', space: ownSpace() };
  try {
    writeFileSync(lock, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  setInterval(() => touch(lock), BEAT_MS).unref();
  return true;
}

/** Shows that its owner is there. */
function touch(lock: string): void {
  try {
    utimesSync(lock, new Date(), new Date());
  } catch {
    // That it was taken away, or what the disk has, is no reason to stop a run.
  }
}

/** What is to be thought of the owner of a lock. */
type Standing = 'ours' | 'there' | 'elsewhere' | 'gone';

/** Where the owner of a lock is; one that cannot be known counts as elsewhere until it is quiet for long. */
function standingOf(lock: string): Standing {
  const owner = ownerOf(lock);
  if (owner?.space !== ownSpace()) return isQuiet(lock) ? 'gone' : 'elsewhere';
  if (owner.pid === pid && owner.started === (processState(pid)?.started ?? '')) return 'ours';
  return isAlive(owner) ? 'there' : 'gone';
}

/** Who made a lock; undefined where it cannot be read, as while it is being written. */
function ownerOf(lock: string): Owner | undefined {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(lock, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Whether a lock has not been touched for long; one that is gone is. */
function isQuiet(lock: string): boolean {
  const stat = statSync(lock, { throwIfNoEntry: false });
  return stat === undefined || Date.now() - stat.mtimeMs > QUIET_MS;
}

/** Whether a process of this space runs still. */
function isAlive(owner: Owner): boolean {
  try {
    kill(owner.pid, 0);
  } catch (error) {
    // One of another user refuses to be asked, and is there.
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const state = processState(owner.pid);
  if (state === undefined) return true;
  return state.started === owner.started && !state.isOver;
}

/** What Linux says of a process; undefined where it, or any other system, says nothing. */
function processState(
  number: number,
): { readonly started: string; readonly isOver: boolean } | undefined {
  try {
    const stat = readFileSync(`/proc/${number}/stat`, 'utf8');
    // The name before it may hold anything.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // The 22nd field of all; one that has ended stays in the table until its parent looks.
    return { started: fields[18] ?? '', isOver: state === 'Z' || state === 'X' };
  } catch {
    return undefined;
  }
}

/** Where the number of this process means something. */
function ownSpace(): string {
  const read = (what: () => string): string => {
    try {
      return what().trim();
    } catch {
      return '';
    }
  };
  const boot = read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const numbers = read(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), boot, numbers].join(' ');
}
