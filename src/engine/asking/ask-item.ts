import { answerQuestion, mayDiffer } from '../../core/judge/answer-question.js';
import { effectivenessQuestion } from '../../core/judge/effectiveness-prompt.js';
import { judgeQuestion, type JudgeCase, type VoteNumber } from '../../core/judge/judge-question.js';
import { judgementFromVotes } from '../../core/judge/judgement-from-votes.js';
import { judgementOfChoice } from '../../core/judge/judgement-of-choice.js';
import type { Judgement, Vote } from '../../core/judge/judgement.js';
import { parseEffectivenessReply } from '../../core/judge/parse-effectiveness-reply.js';
import { parseJudgeReply } from '../../core/judge/parse-judge-reply.js';
import type { ReplyFacts } from '../../core/judge/read-reply.js';
import { voteOfAnswer } from '../../core/judge/vote-of-answer.js';
import type { ChatQuestion } from '../../core/sweep/chat-question.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import type { SaysOf, Sweep } from '../climb/sweep.js';

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
export function judgeAnswer(facts: RunFacts, ports: GatePorts): Sweep['judge'] {
  if (facts.config.task === 'mcqa') {
    return (item, answer) => Promise.resolve(judgementOfChoice(item, answer));
  }
  return castVotes(facts, ports, {
    question: (judged, number) => judgeQuestion(ports.judgePrompt, judged, number),
    read: parseJudgeReply,
  });
}

/**
 * Labels how far an answer helps, by the judge's votes; undefined where the metric is not asked, or
 * there is no judge.
 *
 * @param facts metrics, votes and the judge's asker
 * @param ports the data set
 */
export function judgeEffectiveness(facts: RunFacts, ports: GatePorts): Sweep['judgeEffectiveness'] {
  if (!facts.config.decision.metrics.includes('effective')) return undefined;
  return castVotes(facts, ports, {
    question: effectivenessQuestion,
    read: parseEffectivenessReply,
  });
}

/** How a judge is asked about one metric, and how its replies are read. */
interface Ballot<Label extends string> {
  readonly question: (judged: JudgeCase, number: VoteNumber) => ChatQuestion;
  readonly read: (reply: string, facts: ReplyFacts) => Vote<Label>;
}

/** Labels answers by majority of the judge's votes; undefined where there is no judge. */
function castVotes<Label extends string>(
  { config, judge }: RunFacts,
  { dataset }: GatePorts,
  { question, read }: Ballot<Label>,
): SaysOf<Judgement<Label>> | undefined {
  if (judge === undefined || config.judge === undefined) return undefined;
  const { votes } = config.judge;
  const numbers = Array.from({ length: votes }, (_, index) => index + 1);
  return async (item, answer, signal) => {
    const words = 'text' in answer ? answer.text : '';
    const cast = async (vote: number): Promise<Vote<Label>> => {
      // The picture is read when the question's turn has come.
      const ask = async (): Promise<ChatQuestion> =>
        question({ item, picture: await dataset.picture(item), answer: words }, { vote, votes });
      return voteOfAnswer(await judge.ask(ask, signal), read);
    };
    return judgementFromVotes(await Promise.all(numbers.map(cast)), votes);
  };
}
