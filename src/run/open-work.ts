import type { WantedAnswers } from '../decide/decision-plan.js';
import type { AskRequest } from '../decide/decision-state.js';
import { type Sample, sampleKey, samplesUpTo } from '../decide/samples.js';
import { GateError } from '../errors.js';
import { type ArmSamples, isFinished, type Sweep } from './sweep-samples.js';

/** One model of a run. */
interface StagedArm {
  readonly sweep: Sweep;
  /** Requests that samples cost when nothing is retried: answers, where there are none yet, and judgements. */
  readonly requestsOf: (samples: readonly Sample[]) => number;
}

/** The models of a run; asking the candidate is the run's own. */
export interface StagedArms extends StagedArm {
  /** The baseline's model, where the plan asks it in this run; else undefined. */
  readonly base?: StagedArm | undefined;
}

/** Samples that are still to be asked or judged, and what they cost. */
export interface OpenWork {
  readonly arms: readonly ArmSamples[];
  readonly answers: number;
  readonly requests: number;
}

/**
 * The samples that the result stores do not hold, or not judged.
 *
 * @param staged the models, and where their answers are
 * @param wanted the answers that are waited for; none is no work
 * @param arms which models are asked
 * @throws GateError INTERNAL where a model is wanted that the run has not
 */
export function openWork(
  staged: StagedArms,
  wanted: readonly WantedAnswers[],
  arms: AskRequest['arms'] = 'candidate',
): OpenWork {
  const open = armsOf(staged, arms).map(({ sweep, requestsOf }) => {
    const samples = samplesUpTo(wanted).filter(
      (sample) => !isFinished(sweep.resultStore.results.get(sampleKey(sample)), sweep),
    );
    return { sweep, samples, requests: requestsOf(samples) };
  });
  return {
    arms: open,
    answers: open.reduce((sum, { samples }) => sum + samples.length, 0),
    requests: open.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/** The models that a request is for. */
function armsOf(staged: StagedArms, arms: AskRequest['arms']): readonly StagedArm[] {
  if (arms === 'candidate') return [staged];
  const { base } = staged;
  if (base === undefined) {
    throw new GateError('INTERNAL', 'The plan asks a model of the baseline, and there is none.', {
      remedy: 'Please report this with the log.',
    });
  }
  return arms === 'base' ? [base] : [base, staged];
}
