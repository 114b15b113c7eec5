import { OPTION_LETTERS, type Item, type OptionLetter } from '../core/dataset/item.js';
import { chanceOf } from './chance-of.js';
import type { ChatRequest } from './chat-request.js';
import type { SimulatedModel } from './demo-model.js';
import { itemOfRequest, squeezed, type DemoWorld } from './demo-world.js';
import { knownAnswer } from './known-answers.js';
import { textOfRequest } from './request-parts.js';

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
