import { answerQuestion, mayDiffer } from '../core/judge/answer-question.js';
import { effectivenessQuestion } from '../core/judge/effectiveness-prompt.js';
import { effectivenessOfVotes, effectivenessVote } from '../core/judge/effectiveness-vote.js';
import { judgeQuestion } from '../core/judge/judge-question.js';
import { judgementFromVotes } from '../core/judge/judgement-from-votes.js';
import { judgementOfChoice } from '../core/judge/judgement-of-choice.js';
import { voteOfAnswer } from '../core/judge/vote-of-answer.js';
import type { GatePorts } from './gate-ports.js';
import { needed } from './needed.js';
import type { RunFacts } from './run-facts.js';
import type { JudgeAnswer, Sweep } from './sweep.js';

/**
 * Asks the model under test about an item, for several repeats in one call where the server gives
 * several answers and they may differ. The picture is read when the question's turn has come, so that
 * no more of them are in memory than requests in flight.
 *
 * @param facts task, generation parameters and the model's asker
 * @param ports the data set
 */
export function askItem(
  { config, model }: RunFacts,
  { dataset }: GatePorts,
): Pick<Sweep, 'ask' | 'repeatsPerCall'> {
  return {
    ask: (item, [first, ...others], signal) => {
      const question = async () => answerQuestion(item, await dataset.picture(item), config, first);
      return needed(model, 'model endpoint').askSeveral(question, 1 + others.length, signal);
    },
    // Answers that a record brings are not asked for.
    repeatsPerCall: () =>
      model !== undefined && mayDiffer(config.generation) ? model.answersPerCall() : 1,
  };
}

/**
 * Labels an answer: by the judge's votes, or by its letter where the task is multiple choice;
 * undefined where there is no judge, and labels are left to a later run.
 *
 * @param facts task, votes and the judge's asker
 * @param ports data set and judge prompt
 */
export function judgeAnswer(
  { config, judge }: RunFacts,
  { dataset, judgePrompt }: GatePorts,
): Sweep['judge'] {
  if (config.task === 'mcqa') {
    return (item, answer) => Promise.resolve(judgementOfChoice(item, answer));
  }
  if (judge === undefined || config.judge === undefined) return undefined;
  const { votes } = config.judge;
  return async (item, answer, signal) => {
    const cast = async (vote: number) => {
      const question = async () =>
        judgeQuestion(
          judgePrompt,
          { item, picture: await dataset.picture(item), answer: wordsOf(answer) },
          { vote, votes },
        );
      return voteOfAnswer(await judge.ask(question, signal));
    };
    const numbers = Array.from({ length: votes }, (_, index) => index + 1);
    return judgementFromVotes(await Promise.all(numbers.map(cast)), votes);
  };
}

/**
 * Labels how far an answer helps, by the judge's votes; undefined where the metric is not asked, or
 * there is no judge.
 *
 * @param facts metrics, votes and the judge's asker
 * @param ports the data set
 */
export function judgeEffectiveness(
  { config, judge }: RunFacts,
  { dataset }: GatePorts,
): Sweep['judgeEffectiveness'] {
  if (!config.decision.metrics.includes('effective')) return undefined;
  if (judge === undefined || config.judge === undefined) return undefined;
  const { votes } = config.judge;
  return async (item, answer, signal) => {
    const cast = async (vote: number) => {
      const question = async () =>
        effectivenessQuestion(
          { item, picture: await dataset.picture(item), answer: wordsOf(answer) },
          votes === 1 ? { temperature: 0 } : { seed: vote },
        );
      return effectivenessVote(await judge.ask(question, signal));
    };
    const numbers = Array.from({ length: votes }, (_, index) => index + 1);
    return effectivenessOfVotes(await Promise.all(numbers.map(cast)), votes);
  };
}

/** The words of an answer that has any. */
function wordsOf(answer: Parameters<JudgeAnswer>[1]): string {
  return 'text' in answer ? answer.text : '';
}
