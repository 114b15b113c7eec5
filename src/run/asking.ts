import { answerQuestion, mayDiffer } from '../model/question.js';
import type { Config } from '../config/config.js';
import type { GatePorts } from './gate-ports.js';
import type { JudgeAnswer, Judges, Sweep } from './sweep-samples.js';
import type { Asker } from '../model/asker.js';
import { byMetric, type Metric } from '../decide/metric.js';
import { judgementOfChoice } from '../judge/choice-letter.js';
import { hasFailed, type Judgement, type LabelOf } from '../judge/judgement.js';
import { judgingTerms } from '../judge/score.js';
import type { SweepResults } from '../record/results.js';
import type { Answer } from '../model/answer.js';
import { askJudge, type AskedAgain, type Judge } from '../judge/ask-judge.js';

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
    repeatsPerCall: () =>
      mayDiffer(config.generation, model.leavesOut()) ? model.answersPerCall() : 1,
  };
}

/** Characters that are kept of a reply that cannot be read; a part of them is shown. */
const LONGEST_UNREADABLE = 2000;

/** The data set, the judge's prompt, and the endpoint that knows its secrets. */
type JudgePorts = Pick<GatePorts, 'dataset' | 'judgePrompt' | 'judge'>;

/** Who judges, by which inputs, and who is told of a reply that cannot be read. */
export interface JudgeTerms {
  readonly config: Pick<Config, 'task' | 'decision'>;
  /** Undefined where labels are left to a later run. */
  readonly judge: Judge | undefined;
  /** Told of each question that is put to the judge a second time. */
  readonly askedAgain: (why: AskedAgain) => void;
  /** Told of the reply, free of secrets. */
  readonly unreadable: (reply: string) => void;
}

/**
 * Label answers on each metric that is asked: by the judge, or by its letter where the task is multiple
 * choice. None where there is no judge, and labels are left to a later run.
 *
 * @param terms task, metrics and the judge's asker
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
 * Labels answers on a metric; undefined where there is no judge.
 *
 * @param metric what is judged
 * @param terms the judge's asker, and who is told of a reply that cannot be read
 * @param ports data set and judge prompt
 */
export function judgeAnswer<M extends Metric>(
  metric: M,
  { judge, askedAgain, unreadable: tell }: JudgeTerms,
  { dataset, judgePrompt, judge: endpoint }: JudgePorts,
): JudgeAnswer<Judgement<LabelOf[M]>> | undefined {
  if (judge === undefined) return undefined;
  const told = {
    askedAgain,
    unreadable: (said: Answer) => {
      tell((endpoint?.redact(unreadable(said)) ?? '').slice(0, LONGEST_UNREADABLE));
    },
  };
  return (item, answer, signal) => {
    // The picture is looked for when the question's turn has come.
    const open = async () => ({ item, picture: await dataset.picture(item) });
    const { prompt = judgePrompt, read } = judgingTerms(metric, item);
    const terms = { prompt, read, ...told };
    return askJudge(judge, terms, { words: wordsOf(answer), open }, signal);
  };
}

/** A reply that cannot be read: its text, or where its words are, where they are not kept. */
function unreadable(said: Answer): string {
  if ('text' in said) return said.text;
  if (said.kind === 'misplaced') return `[no text, but words elsewhere: ${said.place}]`;
  return '[no letters, or one unit over and over]';
}

/**
 * A judge that is asked about the same words only once: at temperature 0 the same question to the same
 * judge has the same answer. What the results hold already counts; the words of another item, whose
 * picture and warning are others, do not, and what failed is asked again.
 *
 * @param judge the judge
 * @param metric what it judges
 * @param known results of the same judge and prompt: those of this run's journal
 * @param spared told of each judgement that was re-used
 */
export function judgeOnce(
  judge: JudgeAnswer,
  metric: Metric,
  known: SweepResults,
  spared: () => void,
): JudgeAnswer {
  const held = new Map<number, Map<string, ReturnType<JudgeAnswer>>>();
  const heldOf = (itemId: number): Map<string, ReturnType<JudgeAnswer>> => {
    const ofItem = held.get(itemId) ?? new Map<string, ReturnType<JudgeAnswer>>();
    held.set(itemId, ofItem);
    return ofItem;
  };
  for (const { sample, answer, judgements } of known.values()) {
    const judgement = judgements[metric];
    if (judgement === undefined || hasFailed(judgement)) continue;
    heldOf(sample.itemId).set(wordsOf(answer), Promise.resolve(judgement));
  }
  return async (item, answer, signal) => {
    const ofItem = heldOf(item.id);
    const earlier = ofItem.get(wordsOf(answer));
    const asked = earlier ?? judge(item, answer, signal);
    ofItem.set(wordsOf(answer), asked);
    const judgement = await asked;
    if (earlier === undefined) return judgement;
    if (hasFailed(judgement)) return judge(item, answer, signal);
    spared();
    return judgement;
  };
}

/** What an answer says. */
function wordsOf(answer: Answer): string {
  return 'text' in answer ? answer.text : '';
}
