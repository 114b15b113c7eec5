import { clipText } from '../text/clean-text.js';
import type { Report } from '../report.js';

/** A place or a problem is a line. */
const LONGEST_TEXT = 400;

/**
 * What became of the baseline in a sentence. Plain text: renderers escape it.
 *
 * @param report the read model
 * @returns empty when it was not to be written
 */
export function baselineOutcome({ baselineUpdate }: Report): string {
  if (baselineUpdate === undefined) return '';
  const text = clipText(baselineUpdate.text, LONGEST_TEXT);
  return baselineUpdate.updated
    ? `The baseline was saved (${text}); later runs are compared with it.`
    : `The baseline was not saved: ${text}`;
}
