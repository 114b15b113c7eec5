import type { JudgePrompt } from '../core/judge/judge-prompt.js';
import type {
  BaselineStore,
  Chance,
  ChatEndpoint,
  Clock,
  DatasetSource,
  Journal,
  Log,
  RecordSource,
} from './ports.js';

/** The world of a run: everything it reads, asks and writes to. */
export interface GatePorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly dataset: DatasetSource;
  readonly baseline: BaselineStore;
  readonly journal: Journal;
  /** Undefined when the model under test is not asked. */
  readonly model: ChatEndpoint | undefined;
  /** Undefined when nothing is judged. */
  readonly judge: ChatEndpoint | undefined;
  /** Undefined but for mode report. */
  readonly records: RecordSource | undefined;
  /** How answers are put to the judge. */
  readonly judgePrompt: JudgePrompt;
}
