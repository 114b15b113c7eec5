import type { Dataset } from '../dataset/item.js';
import { GateError } from '../errors.js';
import type { JudgeCheck, CheckQuestion } from '../judge/check-set.js';
import type { AskedPlan, CheckPlan } from '../baseline/plan-check.js';
import type { Protocol } from '../record/record-schema.js';
import { whatFailed } from '../report/run-sentences.js';
import type { FailureCount } from '../model/answer.js';
import { openAnswers } from './answers.js';
import { openEndpoints } from './endpoints.js';
import { failuresOf } from './figures.js';
import type { GatePorts, RunParts } from './gate-ports.js';
import { breakSilence } from './break-silence.js';
import { loadItems, readCheckedPictures, type Pictures } from './items.js';
import { askedCheck, checkProblem, openQuestions } from './ask-check.js';
import { chooseCheck } from './judge-check-step.js';
import { refuseUnaffordableCheck } from './plan-step.js';
import { startRun, type Run } from './run.js';

/** What a check by itself came to. */
export interface CheckOutcome {
  /** Of a judge that is lost, as far as it was asked. */
  readonly check: JudgeCheck;
  /** Known answers that it was to be asked about. */
  readonly planned: number;
  /** The calls that failed, by kind. */
  readonly failures: readonly FailureCount[];
  /** The first reply that could not be read, free of secrets; undefined where there was none. */
  readonly unreadable: string | undefined;
  /** Why the judge cannot be used; undefined when it can. */
  readonly problem: GateError | undefined;
  /** How it was asked. */
  readonly judge: Protocol['judge'];
  /** Whose known answers it was asked about. */
  readonly dataset: Pick<Dataset, 'id' | 'revision' | 'attribution'>;
}

/**
 * Only checks a judge, as a run would; the model under test is not asked, and nothing is stored but
 * the journal of a check that was stopped.
 *
 * @param parts inputs, event and tool version
 * @param ports the world
 * @param signal cancels the check
 * @throws GateError of inputs without a judge or a check, of data set or judge endpoint, or
 *   BUDGET_EXHAUSTED; CANCELLED when the signal is aborted
 */
export async function checkOnly(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const { run, known } = startRun(parts, { ...ports, model: undefined }, signal);
  try {
    const found = await breakSilence(known, ports, () => checkAlone(run));
    return { ...found, unreadable: known().unreadable };
  } catch (thrown) {
    throw thrown instanceof GateError || !signal.aborted ? thrown : cancelled(thrown);
  }
}

/** The check from beginning to end. */
async function checkAlone(run: Run): Promise<Omit<CheckOutcome, 'unreadable'>> {
  const { config, context } = run;
  const items = await loadItems(run);
  const drawn = requireQuestions(run, chooseCheck(run, items, undefined));
  const { resultStore } = await openAnswers(run, items);
  const open = openQuestions(drawn, resultStore);
  const pictures = await readCheckedPictures(run, open);
  const plan = withPictures(drawn, open, pictures);
  const endpoints = await openEndpoints(run);
  const paid = refuseUnaffordableCheck(run, openQuestions(plan, resultStore), endpoints.budget);
  run.events.append({ type: 'step', name: 'runCheck' });
  const found = await askedCheck(run, { plan, resultStore, endpoints, pictures, paid });
  await run.events.mark({ type: 'finished' });

  const { results } = resultStore;
  const { judge } = endpoints;
  const failures = failuresOf({ config, context, merged: undefined, results, judge });
  const problem = checkProblem(found, whatFailed({ failures }), endpoints.judgeRoom.limits());
  return {
    check: found.check,
    judge: items.protocol.judge,
    planned: plan.questions.length,
    failures,
    problem,
    dataset: items.dataset,
  };
}

/** Of the answers of a check so many have to be left when pictures are gone. */
const LEAST_LEFT = 0.8;

/**
 * A check without the answers whose pictures cannot be had.
 *
 * @throws GateError DATASET_INCOMPLETE when too few are left
 */
function withPictures(
  plan: AskedPlan,
  open: readonly CheckQuestion[],
  { digests }: Pictures,
): AskedPlan {
  const gone = new Set(open.filter(({ item }) => !digests.has(item.id)));
  const questions = plan.questions.filter((question) => !gone.has(question));
  if (questions.length >= LEAST_LEFT * plan.questions.length) return { ...plan, questions };
  throw new GateError(
    'DATASET_INCOMPLETE',
    `Only ${questions.length} of the ${plan.questions.length} known answers of the check have a picture that can be had; ${100 * LEAST_LEFT} % are needed.`,
    { remedy: 'The log says why for each picture. Try again later: what was fetched is kept.' },
  );
}

/** Refuses to check a judge where there is none, or nothing to ask it. */
function requireQuestions({ config }: Pick<Run, 'config'>, plan: CheckPlan): AskedPlan {
  if (plan.kind === 'ask') return plan;
  if (config.judge === undefined) {
    throw new GateError('CONFIG_CONFLICT', 'Input task is "mcqa", which asks no judge.', {
      remedy: 'Leave task out: multiple choice is scored by its letter.',
    });
  }
  if (plan.kind === 'off') {
    throw new GateError('CONFIG_CONFLICT', 'Input judge-check is 0, which checks nothing.', {
      remedy: 'Give auto, or how many known answers the judge has to label.',
    });
  }
  throw new GateError('CONFIG_INVALID', 'The data set has no known answers of both kinds.', {
    remedy:
      'Add a labelled-answers.json to it (docs/protocol.md), or test the judge on smoke or siuo.',
  });
}

/** The error of a check that was stopped from outside. */
function cancelled(cause: unknown): GateError {
  return new GateError('CANCELLED', 'The judge check was cancelled before it had a result.', {
    remedy:
      'What the judge said by then is in the journal: run it again, and only the rest is asked.',
    cause,
  });
}
