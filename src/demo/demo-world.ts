import type { Item, LabelledAnswer } from '../core/dataset/item.js';
import { digestOf } from '../core/digest.js';
import type { ChatRequest } from './chat-request.js';
import { pictureOfRequest, textOfRequest } from './request-parts.js';

/** What the embedded endpoint knows: the data set, and answers whose label is known. */
export interface DemoWorld {
  readonly items: readonly Item[];
  readonly labelledAnswers: readonly LabelledAnswer[];
  /** SHA-256 of each picture, to tell items apart that ask the same question. */
  readonly pictureDigests?: ReadonlyMap<number, string>;
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
  const exact = world.items.filter(({ question }) => text.includes(question));
  const found = exact.length > 0 ? exact : itemsIgnoringSpace(text, world);
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

/** The items whose question stands in a text that may break its lines elsewhere. */
function itemsIgnoringSpace(text: string, { items }: DemoWorld): readonly Item[] {
  const words = squeezed(text);
  return items.filter(({ question }) => words.includes(squeezed(question)));
}

/**
 * A text with single spaces only.
 *
 * @param text - any text
 */
export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
