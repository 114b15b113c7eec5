import { error, notice, warning } from '@actions/core';
import { annotationsOf, type Annotation } from '../../core/report/annotations.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Reporter } from '../../engine/ports/reporter.js';

/** What the runner keeps of a message. */
const LONGEST_MESSAGE = 4096;

const WRITERS = { error, warning, notice } as const;

/**
 * Shows what matters beside the run: one error a regressed domain, and the notices.
 *
 * @param redact takes secrets out of them
 */
export function annotationsReporter(redact: Redactor): Reporter {
  return {
    name: 'annotations',
    publish: (report) => {
      writeAnnotations(redact.value(annotationsOf(report)));
      return Promise.resolve();
    },
  };
}

/**
 * Shows annotations beside the run. Title and message are data of a workflow command, which the
 * toolkit escapes.
 *
 * @param annotations what to show, the most important first; empty shows nothing
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
 */
export function writeAnnotations(annotations: readonly Annotation[]): void {
  for (const { level, title, message } of annotations) {
    WRITERS[level](message.slice(0, LONGEST_MESSAGE), { title });
  }
}
