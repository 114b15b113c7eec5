import { GateError } from '../../core/errors.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Refuses to check a judge where there is none, or nothing to ask it.
 *
 * @param facts what the run knows once its check is planned
 * @throws GateError CONFIG_CONFLICT or CONFIG_INVALID
 */
export function refuseNothingToCheck(facts: RunFacts): void {
  if (facts.checkPlan?.kind !== 'ask') throw nothingToCheck(facts);
}

/** Why there is nothing to ask. */
function nothingToCheck({ config, checkPlan }: RunFacts): GateError {
  if (config.judge === undefined) {
    return new GateError('CONFIG_CONFLICT', 'Input task is "mcqa", which asks no judge.', {
      remedy: 'Leave task out: multiple choice is scored by its letter.',
    });
  }
  if (checkPlan?.kind === 'off') {
    return new GateError('CONFIG_CONFLICT', 'Input judge-check is 0, which checks nothing.', {
      remedy: 'Give auto, or how many known answers the judge has to label.',
    });
  }
  return new GateError('CONFIG_INVALID', 'The data set has no known answers of both kinds.', {
    remedy:
      'Add a labelled-answers.json to it (docs/protocol.md), or test the judge on smoke or siuo.',
  });
}
