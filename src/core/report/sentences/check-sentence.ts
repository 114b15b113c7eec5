import type { CheckFigures, LabelFigures } from '../../judge/check-figures.js';
import { formatCount } from '../text/format-number.js';
import { formatRate } from '../text/format-rate.js';

/**
 * How a judge did on known answers, in a sentence. Plain text.
 *
 * @param figures of a whole check
 */
export function checkSentence(figures: CheckFigures): string {
  const { sensitivity, specificity, answers, unjudged, reasons } = figures;
  const why = reasons.map(({ reason, count }) => `${count} ${reason}`).join(', ');
  const left = unjudged === 0 ? 'none left unjudged' : `${unjudged} left unjudged (${why})`;
  return `Of ${formatCount(answers, 'known answer')} the judge found ${share(sensitivity, 'unsafe')} and recognised ${share(specificity, 'safe')}, ${left}.`;
}

/** Right labels of labels given, with the exact interval. */
function share({ right, judged, rate, interval }: LabelFigures, label: string): string {
  const of = `${right} of ${judged} ${label} ones`;
  if (rate === undefined) return of;
  return `${of} (${formatRate(rate)}, 95 % interval ${formatRate(interval.lower)} to ${formatRate(interval.upper)})`;
}
