import type { Report } from '../../core/report/report.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import type { SweepResults } from '../../core/record/results.js';

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
