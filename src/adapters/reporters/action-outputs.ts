import { setOutput } from '@actions/core';
import type { OutputName } from '../../core/config/outputs.js';
import type { Redactor } from '../../core/redact/redactor.js';

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
