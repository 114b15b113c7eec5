import type { Dataset, Item, Picture } from '../core/dataset/item.js';
import type { Baseline } from '../core/record/baseline-schema.js';
import type { SweepRecord } from '../core/record/record-schema.js';
import type { HttpReply } from '../core/sweep/http-reply.js';
import type { JournalEntry } from '../core/record/journal-entry.js';
import type { SweepResults } from '../core/record/results.js';
import type { Report } from '../core/report/report.js';
import type { Milliseconds } from '../core/units.js';

/** Time, and waiting for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): Milliseconds;
  /** Resolves after a while, or rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: Milliseconds, signal?: AbortSignal): Promise<void>;
}

/** The source of chance, for the jitter of retries only. */
export interface Chance {
  /** A number from 0 (included) to 1 (not included). */
  next(): number;
}

/** What people read while the run goes on. Every text is data: the adapter escapes it. */
export interface Log {
  info(text: string): void;
  warning(text: string): void;
  /** Opens a titled group, runs the work and closes the group whatever happens. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** A line that may replace the one before it where someone is watching. */
  progress(text: string): void;
}

/** The rows and pictures of a data set. */
export interface DatasetSource {
  /** Reads and validates the rows. Throws DATASET_UNREACHABLE or DATASET_INVALID. */
  load(): Promise<Dataset>;
  /**
   * Makes the pictures of these items available on this machine, in parallel, and gives the SHA-256
   * of each file by item id. Throws DATASET_UNREACHABLE or DATASET_INVALID.
   */
  prefetch(items: readonly Item[], signal: AbortSignal): Promise<ReadonlyMap<number, string>>;
  /** Reads one prefetched picture; nothing is kept in memory. */
  picture(item: Item): Promise<Picture>;
}

/** One OpenAI-compatible chat endpoint. */
export interface ChatEndpoint {
  /** For messages: `model` or `judge`. */
  readonly role: 'model' | 'judge';
  /**
   * Waits while the server is still loading: refused connections and 502, 503, 504 are retried until
   * the configured wait is over; any other reply is up. Throws ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE.
   */
  untilUp(signal: AbortSignal): Promise<void>;
  /**
   * One HTTP attempt of POST /chat/completions with this JSON body. What the server or the network
   * does is data; it rejects only when the signal is aborted.
   */
  send(body: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<HttpReply>;
  /** Runs a job when this endpoint's limiter has room: endpoints of one origin share one limiter. */
  inTurn<T>(job: () => Promise<T>): Promise<T>;
}

/** The disk file that holds every finished cell at once. */
export interface Journal {
  /**
   * Opens the journal of a run by what makes its answers its own, and gives the entries of an earlier
   * run with the same; none when there was none, or when they are not to be continued. A torn last
   * line is dropped.
   */
  open(fingerprint: string, isContinued: boolean): Promise<readonly JournalEntry[]>;
  /** Writes one entry through to the file. */
  append(entry: JournalEntry): Promise<void>;
}

/** What a look for a baseline found. */
export type BaselineLookup =
  | { readonly kind: 'found'; readonly baseline: Baseline; readonly where: string }
  /** Nothing is stored: never made, or evicted. */
  | { readonly kind: 'absent'; readonly where: string; readonly remedy: string }
  /** Something is stored that cannot be used: unreadable, wrong schema, too large, or planted. */
  | {
      readonly kind: 'unusable';
      readonly where: string;
      readonly problem: string;
      readonly remedy: string;
    };

/** What became of a save. */
export type BaselineSaved =
  | { readonly saved: true; readonly where: string }
  | { readonly saved: false; readonly problem: string };

/** One place where baselines are kept. */
export interface BaselineStore {
  /**
   * Finds the newest baseline this run may trust, or the one that an earlier attempt compared with
   * (the `where` of its lookup), if it is still there. Throws CONFIG_PERMISSION or BASELINE_UNREADABLE.
   */
  find(preferred?: string): Promise<BaselineLookup>;
  /**
   * Makes sure, before anything is spent, that a save would not be refused for a permission that the
   * token lacks. Throws CONFIG_PERMISSION.
   */
  requireWrite(): Promise<void>;
  /** Writes a baseline; a refusal is data, not an error. */
  save(baseline: Baseline): Promise<BaselineSaved>;
}

/** One place where a report goes. */
export interface Reporter {
  /** For the warning when it fails, e.g. `comment`. */
  readonly name: string;
  /** Whether mode sweep was for nothing when this fails: what it writes is all that the run makes. */
  readonly isProduct?: boolean;
  /**
   * Renders and writes; the record is undefined when nothing was asked. The results hold the answers'
   * texts, which only a file that is asked for may hold.
   */
  publish(report: Report, record: SweepRecord | undefined, results: SweepResults): Promise<void>;
}

/** What a read of one file found. */
export type FileRead =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  /** It holds more bytes than asked for at most, and was not read. */
  | { readonly kind: 'too-large' };

/** Files inside the workspace: the checkout in Actions, the working folder on the command line. */
export interface WorkspaceFiles {
  /** Reads a file of at most so many bytes. Throws CONFIG_INVALID when the path leads outside. */
  read(path: string, maxBytes: number): Promise<FileRead>;
  /**
   * Replaces a file as a whole or not at all, makes its folders, and gives its absolute path. Throws
   * CONFIG_INVALID when the path leads outside.
   */
  write(path: string, content: string): Promise<string>;
}

/** A record file as it was found; whoever made it, nothing in it is trusted yet. */
export interface RecordFile {
  /** Its path, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of the answers beside it; undefined when there are none. Throws RECORD_INVALID when they are too large. */
  answers(): Promise<string | undefined>;
}

/** The records that mode report was given. */
export interface RecordSource {
  /** Reads them. Throws CONFIG_INVALID when there are none or too many, RECORD_INVALID when one is too large. */
  read(): Promise<readonly RecordFile[]>;
}

/** One entry of the repository's cache, as GitHub's API lists it. */
export interface ListedCache {
  readonly key: string;
  readonly ref: string;
  readonly createdAt: string;
  /** Bytes of the packed archive. */
  readonly size: number;
}

/** What stores read over GitHub's API. Throws CONFIG_PERMISSION or BASELINE_UNREADABLE. */
export interface RepositoryReader {
  /** The cache entries under one full ref whose keys start so, newest first. */
  listCaches(query: {
    readonly prefix: string;
    readonly ref: string;
  }): Promise<readonly ListedCache[]>;
  /** A file as it stands at a commit or full ref. */
  readFile(file: {
    readonly path: string;
    readonly ref: string;
    readonly maxBytes: number;
  }): Promise<FileRead>;
}

/** A commit of one file to a branch. */
export interface BranchCommit {
  /** With slashes. */
  readonly path: string;
  readonly text: string;
  readonly message: string;
  /** The commit it stands on; undefined makes the branch. */
  readonly parent: string | undefined;
}

/** A branch that holds data. Reading throws CONFIG_PERMISSION or BASELINE_UNREADABLE. */
export interface DataBranch {
  /** Its newest commit; undefined where there is no such branch. */
  tip(): Promise<string | undefined>;
  /** The commits that changed a file, from this one back, newest first; 100 at most. */
  changes(path: string, from: string): Promise<readonly string[]>;
  /**
   * Commits a file and moves the branch there, unless somebody else moved it first. Throws what
   * GitHub refuses with.
   */
  commit(
    change: BranchCommit,
  ): Promise<{ readonly kind: 'committed'; readonly sha: string } | { readonly kind: 'overtaken' }>;
  /** Throws CONFIG_PERMISSION when the token may not write it. */
  requireWrite(): Promise<void>;
}
