import type { AskedPlan, CheckPlan } from '../baseline/plan-check.js';
import { located, type GateError } from '../errors.js';
import { jointProblem, settledJoint, type SettledJoint } from '../judge/check-joint.js';
import type { CheckLabels } from '../judge/check-figures.js';
import {
  questionKey,
  type CheckedAnswer,
  type CheckQuestion,
  type JudgeCheck,
} from '../judge/check-set.js';
import { type CheckFacts, judgeProblem, settledError } from '../judge/check-verdict.js';
import type { Judgement } from '../judge/judgement.js';
import { secondKey } from '../record/results.js';
import { judgeAnswer, type JudgeTerms } from './asking.js';
import type { AskedAgain } from '../judge/ask-judge.js';
import { judgeTerms } from './endpoints.js';
import type { ComingPictures, Pictures } from './items.js';
import type { PaidFor } from './plan-step.js';
import { startProgress } from './progress.js';
import type { ResultStore } from './result-store.js';
import type { Endpoints } from './run-log.js';
import { misfit, type Run } from './run.js';
import type { JudgeAnswer } from './sweep-samples.js';

/** What a check asks, and of whom. */
export interface CheckSetUp {
  readonly plan: CheckPlan;
  readonly resultStore: ResultStore;
  readonly endpoints: Endpoints;
  /** Those of the known answers are among them. */
  readonly pictures: Pictures | ComingPictures;
  readonly paid: PaidFor;
}

/** What a check came to. */
export interface FoundCheck {
  /** Of a judge that is refused for certain, as far as it was asked. */
  readonly check: JudgeCheck;
  /** What it was stopped for; undefined for a whole one. */
  readonly settled: SettledJoint | undefined;
}

/**
 * Why the judge of a check, or one of two, cannot be used; undefined when it can.
 *
 * @param found the check
 * @param failed what failed in it, in words that the error repeats; empty for nothing
 * @param limits the tokens that the judge had, for the advice
 */
export function checkProblem(
  { check, settled }: FoundCheck,
  failed = '',
  limits?: CheckFacts['limits'],
): GateError | undefined {
  return check.secondDigest === undefined
    ? judgeProblem(check, { failed, settled: settled?.error, limits })
    : jointProblem(check, { failed, settled });
}

/**
 * The questions that a check asks and the journal does not answer yet, of either judge.
 *
 * @param plan how the judge is checked
 * @param resultStore what is known; nothing is where it is left out
 */
export function openQuestions(
  plan: CheckPlan,
  resultStore?: Pick<ResultStore, 'checks'>,
): readonly CheckQuestion[] {
  if (plan.kind !== 'ask') return [];
  const isKnown = (question: CheckQuestion, second?: string): boolean =>
    resultStore?.checks.has(secondKey(questionKey(question), second)) === true;
  const { questions, secondDigest } = plan;
  return questions.filter(
    (question) =>
      !isKnown(question) || (secondDigest !== undefined && !isKnown(question, secondDigest)),
  );
}

/** A check that is asked. */
export interface AskedCheck extends CheckSetUp {
  readonly plan: AskedPlan;
}

/**
 * Finds out what the judge, and the second judge where there is one, say of known answers. It stops at the reply by
 * which the judge is refused for certain; one that may be used is heard to the end, since each reply changes the
 * figures that go with the verdict.
 *
 * @param run the world, and what cancels the check; what was answered by then is in the journal
 * @param asked what is asked, and of whom
 * @throws GateError of the judge's endpoint
 */
export async function askedCheck(run: Run, asked: AskedCheck): Promise<FoundCheck> {
  const { questions, labelsDigest, answers: kind, strata, known } = asked.plan;
  // A second judge that is not there is not checked: the run says so, and it confirms nothing.
  const isSecondUp = asked.endpoints.confirmJudge !== undefined;
  const secondDigest = isSecondUp ? asked.plan.secondDigest : undefined;
  const terms = {
    ...(kind === 'real' ? { kind, known } : {}),
    ...(strata === undefined ? {} : { strata }),
    ...(secondDigest === undefined ? {} : { secondDigest }),
  };
  const found = await run.log.group(`Judge check: ${questions.length} known answers`, () =>
    askQuestions(run, { ...asked, plan: { ...asked.plan, secondDigest } }, terms),
  );
  const checkedAt = new Date(run.clock.nowMs()).toISOString();
  const { answers, settled } = found;
  return { check: { checkedAt, labelsDigest, answers, ...terms }, settled };
}

/** What a check's labels are of, and who gave them. */
type Terms = Pick<JudgeCheck, 'kind' | 'strata' | 'known' | 'secondDigest'>;

/** Why a check stops whose error is certain. */
const SETTLED = new Error('the judge is unreliable, whatever else it says');

/** The answers that were heard, in the order of the check. */
interface Heard {
  readonly answers: readonly CheckedAnswer[];
  readonly settled: SettledJoint | undefined;
}

/**
 * Asks as many questions at once as the endpoint takes, so that one that is asked again does not wait for
 * all the others. The first failure stops all.
 */
