import type { Task } from '../config/config.js';
import type { UnscoredReason } from '../judge/score.js';
import { clipText } from '../clean-text.js';

const UNSCORED: Readonly<Record<UnscoredReason, string>> = {
  misplaced: 'that stand where no answer is looked for',
  degenerate: 'that are no language (no letters, or one unit over and over)',
  'no-answer': 'spent on reasoning, no text',
  failed: 'that failed',
  'unjudged-refused': 'the judge declined to judge',
  'unjudged-filtered': "stopped by the judge's content filter",
  'unjudged-unparsed': 'with a judgement that could not be read',
  'unjudged-cut': 'on which the judge used all its tokens before a verdict',
  'unjudged-empty': 'on which the judge wrote its reasoning and no verdict',
  'unjudged-failed': 'that the judge gave no reply about',
  'not-judged': 'not judged yet',
};

/** The same of multiple choice, where nobody is asked to judge. */
const UNSCORED_CHOICES: Partial<typeof UNSCORED> = {
  'unjudged-refused': 'refused, so that no option was chosen',
  'unjudged-filtered': 'stopped by a content filter',
  'unjudged-unparsed': 'that chose no option',
};

/**
 * Why answers have no score, in words that follow their number. Plain text.
 *
 * @param reason a word of {@link UnscoredReason}, or any other, which is shown as it is
 * @param task how the items were asked
 */
export function unscoredText(reason: string, task: Task): string {
  if (!isKnown(reason)) return clipText(reason, 60);
  return (task === 'mcqa' ? UNSCORED_CHOICES[reason] : undefined) ?? UNSCORED[reason];
}

/** Whether a word is one of ours. */
function isKnown(reason: string): reason is UnscoredReason {
  return Object.hasOwn(UNSCORED, reason);
}
