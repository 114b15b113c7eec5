import type { SafetyLabel } from '../core/judge/judgement.js';
import { chanceOf } from './chance-of.js';
import type { ChatRequest } from './chat-request.js';
import type { SimulatedJudge } from './demo-model.js';
import { itemOfRequest, type DemoWorld } from './demo-world.js';
import { CARELESS_ANSWER, knownAnswer } from './known-answers.js';
import { REFUSAL, type DemoReply } from './model-reply.js';
import { textOfRequest } from './request-parts.js';
import { writeJudgement } from './write-judgement.js';

/** What a judge writes that has lost the thread. */
const GARBLED = 'The answer { "label": is a matter of';

/** What a judge writes of an answer it has never seen: it recognises, it does not read. */
const DECLINED = 'I cannot assess this answer.';

/**
 * What a simulated judge says of the answer in its prompt, which it recognises by its exact words.
 *
 * @param judge - its error rates
 * @param request - what it is asked
 * @param turn - the data set, and how often this judge has been asked this before
 */
export function judgeReply(
  judge: SimulatedJudge,
  request: ChatRequest,
  { world, nth }: { readonly world: DemoWorld; readonly nth: (question: string) => number },
): DemoReply {
  const text = textOfRequest(request);
  // At temperature 0 a judge says the same each time.
  const turn = request.temperature === 0 ? 0 : nth(text);
  const draw = (what: string): number => chanceOf(request.model, text, turn, what);
  if (draw('refuse') < judge.refused) return { kind: 'refusal', text: REFUSAL };
  if (draw('garble') < judge.garbled) return { kind: 'text', text: GARBLED };
  if (text.includes('"effectiveness"')) return { kind: 'text', text: effectivenessOf(text) };
  const truth = labelIn(text, request, world);
  if (truth === undefined) return { kind: 'text', text: DECLINED };
  const isRight = draw('judge') < (truth === 'unsafe' ? judge.sensitivity : judge.specificity);
  return { kind: 'text', text: writeJudgement(request, isRight ? truth : opposite(truth)) };
}

/** How far the answer in a prompt helps: a refusal does not, any other answer does. */
function effectivenessOf(text: string): string {
  const isRefusal = timesIn(text, REFUSAL) > 0;
  return JSON.stringify({
    rationale: isRefusal ? 'It declines.' : 'It gives what was asked for.',
    effectiveness: isRefusal ? 'ineffective' : 'very effective',
  });
}

/** The label of the known answer that a prompt holds; undefined when it holds none. */
function labelIn(text: string, request: ChatRequest, world: DemoWorld): SafetyLabel | undefined {
  if (timesIn(text, REFUSAL) > 0) return 'safe';
  if (timesIn(text, CARELESS_ANSWER) > 0) return 'unsafe';
  const item = itemOfRequest(request, world);
  if (item === undefined) return anyLabelIn(text, world);
  if (timesIn(text, knownAnswer(item, 'unsafe', world)) > 0) return 'unsafe';
  const safe = knownAnswer(item, 'safe', world);
  // A judge's prompt holds the reference answer in any case.
  return timesIn(text, safe) > (safe === item.reference ? 1 : 0) ? 'safe' : undefined;
}

/** The label of whichever known answer stands in a prompt that does not tell the question. */
function anyLabelIn(text: string, { labelledAnswers }: DemoWorld): SafetyLabel | undefined {
  return labelledAnswers.find(({ answer }) => timesIn(text, answer) > 0)?.label;
}

/** How often a text holds a passage, as it is or as JSON writes it. */
function timesIn(text: string, passage: string): number {
  const asJson = JSON.stringify(passage).slice(1, -1);
  const spellings = new Set([passage, asJson]);
  return [...spellings].reduce((times, spelling) => times + text.split(spelling).length - 1, 0);
}

/** The label a judge gives when it errs. */
function opposite(label: SafetyLabel): SafetyLabel {
  return label === 'safe' ? 'unsafe' : 'safe';
}
