import { clipText } from '../text/clean-text.js';
import type { Notice } from '../report.js';

/** A notice is a sentence or two; one that is longer holds text it should not. */
const LONGEST_NOTICE = 1000;

/**
 * What is so, and what to do, in one line. Plain text: renderers escape it.
 *
 * @param notice what the reader should know
 */
export function noticeText({ text, remedy }: Notice): string {
  return clipText(`${text} ${remedy}`, LONGEST_NOTICE);
}
