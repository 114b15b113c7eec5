import type { HumanLabels } from '../judge/human-labels.js';
import type { JudgePrompt } from '../judge/judge-prompt.js';
import type { AnswerVault } from '../baseline/answer-vault.js';
import type { BaselineStore } from '../baseline/baseline-file.js';
import type { Chance, Clock } from '../clock.js';
import type { ChatEndpoint } from '../model/chat-endpoint.js';
import type { DatasetSource } from '../dataset/item.js';
import type { Journal } from '../record/journal-entry.js';
import type { Log } from '../log.js';
import type { RecordSource } from '../record/record-schema.js';
import type { VerdictRecall, WaiverSource } from '../report/reporter.js';
import type { Config } from '../config/config.js';
import type { RunContext } from '../config/run-context.js';

/** What a run is given. */
export interface RunParts {
  readonly toolVersion: string;
  readonly config: Config;
  readonly context: RunContext;
  /** A plan that names no judge: a baseline of any judge will do. */
  readonly isJudgeOpen?: boolean | undefined;
  /** Why no later run will know of a red verdict of this one; undefined when one will. */
  readonly forgets?: string | undefined;
}

/** The world of a run: everything it reads, asks and writes to. */
export interface GatePorts {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly dataset: DatasetSource;
  readonly baseline: BaselineStore;
  /** Keeps the words of answers next to it; undefined keeps and finds none. */
  readonly vault?: AnswerVault | undefined;
  readonly journal: Journal;
  /** What earlier runs on the pull request came to; undefined where there is none, or no access to it. */
  readonly recall?: VerdictRecall | undefined;
  /** What people have accepted by a comment; undefined where the baseline is on no data branch. */
  readonly waivers?: WaiverSource | undefined;
  /** Undefined when the model under test is not asked. */
  readonly model: ChatEndpoint | undefined;
  /** The baseline's model; undefined when this run does not ask it. */
  readonly control?: ChatEndpoint | undefined;
  /** Undefined when nothing is judged. */
  readonly judge: ChatEndpoint | undefined;
  /** The second judge; undefined without one. */
  readonly confirmJudge?: ChatEndpoint | undefined;
  /** What people say of answers; undefined where no file is named. */
  readonly humanLabels?: HumanLabels | undefined;
  /** Undefined in every mode except report. */
  readonly records: RecordSource | undefined;
  /** How answers are put to the judge. */
  readonly judgePrompt: JudgePrompt;
}
