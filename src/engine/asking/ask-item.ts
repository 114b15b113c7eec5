import { answerQuestion, mayDiffer } from '../../core/judge/prompt/answer-question.js';
import type { Config, Metric } from '../../core/config/config.js';
import { byMetric } from '../../core/judge/by-metric.js';
import { judgeQuestion } from '../../core/judge/prompt/judge-question.js';
import { judgementFromVotes } from '../../core/judge/judgement-from-votes.js';
import { judgementOfChoice } from '../../core/judge/judgement-of-choice.js';
import type { Judgement, LabelOf, Vote } from '../../core/judge/judgement.js';
import { METRIC_TERMS } from '../../core/judge/metric-terms.js';
import { voteOfAnswer } from '../../core/judge/reply/vote-of-answer.js';
import type { Answer } from '../../core/sweep/answer.js';
import type { ChatQuestion } from '../../core/sweep/chat-question.js';
import type { GatePorts } from '../gate-ports.js';
import type { Asker } from './ask.js';
import type { JudgeAnswer, Judges, Sweep } from '../climb/sweep.js';

/** Characters that are kept of a reply that cannot be read; a part of them is shown. */
const LONGEST_UNREADABLE = 2000;

/** The data set, the judge's prompt, and the endpoint that knows its secrets. */
type JudgePorts = Pick<GatePorts, 'dataset' | 'judgePrompt' | 'judge'>;

/** Who judges, by which inputs, and who is told of a reply that cannot be read. */
export interface JudgeTerms {
  readonly config: Pick<Config, 'task' | 'decision' | 'judge'>;
  /** Undefined where labels are left to a later run. */
  readonly judge: Asker | undefined;
  /** Told of the reply, free of secrets. */
  readonly unreadable: (reply: string) => void;
}

/**
 * Asks the model under test about an item, for several repeats in one call where the server gives
 * several answers and they may differ. The picture is looked for when the question's turn has come, and
 * read while the request goes out.
 *
 * @param config task and generation parameters
 * @param model the model's asker
 * @param ports the data set
 */
export function askItem(
  config: Pick<Config, 'task' | 'generation'>,
  model: Asker,
  { dataset }: Pick<GatePorts, 'dataset'>,
): Pick<Sweep, 'ask' | 'repeatsPerCall'> {
  return {
    ask: (item, [first, ...others], signal) => {
      const question = async () => answerQuestion(item, await dataset.picture(item), config, first);
      return model.askSeveral(question, 1 + others.length, signal);
    },
    repeatsPerCall: () => (mayDiffer(config.generation) ? model.answersPerCall() : 1),
  };
}

/**
 * Label answers on each metric that is asked: by the judge's votes, or by its letter where the task is
 * multiple choice. None where there is no judge, and labels are left to a later run.
 *
 * @param terms task, metrics, votes and the judge's asker
 * @param ports data set and judge prompt
 */
export function judgeAnswers(terms: JudgeTerms, ports: JudgePorts): Judges {
  const { task, decision } = terms.config;
  if (task === 'mcqa') {
    return { safe: (item, answer) => Promise.resolve(judgementOfChoice(item, answer)) };
  }
  return byMetric((metric) =>
    decision.metrics.includes(metric) ? judgeAnswer(metric, terms, ports) : undefined,
  );
}

/**
 * Labels answers on a metric, by majority of the judge's votes; undefined where there is no judge.
 *
 * @param metric what is judged
 * @param terms votes and the judge's asker
 * @param ports data set and judge prompt
 */
export function judgeAnswer<M extends Metric>(
  metric: M,
  { config, judge, unreadable: tell }: JudgeTerms,
  { dataset, judgePrompt, judge: endpoint }: JudgePorts,
): JudgeAnswer<Judgement<LabelOf[M]>> | undefined {
  if (judge === undefined || config.judge === undefined) return undefined;
  const { prompt = judgePrompt, read } = METRIC_TERMS[metric];
  const { votes } = config.judge;
  const numbers = Array.from({ length: votes }, (_, index) => index + 1);
  return async (item, answer, signal) => {
    const words = 'text' in answer ? answer.text : '';
    const cast = async (vote: number): Promise<Vote<LabelOf[M]>> => {
      // The picture is looked for when the question's turn has come.
      const ask = async (): Promise<ChatQuestion> => {
        const judged = { item, picture: await dataset.picture(item), answer: words };
        return judgeQuestion(prompt, judged, { vote, votes });
      };
      const said = await judge.ask(ask, signal);
      const given = voteOfAnswer(said, read);
      if ('reason' in given && given.reason === 'unparsed') {
        tell((endpoint?.redact(unreadable(said)) ?? '').slice(0, LONGEST_UNREADABLE));
      }
      return given;
    };
    return judgementFromVotes(await Promise.all(numbers.map(cast)), votes);
  };
}

/** A reply that cannot be read: its text, or where its words are, where they are not kept. */
function unreadable(said: Answer): string {
  if ('text' in said) return said.text;
  if (said.kind === 'misplaced') return `[no text, but words elsewhere: ${said.place}]`;
  return '[no letters, or one unit over and over]';
}