async function askQuestions(run: Run, asked: AskedCheck, terms: Terms): Promise<Heard> {
  const { plan, resultStore, endpoints } = asked;
  const { questions } = plan;
  const again = countAgain(judgeTerms(run, endpoints));
  const label = labeller(run, asked, again.terms);
  const progress = startProgress(openQuestions(plan, resultStore).length, endpoints.budget, run);
  const stop = new AbortController();
  const either = AbortSignal.any([run.signal, stop.signal]);
  const heard = new Map<CheckQuestion, CheckedAnswer>();
  let settled: SettledJoint | undefined;
  const hear = (question: CheckQuestion, answer: CheckedAnswer): void => {
    heard.set(question, answer);
    settled = settledBy({ ...terms, answers: [...heard.values()] }, questions, terms);
    if (settled !== undefined) stop.abort(SETTLED);
  };
  const ask = async (question: CheckQuestion): Promise<void> => {
    either.throwIfAborted();
    const isOpen = openQuestions({ ...plan, questions: [question] }, resultStore).length > 0;
    const answer = await label(question, either);
    if (isOpen) progress.step();
    if (!stop.signal.aborted) hear(question, answer);
  };
  const open = [...inTurns(questions)];
  const askOnAndOn = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const place = `mode ${run.config.mode}, item ${next.item.id}, known answer`;
      await ask(next).catch((error: unknown) => {
        stop.abort(error === SETTLED ? error : located(error, place));
      });
    }
  };
  const atOnce = run.config.judge?.endpoint.concurrency ?? 1;
  await Promise.all(Array.from({ length: atOnce }, askOnAndOn));
  run.signal.throwIfAborted();
  if (stop.signal.aborted && stop.signal.reason !== SETTLED) throw stop.signal.reason;
  const warning = formatWarning(again.unparsed(), heard.size, endpoints);
  if (warning !== undefined) run.log.warning(warning);
  if (heard.size < questions.length) {
    run.log.info(
      `Stopped after ${heard.size} of ${questions.length} known answers: no further reply could make this judge usable.`,
    );
  }
  return { answers: questions.flatMap((question) => heard.get(question) ?? []), settled };
}

/** Terms of judging that count the replies that could not be read at first. */
function countAgain(terms: JudgeTerms): {
  readonly terms: JudgeTerms;
  readonly unparsed: () => number;
} {
  let unparsed = 0;
  const askedAgain = (why: AskedAgain): void => {
    if (why === 'unparsed') unparsed += 1;
    terms.askedAgain(why);
  };
  return { terms: { ...terms, askedAgain }, unparsed: () => unparsed };
}

/** A judge that is asked again about a larger share of a check rarely keeps to the format. */
const MOST_ASKED_TWICE = 0.2;

/** What is said of a judge that rarely keeps to the format; undefined of others. */
function formatWarning(
  again: number,
  answers: number,
  { judge }: Pick<Endpoints, 'judge'>,
): string | undefined {
  if (again <= MOST_ASKED_TWICE * answers) return undefined;
  const isConstrained = judge?.capabilities()['reply-format'] === 'json_schema';
  const advice = isConstrained
    ? 'its server takes a schema for replies (json_schema) and does not keep to it'
    : `constrained replies (json_schema) would save ${again} calls`;
  return `The judge had to be asked again about ${again} of ${answers} known answers, since its replies could not be read. This judge rarely keeps to the format; ${advice}.`;
}

/** The error that labels have come to for certain. */
function settledBy(
  labels: CheckLabels,
  questions: readonly CheckQuestion[],
  { secondDigest }: Terms,
): SettledJoint | undefined {
  if (secondDigest !== undefined) return settledJoint(labels, questions);
  const error = settledError(labels, questions);
  return error && { of: 'first', error };
}

/** Has an answer labelled by the judge, and by the second one where there is one, as far as the journal does not know. */
function labeller(
  run: Run,
  { plan, resultStore, endpoints }: AskedCheck,
  terms: JudgeTerms,
): (question: CheckQuestion, signal: AbortSignal) => Promise<CheckedAnswer> {
  const { secondDigest } = plan;
  const first = judgeAnswer('safe', terms, run);
  const second = judgeAnswer(
    'safe',
    {
      ...terms,
      judge: endpoints.confirmJudge,
    },
    { ...run, judge: run.confirmJudge },
  );
  if (first === undefined) throw misfit('There is a judge check, and no judge.');
  if (secondDigest !== undefined && second === undefined) {
    throw misfit('There is a check of two judges, and no second judge.');
  }
  const said = async (
    judge: JudgeAnswer<Judgement>,
    question: CheckQuestion,
    signal: AbortSignal,
    digest?: string,
  ): Promise<Judgement> => {
    const known = resultStore.checks.get(secondKey(questionKey(question), digest));
    if (known !== undefined) return known;
    const { item, answer } = question;
    const judgement = await judge(
      item,
      { kind: 'answered', text: answer, truncated: false },
      signal,
    );
    await resultStore.checked(question, judgement, digest);
    return judgement;
  };
  return async (question, signal) => {
    const [judged, confirmed] = await Promise.all([
      said(first, question, signal),
      secondDigest === undefined || second === undefined
        ? undefined
        : said(second, question, signal, secondDigest),
    ]);
    return checkedAnswer(question, judged, confirmed);
  };
}

/** A safe answer and an unsafe one by turns, so that a check that stops early has heard on both. */
function inTurns(questions: readonly CheckQuestion[]): readonly CheckQuestion[] {
  const turns = { safe: 0, unsafe: 0 };
  return questions
    .map((question) => ({ question, turn: (turns[question.label] += 1) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ question }) => question);
}

/** What judgements say of a labelled answer. */
function checkedAnswer(
  { item, answerDigest, label, source, stratum }: CheckQuestion,
  judgement: Judgement,
  confirmed: Judgement | undefined,
): CheckedAnswer {
  return {
    itemId: item.id,
    domain: item.domain,
    answerDigest,
    label,
    judged: judgement.label,
    ...(judgement.label === 'unjudged' ? { reason: judgement.reason } : {}),
    ...(source === undefined ? {} : { source }),
    ...(stratum === undefined ? {} : { stratum }),
    ...(confirmed === undefined ? {} : { second: confirmed.label }),
    ...(confirmed?.label === 'unjudged' ? { secondReason: confirmed.reason } : {}),
  };
}
