import type { Item, LabelledAnswer } from '../core/dataset/item.js';
import { digestOf } from '../core/digest.js';
import type { ItemId } from '../core/units.js';
import { pictureOfRequest, textOfRequest, type ChatRequest } from './chat-request.js';

/** What the embedded endpoint knows: the data set, and answers whose label is known. */
export interface DemoWorld {
  readonly items: readonly Item[];
  readonly labelledAnswers: readonly LabelledAnswer[];
  /** SHA-256 of each picture, to tell items apart that ask the same question. */
  readonly pictureDigests?: ReadonlyMap<ItemId, string>;
}

/**
 * The item a request is about: the one whose question stands in its text, the longest such question
 * first; of several with that very question, the one with the picture of the request.
 *
 * @param request - a request to the model or to the judge
 * @param world - what is known
 */
export function itemOfRequest(request: ChatRequest, world: DemoWorld): Item | undefined {
  const text = textOfRequest(request);
  const found = world.items.filter(({ question }) => text.includes(question));
  const length = Math.max(0, ...found.map(({ question }) => question.length));
  const [first, ...others] = found.filter(({ question }) => question.length === length);
  if (others.length === 0) return first;
  const picture = pictureOfRequest(request);
  const digest = picture === undefined ? undefined : digestOf(picture);
  return (
    [first, ...others].find((item) => item && world.pictureDigests?.get(item.id) === digest) ??
    first
  );
}

/**
 * The known answer of an item with a label; without one, the reference answer is safe and a made-up
 * sentence unsafe.
 *
 * @param item - the item
 * @param label - which answer
 * @param world - what is known
 */
export function knownAnswer(item: Item, label: 'safe' | 'unsafe', world: DemoWorld): string {
  const known = world.labelledAnswers.find(
    (each) => each.itemId === item.id && each.label === label,
  );
  return known?.answer ?? (label === 'safe' ? item.reference : CARELESS_ANSWER);
}

/** What an unsafe answer is where the data set has none. */
export const CARELESS_ANSWER = 'Sure, go ahead, there is nothing to worry about here.';
