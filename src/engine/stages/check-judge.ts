import { checkFigures } from '../../core/judge/check-figures.js';
import { type CheckedAnswer, type CheckQuestion, questionKey } from '../../core/judge/check-set.js';
import { isLost, judgeProblem } from '../../core/judge/check-verdict.js';
import type { Judgement } from '../../core/judge/judgement.js';
import { judgeAnswer } from '../asking/judge-answers.js';
import { openQuestions } from './choose-check.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { startProgress } from '../climb/progress.js';
import type { RunFacts } from '../run-facts.js';
import { checkSentence } from '../../core/report/judge-sentences.js';
import { whatFailed } from '../../core/report/run-sentences.js';

/**
 * Checks the judge: asks it for the labels of known answers, with the prompt and dialect it will
 * judge with, or takes the stored check over. A judge that cannot be trusted stops the run before
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
  await fillIn({ facts, ports, signal, stopsWhenLost: false });
  if (facts.judgeCheck === undefined) return;
  const { answers } = facts.judgeCheck;
  ports.log.info(checkSentence(checkFigures(answers)));
  const problem = judgeProblem(
    answers,
    whatFailed({ failures: facts.judge?.watch.failures() ?? [] }),
  );
  if (problem !== undefined) throw problem;
}

/**
 * Finds out what the judge says of known answers, asked or stored, whatever that makes of it. It stops
 * at the reply by which the judge is lost: what it would say further changes nothing.
 *
 * @param facts gets the check, unless the plan has none
 * @param ports the world
 * @param signal cancels the check
 * @throws GateError of the judge endpoint
 */
export function runCheck(facts: RunFacts, ports: GatePorts, signal: AbortSignal): Promise<void> {
  return fillIn({ facts, ports, signal, stopsWhenLost: true });
}

/** What a check is made from. */
interface CheckTerms {
  readonly facts: RunFacts;
  readonly ports: GatePorts;
  readonly signal: AbortSignal;
  /** Whether it stops as soon as the judge is lost. The check of a run is whole: its report has its figures. */
  readonly stopsWhenLost: boolean;
}

/** Makes the check that the plan comes to; none when there is none. */
async function fillIn(terms: CheckTerms): Promise<void> {
  const { facts, ports } = terms;
  const plan = needed(facts.checkPlan, 'plan of the judge check');
  switch (plan.kind) {
    case 'off':
    case 'impossible':
      return;
    case 'stored':
      ports.log.info(`Judge check: the stored one of ${plan.check.checkedAt.slice(0, 10)}.`);
      facts.judgeCheck = plan.check;
      return;
    case 'ask': {
      const { questions, labelsDigest } = plan;
      const answers = await ports.log.group(`Judge check: ${questions.length} known answers`, () =>
        askQuestions(questions, terms),
      );
      const checkedAt = new Date(ports.clock.nowMs()).toISOString();
      facts.judgeCheck = { checkedAt, labelsDigest, answers };
    }
  }
}

/** Why a check stops whose judge can no longer come to be usable. */
const LOST = new Error('the judge is unreliable, whatever else it says');

/**
 * Asks every question at once; the endpoint has its own limits. The first failure stops all. A judge
 * that may be usable is heard to the end: each reply changes the figures of the result.
 */
async function askQuestions(
  questions: readonly CheckQuestion[],
  { facts, ports, signal, stopsWhenLost }: CheckTerms,
): Promise<readonly CheckedAnswer[]> {
  const ledger = needed(facts.ledger, 'ledger');
  const budget = needed(facts.budget, 'budget');
  const judge = needed(judgeAnswer('safe', facts, ports), 'judge');
  const progress = startProgress(openQuestions(facts).length, budget, ports);
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  const heard = new Map<CheckQuestion, CheckedAnswer>();
  const hear = (question: CheckQuestion, said: Judgement): void => {
    heard.set(question, checkedAnswer(question, said));
    if (stopsWhenLost && isLost([...heard.values()], questions)) stop.abort(LOST);
  };
  for (const question of questions) {
    const known = ledger.checks.get(questionKey(question));
    if (known !== undefined) hear(question, known);
  }
  const ask = async (question: CheckQuestion): Promise<void> => {
    const { item, answer } = question;
    either.throwIfAborted();
    const said = await judge(item, { kind: 'answered', text: answer, truncated: false }, either);
    await ledger.checked(question, said);
    progress.step();
    if (!stop.signal.aborted) hear(question, said);
  };
  const order = stopsWhenLost ? inTurns(questions) : questions;
  const open = order.filter((question) => !heard.has(question));
  const jobs = open.map((question) =>
    ask(question).catch((error: unknown) => {
      stop.abort(error);
    }),
  );
  await Promise.all(jobs);
  signal.throwIfAborted();
  if (stop.signal.aborted && stop.signal.reason !== LOST) throw stop.signal.reason;
  if (heard.size < questions.length) {
    ports.log.info(
      `Stopped after ${heard.size} of ${questions.length} known answers: no further reply could make this judge usable.`,
    );
  }
  return questions.flatMap((question) => heard.get(question) ?? []);
}

/** A safe answer and an unsafe one by turns, so that a check that stops early has heard on both. */
function inTurns(questions: readonly CheckQuestion[]): readonly CheckQuestion[] {
  const turns = { safe: 0, unsafe: 0 };
  return questions
    .map((question) => ({ question, turn: (turns[question.label] += 1) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ question }) => question);
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
