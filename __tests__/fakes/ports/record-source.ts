import { renderAnswers } from '../../../src/record/answers-file.js';
import type { RecordSource } from '../../../src/record/record-schema.js';
import type { GateOutcome } from '../../../src/run/run-mode.js';

/** What a sweep left: its record as text, and its answers. */
export interface SweptFiles {
  readonly name: string;
  readonly record: string;
  readonly answers: string | undefined;
}

/** The files of a sweep that is over; with answers where nobody has judged them. */
export function filesOf(outcome: GateOutcome, name = 'record.json'): SweptFiles {
  const isJudged = outcome.record?.protocol.judge !== null;
  const results = outcome.known.resultStore?.results ?? new Map();
  return {
    name,
    record: JSON.stringify(outcome.record),
    answers: isJudged ? undefined : renderAnswers(results),
  };
}

/** Records that lie in memory. */
export function recordSource(files: readonly SweptFiles[]): RecordSource {
  return {
    read: async () =>
      files.map(({ name, record, answers }) => ({
        name,
        bytes: new TextEncoder().encode(record),
        answers: async () => answers,
      })),
  };
}
