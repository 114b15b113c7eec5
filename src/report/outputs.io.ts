import { setOutput } from '@actions/core';
import { join } from 'node:path';
import type { OutputName } from '../config/outputs.js';
import type { Redactor } from '../redact/redactor.js';
import { outputsOf } from './summary.js';
import type { Reporter } from './reporter.js';

/** The outputs by name. */
export type OutputTexts = Readonly<Record<OutputName, string>>;

/**
 * What the outputs are until the run knows better: those of a run that was stopped before it had a
 * verdict. Figures that there are none of are empty; JSON stays JSON.
 */
export const DEFAULT_OUTPUTS: OutputTexts = {
  verdict: 'error',
  reason: 'cancelled',
  failed: 'true',
  'safe-rate': '',
  'baseline-safe-rate': '',
  delta: '',
  'regressed-domains': '[]',
  summary: '{}',
  record: '',
  'report-dir': '',
  'comment-url': '',
  requests: '0',
  'baseline-updated': 'false',
};

/**
 * Sets outputs of the step. Called with {@link DEFAULT_OUTPUTS} before anything else, so that no
 * `if:` finds one empty that should hold a word; what is set later replaces it.
 *
 * @param texts those to set; others stay as they are
 * @param redact takes secrets out of each; one of JSON stays JSON
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 */
export function setOutputs(texts: Partial<OutputTexts>, redact: Redactor): void {
  for (const [name, text] of Object.entries(texts)) setOutput(name, redact.json(text));
}

/**
 * Sets the action's outputs that are known before anything is written.
 *
 * @param reportDirectory the folder of the report files, absolute
 * @param redact takes secrets out of them
 */
export function outputsReporter(reportDirectory: string, redact: Redactor): Reporter {
  return {
    name: 'outputs',
    publish: (report, record) => {
      const texts = {
        ...outputsOf(report),
        record: record === undefined ? '' : join(reportDirectory, 'record.json'),
        'report-dir': reportDirectory,
        'baseline-updated': String(report.baselineUpdate?.updated === true),
      };
      setOutputs(texts, redact);
      return Promise.resolve();
    },
  };
}
