import { isUnverified } from '../../core/config/heads.js';
import { addFailures, countFailures, type FailureCount } from '../../core/sweep/failures.js';
import { isJudged, type RunFacts } from '../run-facts.js';

/** What failures are counted from. */
type FailureFacts = Pick<RunFacts, 'merged' | 'ledger' | 'judge' | 'config' | 'context'>;

/**
 * What failed in a run, by endpoint and kind: answers of the model, and calls of the judge, those of
 * its check among them. What a fork's job says that its server said could be anybody's text, and is
 * left out.
 *
 * @param facts what the run knows; a run that reports on judged records takes over what they say
 */
export function failuresOf(facts: FailureFacts): readonly FailureCount[] {
  const failures = addFailures(isJudged(facts) ? (facts.merged?.failures ?? []) : countedIn(facts));
  if (!isUnverified(facts.config, facts.context)) return failures;
  return failures.map((failure) =>
    failure.of === 'model' ? { ...failure, example: '' } : failure,
  );
}

/** What failed of what this run knows itself. */
function countedIn({ ledger, judge }: FailureFacts): readonly FailureCount[] {
  const answers = [...(ledger?.results.values() ?? [])].map(({ answer }) => answer);
  return [...countFailures('model', answers), ...(judge?.watch.failures() ?? [])];
}
