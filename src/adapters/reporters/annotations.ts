import { error, notice, warning } from '@actions/core';
import type { Annotation } from '../../core/report/annotations.js';

/** What GitHub keeps of a level a step. */
const MOST_OF_A_LEVEL = 10;

/** What the runner keeps of a message. */
const LONGEST_MESSAGE = 4096;

const WRITERS = { error, warning, notice } as const;

/**
 * Shows annotations beside the run. Title and message are data of a workflow command, which the
 * toolkit escapes. More than 10 of a level are not sent: GitHub would drop them without a word.
 *
 * @param annotations what to show, the most important first; empty shows nothing
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  const sent = { error: 0, warning: 0, notice: 0 };
  for (const { level, title, message } of annotations) {
    sent[level] += 1;
    if (sent[level] <= MOST_OF_A_LEVEL)
      WRITERS[level](message.slice(0, LONGEST_MESSAGE), { title });
  }
}
