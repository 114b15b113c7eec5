import { conflict, missing } from './config-errors.js';
import type { InputValues } from './parse-inputs.js';

/** Answers an item of a sweep that sees no baseline and so climbs no ladder. */
const SWEEP_REPEATS = 3;

/**
 * Refuses inputs that belong to another mode, since a run would quietly do something else than what
 * they ask for.
 *
 * @param inputs every input as a value
 * @throws GateError CONFIG_CONFLICT, or CONFIG_MISSING for a report without records
 */
export function refuseOtherModes(inputs: InputValues): void {
  const { mode, shard, records } = inputs;
  if (shard !== undefined && mode !== 'sweep') {
    throw conflict(
      `Input shard is "${shard.index}/${shard.of}" with mode "${mode}".`,
      'Give shard with mode: sweep, and put the parts together with mode: report.',
    );
  }
  if (records !== '' && mode !== 'report') {
    throw conflict(`Input records is given with mode "${mode}".`, 'Give it with mode: report.');
  }
  if (records === '' && mode === 'report') {
    throw missing('records', 'Give a glob of the records, such as siuo-records/*/record.json.');
  }
  if (mode === 'sweep' && inputs['update-baseline'] === 'always') {
    throw conflict(
      'Input update-baseline is "always" with mode "sweep", which writes no baseline.',
      'Give it to the run with mode: report.',
    );
  }
}

/**
 * Answers an item in one single rung; undefined for a run that climbs its ladder.
 *
 * @param inputs every input as a value
 */
export function repeatsOf({ mode, repeats }: InputValues): number | undefined {
  return mode === 'gate' ? repeats : (repeats ?? SWEEP_REPEATS);
}
