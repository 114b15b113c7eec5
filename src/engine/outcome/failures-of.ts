import { addFailures, countFailures, type FailureCount } from '../../core/sweep/failures.js';
import { isJudged, type RunFacts } from '../run-facts.js';

/**
 * What failed in a run, by endpoint and kind: answers of the model, and calls of the judge, those of
 * its check among them.
 *
 * @param facts what the run knows; a run that reports on judged records takes over what they say
 */
export function failuresOf(
  facts: Pick<RunFacts, 'merged' | 'ledger' | 'judge'>,
): readonly FailureCount[] {
  const { merged, ledger, judge } = facts;
  if (isJudged(facts)) return addFailures(merged?.failures ?? []);
  const answers = [...(ledger?.results.values() ?? [])].map(({ answer }) => answer);
  return addFailures([...countFailures('model', answers), ...(judge?.watch.failures() ?? [])]);
}
