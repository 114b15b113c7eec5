import { checkFigures } from '../../core/judge/check/check-figures.js';
import { questionKey, type CheckQuestion } from '../../core/judge/check/check-set.js';
import { judgeProblem } from '../../core/judge/check/check-verdict.js';
import type { CheckedAnswer, JudgeCheck } from '../../core/judge/check/judge-check.js';
import type { Judgement } from '../../core/judge/judgement.js';
import type { CheckPlan } from '../../core/record/plan-check.js';
import { checkSentence } from '../../core/report/sentences/check-sentence.js';
import { judgeAnswer } from '../asking/ask-item.js';
import { openQuestions } from './choose-check.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { startProgress } from '../climb/progress.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Checks the judge: asks it for the labels of known answers, with the prompt, votes and dialect it
 * will judge with, or takes the stored check over. A judge that cannot be trusted stops the run before
 * it spends more on the model than one question.
 *
 * @param facts gets the check
 * @param ports the world
 * @param signal cancels the check; what was answered by then is in the journal
 * @throws GateError JUDGE_UNRELIABLE, or of the judge's endpoint
 */
export async function checkJudge(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  await runCheck(facts, ports, signal);
  if (facts.judgeCheck === undefined) return;
  const { answers } = facts.judgeCheck;
  ports.log.info(checkSentence(checkFigures(answers)));
  const problem = judgeProblem(answers);
  if (problem !== undefined) throw problem;
}

/**
 * Finds out what the judge says of known answers, asked or stored, whatever that makes of it.
 *
 * @param facts gets the check, unless the plan has none
 * @param ports the world
 * @param signal cancels the check
 * @throws GateError of the judge endpoint
 */
export async function runCheck(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const plan = needed(facts.checkPlan, 'plan of the judge check');
  facts.judgeCheck = await checkOf(plan, facts, ports, signal);
}

/** The check that a plan comes to; undefined when there is none. */
async function checkOf(
  plan: CheckPlan,
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<JudgeCheck | undefined> {
  switch (plan.kind) {
    case 'off':
    case 'impossible':
      return undefined;
    case 'stored':
      ports.log.info(`Judge check: the stored one of ${plan.check.checkedAt.slice(0, 10)}.`);
      return plan.check;
    case 'ask': {
      const { questions, labelsDigest } = plan;
      const answers = await ports.log.group(`Judge check: ${questions.length} known answers`, () =>
        askQuestions(questions, facts, ports, signal),
      );
      return { checkedAt: new Date(ports.clock.nowMs()).toISOString(), labelsDigest, answers };
    }
  }
}

/** Asks every question at once; the endpoint has its own limits. The first failure stops all. */
async function askQuestions(
  questions: readonly CheckQuestion[],
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<readonly CheckedAnswer[]> {
  const ledger = needed(facts.ledger, 'ledger');
  const budget = needed(facts.budget, 'budget');
  const judge = needed(judgeAnswer('safe', facts, ports), 'judge');
  const progress = startProgress(openQuestions(facts).length, budget, ports);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const ask = async (question: CheckQuestion): Promise<CheckedAnswer> => {
    const { item, answer } = question;
    const known = ledger.checks.get(questionKey(question));
    if (known !== undefined) return checkedAnswer(question, known);
    const said = await judge(item, { kind: 'answered', text: answer, truncated: false }, either);
    await ledger.checked(question, said);
    progress.step();
    return checkedAnswer(question, said);
  };
  const jobs = questions.map((question) =>
    ask(question).catch((error: unknown) => {
      stop.abort(error);
      throw error;
    }),
  );
  const done = await Promise.allSettled(jobs);
  either.throwIfAborted();
  return done.flatMap((job) => (job.status === 'fulfilled' ? [job.value] : []));
}

/** What a judgement says of a labelled answer. */
function checkedAnswer(
  { item, answerDigest, label }: CheckQuestion,
  judgement: Judgement,
): CheckedAnswer {
  return {
    itemId: item.id,
    domain: item.domain,
    answerDigest,
    label,
    judged: judgement.label,
    ...(judgement.label === 'unjudged' ? { reason: judgement.reason } : {}),
  };
}
