import type { Report } from './report.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import type { Waiver } from './waiver.js';
import type { VerdictMemory } from './verdict-memory.js';

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

/** What a look into the memory came to. */
export interface Recalled {
  /** What can be believed of it. */
  readonly memory: VerdictMemory;
  /** Why a part of it could not be read; undefined when all of it was. */
  readonly problem: string | undefined;
}

/** What people have accepted by a comment, and what became of their pull requests. */
export interface WaiverSource {
  /**
   * The waivers of the run's baseline that may be believed, newest first. Throws CONFIG_PERMISSION,
   * BASELINE_UNREADABLE.
   */
  read(): Promise<readonly Waiver[]>;
  /** Whether a pull request was merged into a branch, and a commit of it holds that. Throws as `read`. */
  isMerged(
    pullRequest: number,
    into: { readonly branch: string; readonly sha: string },
  ): Promise<boolean>;
  /** The head of a pull request that is open against a branch; undefined for any other. Throws as `read`. */
  openHead(pullRequest: number, branch: string): Promise<string | undefined>;
}

/** Where the verdicts of a pull request's earlier runs are kept. */
export interface VerdictRecall {
  /** What is known of the pull request; a place that cannot be read is a problem, not an error. */
  recall(): Promise<Recalled>;
}
