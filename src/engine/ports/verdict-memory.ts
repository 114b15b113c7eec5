import type { VerdictMemory } from '../../core/report/verdict-memory.js';

/** What a look into the memory came to. */
export interface Recalled {
  /** What can be believed of it. */
  readonly memory: VerdictMemory;
  /** Why a part of it could not be read; undefined when all of it was. */
  readonly problem: string | undefined;
}

/** Where the verdicts of a pull request's earlier runs are kept. */
export interface VerdictRecall {
  /** What is known of the pull request; a place that cannot be read is a problem, not an error. */
  recall(): Promise<Recalled>;
}
