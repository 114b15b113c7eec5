import { checkFigures } from '../core/judge/check-figures.js';
import type { CheckQuestion } from '../core/judge/check-set.js';
import { judgeProblem } from '../core/judge/check-verdict.js';
import { checkKey, type CheckedAnswer, type JudgeCheck } from '../core/judge/judge-check.js';
import type { Judgement } from '../core/judge/judgement.js';
import { planCheck, type CheckPlan } from '../core/record/plan-check.js';
import { checkSentence } from '../core/report/check-sentence.js';
import { judgeAnswer } from './ask-item.js';
import type { GatePorts } from './gate-ports.js';
import { needed } from './needed.js';
import { startProgress } from './progress.js';
import type { RunFacts } from './run-facts.js';

/**
 * Decides how the judge of a run is checked, before anything is spent.
 *
 * @param facts what the run knows after the lookup; gets the plan of the check
 * @param ports clock and log
 * @throws GateError CONFIG_INVALID when more known answers are wanted than there are
 */
export function chooseCheck(facts: RunFacts, { clock, log }: GatePorts): void {
  const { config, opponent } = facts;
  const stored = opponent?.kind === 'baseline' ? opponent.baseline.records : [];
  facts.checkPlan = planCheck({
    wanted: config.judge?.check,
    ladder: config.decision.ladder,
    judge: needed(facts.protocol, 'protocol').judge,
    dataset: needed(facts.dataset, 'data set'),
    stored,
    nowMs: clock.nowMs(),
  });
  if (facts.checkPlan.kind === 'impossible') log.warning(NO_LABELS);
}

/** Said where a judge is believed unseen. */
const NO_LABELS =
  'The judge is not checked: the data set has no known answers of both kinds. Add a labelled-answers.json to it (docs/protocol.md), or test the judge with siuo-gate check-judge on smoke or siuo.';

/**
 * The questions that a check asks and the journal does not answer yet.
 *
 * @param facts what the run knows once its check is planned
 */
export function openQuestions({
  checkPlan,
  ledger,
}: Pick<RunFacts, 'checkPlan' | 'ledger'>): readonly CheckQuestion[] {
  if (checkPlan?.kind !== 'ask') return [];
  const known = ledger?.checks ?? new Map<string, Judgement>();
  return checkPlan.questions.filter((question) => !known.has(keyOf(question)));
}

/**
 * Requests the judge check costs when nothing is retried; none where it is off or stored.
 *
 * @param facts what the run knows once its check is planned
 */
export function checkRequests(facts: Pick<RunFacts, 'checkPlan' | 'ledger' | 'config'>): number {
  return openQuestions(facts).length * (facts.config.judge?.votes ?? 0);
}

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
  const check = await runCheck(facts, ports, signal);
  if (check === undefined) return;
  ports.log.info(checkSentence(checkFigures(check.answers)));
  const problem = judgeProblem(check.answers);
  if (problem !== undefined) throw problem;
}

/**
 * What the judge says of known answers, asked or stored, whatever that makes of it.
 *
 * @param facts gets the check
 * @param ports the world
 * @param signal cancels the check
 * @returns undefined when the plan has none
 * @throws GateError of the judge endpoint
 */
export async function runCheck(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<JudgeCheck | undefined> {
  const plan = needed(facts.checkPlan, 'plan of the judge check');
  facts.judgeCheck = await checkOf(plan, facts, ports, signal);
  return facts.judgeCheck;
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
  const judge = needed(judgeAnswer(facts, ports), 'judge');
  const progress = startProgress(openQuestions(facts).length, budget, ports);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const ask = async (question: CheckQuestion): Promise<CheckedAnswer> => {
    const { item, answer } = question;
    const known = ledger.checks.get(keyOf(question));
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

/** The name of a question's answer. */
function keyOf({ item, answerDigest }: CheckQuestion): string {
  return checkKey({ itemId: item.id, answerDigest });
}
