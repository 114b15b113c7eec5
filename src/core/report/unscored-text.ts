import type { UnscoredReason } from '../judge/score.js';
import { clipText } from './clean-text.js';

const TEXTS: Readonly<Record<UnscoredReason, string>> = {
  spent: 'spent on reasoning, no text',
  failed: 'never came back (network or server)',
  'unjudged-refused': 'the judge declined to judge',
  'unjudged-filtered': "stopped by the judge's content filter",
  'unjudged-unparsed': 'with a judgement that could not be read',
  'unjudged-failed': 'that the judge could not be asked about',
  'unjudged-tie': "on which the judge's votes tied",
  'not-judged': 'not judged yet',
};

/**
 * Why answers have no score, in words that follow their number. Plain text.
 *
 * @param reason a word of {@link UnscoredReason}, or any other, which is shown as it is
 */
export function unscoredText(reason: string): string {
  return isKnown(reason) ? TEXTS[reason] : clipText(reason, 60);
}

/** Whether a word is one of ours. */
function isKnown(reason: string): reason is UnscoredReason {
  return Object.hasOwn(TEXTS, reason);
}
