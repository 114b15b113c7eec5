import { clipText } from '../text/clean-text.js';
import type { Report } from '../report.js';

/** A place is a line. */
const LONGEST_TEXT = 400;

/**
 * Where the baseline was saved, in a sentence. Plain text: renderers escape it.
 *
 * @param report the read model
 * @returns empty when it was not to be written; when it was and failed, too: the verdict sentence says why
 */
export function baselineOutcome({ baselineUpdate }: Report): string {
  if (baselineUpdate?.updated !== true) return '';
  const text = clipText(baselineUpdate.text, LONGEST_TEXT);
  return `The baseline was saved (${text}); later runs are compared with it.`;
}
