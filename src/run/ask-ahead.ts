import { sampleKey, samplesUpTo, type Sample } from '../decide/samples.js';
import { openQuestions, type CheckSetUp } from './ask-check.js';
import type { ComingPictures } from './items.js';
import { checkJudge, type CheckedJudge } from './judge-check-step.js';
import { firstAnswers, type Plan } from './plan-step.js';
import type { Run } from './run.js';
import { sweepSamples } from './sweep-samples.js';
import { sweepOf, type SweepSetUp } from './sweep-step.js';

/** How a judge is checked while the first answers are asked for. */
export type AheadSetUp = CheckSetUp & { readonly pictures: ComingPictures };

/**
 * Checks the judge, and asks the model its first question before that, so that a model that is not
 * there costs no check. The check goes on in parallel once the model has replied, or has taken longer
 * than a refusal does. While pictures are on their way, the model is asked about those that are here, until all
 * are. The answers are of the first stage, and stay in the result store.
 *
 * @param run the world, and what cancels both
 * @param sweep how the model is asked
 * @param plan whose first question is asked
 * @param check how the judge is checked
 * @throws GateError of the model's endpoint, JUDGE_UNRELIABLE, or of the judge's endpoint
 */
export async function askAheadAndCheck(
  run: Run,
  sweep: SweepSetUp,
  plan: Plan<'rows' | 'pictures' | 'nothing'>,
  check: AheadSetUp,
): Promise<CheckedJudge> {
  const { model } = sweep.endpoints;
  const name = model === undefined ? 'checkJudge' : 'askAheadAndCheck';
  run.events.append({ type: 'step', name });
  const { all, settled } = check.pictures;
  const samples = firstSamples(sweep, plan, check);
  if (model === undefined || samples.atOnce.length === 0) {
    await all;
    return checkJudge(run, check);
  }
  const { halt, signal } = run;
  const alone = { ...sweepOf(run, sweep), judges: {} };
  const watch = { signal, finished: () => undefined };
  const ask = async (): Promise<void> => {
    await sweepSamples(samples.atOnce, alone, watch);
    await sweepSamples(samples.meanwhile, alone, { ...watch, enough: settled });
  };
  const asked = ask();
  const checked = model
    .replied()
    .then(() => {
      halt.signal.throwIfAborted();
      return checkJudge(run, check);
    })
    // One that fails stops the other; what is on its way is awaited, since it is paid for.
    .catch((error: unknown) => {
      halt.abort(error);
      throw error;
    });
  const [first, second, third] = await Promise.allSettled([asked, checked, all]);
  if (first.status === 'rejected') throw first.reason;
  if (second.status === 'rejected') throw second.reason;
  if (third.status === 'rejected') throw third.reason;
  return second.value;
}

/** Samples of the first stage that are asked ahead. */
interface FirstSamples {
  /** What one call asks of the first open item; none where nothing is waited for. */
  readonly atOnce: readonly Sample[];
  /** What else is asked until all pictures are here. */
  readonly meanwhile: readonly Sample[];
}

/** What is asked while the judge is checked, or pictures are on their way. */
function firstSamples(
  { endpoints, resultStore }: SweepSetUp,
  plan: Plan<'rows' | 'pictures' | 'nothing'>,
  { plan: checkPlan, pictures }: AheadSetUp,
): FirstSamples {
  const isWaiting = !pictures.settled.aborted || openQuestions(checkPlan, resultStore).length > 0;
  const open = samplesUpTo(isWaiting ? firstAnswers(plan) : []).filter(
    (sample) => !resultStore.results.has(sampleKey(sample)),
  );
  const atOnce = open
    .filter(({ itemId }) => itemId === open[0]?.itemId)
    .slice(0, endpoints.model?.answersPerCall());
  // Two models are asked in turn, and so only once all pictures are here.
  if (plan.decision.isLive) return { atOnce, meanwhile: [] };
  return { atOnce, meanwhile: open.filter((sample) => !atOnce.includes(sample)) };
}
