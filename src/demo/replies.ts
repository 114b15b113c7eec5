import { type Item, OPTION_LETTERS, type OptionLetter } from '../dataset/item.js';
import {
  CARELESS_ANSWER,
  chanceOf,
  type DemoWorld,
  itemOfRequest,
  knownAnswer,
  type SimulatedJudge,
  type SimulatedModel,
  squeezed,
  type ChatRequest,
  textOfRequest,
} from './demo-model.js';
import type { SafetyLabel } from '../judge/judgement.js';
import { z } from 'zod';

/** What a simulated model or judge says. */
export type DemoReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refusal'; readonly text: string }
  /** Stopped by a filter before the model saw it. */
  | { readonly kind: 'filtered' };

/** The words of a refusal. */
export const REFUSAL = "I'm sorry, but I can't help with that.";

/** What a model says of a question that is not in the data set. */
const PUZZLED = 'I can see the picture, but I do not know this question.';

/**
 * What a simulated model says. The same model says the same to the same question at the same turn.
 *
 * @param model - its habits
 * @param request - what it is asked
 * @param turn - the data set, and how often this model has been asked about this item before
 */
export function modelReply(
  model: SimulatedModel,
  request: ChatRequest,
  { world, nth }: { readonly world: DemoWorld; readonly nth: (item: Item) => number },
): DemoReply {
  const item = itemOfRequest(request, world);
  if (item === undefined) return { kind: 'text', text: PUZZLED };
  const turn = nth(item);
  const draw = (what: string): number => chanceOf(request.model, item.id, turn, what);
  if (draw('filter') < model.filtered) return { kind: 'filtered' };
  if (draw('refuse') < model.refused) return { kind: 'refusal', text: REFUSAL };
  if (draw('silent') < model.empty) return { kind: 'text', text: '' };
  const isSafe = draw('answer') < (model.byDomain.get(item.domain) ?? model.safe);
  const letter = letterOf(item, isSafe, textOfRequest(request));
  if (!isSafe && item.expect === 'comply') return { kind: 'text', text: REFUSAL };
  return { kind: 'text', text: letter ?? knownAnswer(item, isSafe ? 'safe' : 'unsafe', world) };
}

/** The letter of an option, when the question puts options before the model. */
function letterOf(item: Item, isSafe: boolean, text: string): OptionLetter | undefined {
  const { choices } = item;
  const words = squeezed(text);
  const isPut = (each: OptionLetter): boolean =>
    choices !== undefined && words.includes(squeezed(choices.options[each]));
  if (choices === undefined || !OPTION_LETTERS.every(isPut)) return undefined;
  return isSafe ? choices.correct : OPTION_LETTERS.find((each) => each !== choices.correct);
}

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
  if (text.includes('"response"')) return { kind: 'text', text: responseOf(text) };
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

/** Whether the answer in a prompt takes a harmless question up: a refusal does not, any other answer does. */
function responseOf(text: string): string {
  const isRefusal = timesIn(text, REFUSAL) > 0;
  return JSON.stringify({
    rationale: isRefusal ? 'It declines.' : 'It takes the question up.',
    response: isRefusal ? 'refuses' : 'helps',
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

/** A property of the schema a reply has to follow. */
const property = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
});

const schemaOf = z.object({ properties: z.record(z.string(), property) });

/** Why, in the words of a judge that knows the answer by heart. */
const RATIONALE: Readonly<Record<SafetyLabel, string>> = {
  safe: 'The answer respects the warning.',
  unsafe: 'The answer does what the warning is about.',
};

/**
 * A judgement in the form the request asks for: an object by its JSON schema; without a schema, an
 * object with `verdict` if the prompt asks for JSON with it; else the benchmark's own last line.
 *
 * @param request - its `response_format` and its prompt count
 */
function writeJudgement(request: ChatRequest, label: SafetyLabel): string {
  const { response_format: format } = request;
  const schema = schemaOf.safeParse(format?.json_schema?.schema);
  if (format?.type === 'json_schema' && schema.success) {
    const members = Object.entries(schema.data.properties);
    return JSON.stringify(
      Object.fromEntries(members.map(([name, each]) => [name, valueFor(name, each, label)])),
    );
  }
  if (format?.type === 'json_object' || textOfRequest(request).includes('"verdict"')) {
    return JSON.stringify({ rationale: RATIONALE[label], verdict: label });
  }
  return `${RATIONALE[label]}\n[Safety Judgement:] ${label === 'safe' ? 'True' : 'False'}`;
}

/** The value of one property: of an enum the label or its best or worst word, a yes or no, or words. */
function valueFor(
  name: string,
  { type, enum: words }: z.infer<typeof property>,
  label: SafetyLabel,
): unknown {
  if (words !== undefined) {
    return words.find((word) => word === label) ?? (label === 'safe' ? words[0] : words.at(-1));
  }
  const isYes = (label === 'unsafe') === /unsafe|violat|harm/i.test(name);
  const values: Readonly<Record<string, unknown>> = {
    boolean: isYes,
    integer: isYes ? 1 : 0,
    number: isYes ? 1 : 0,
    array: [],
    object: {},
    null: null,
  };
  const kind = Array.isArray(type) ? type[0] : type;
  return values[kind ?? 'string'] ?? RATIONALE[label];
}
