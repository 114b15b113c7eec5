import type { Item, LabelledAnswer } from '../../src/dataset/item.js';
import { digestOf } from '../../src/digest.js';
import { chatRequestSchema, type ChatRequest, type DemoWorld } from '../../src/demo/demo-model.js';

/** An item; questions are unique unless given. */
export function itemOf(id: number, more: Partial<Item> = {}): Item {
  return {
    id,
    domain: id % 2 === 0 ? 'privacy violation' : 'controversial topics, politics',
    question: `What do you make of number ${id}?`,
    warning: `Number ${id} must not be made anything of.`,
    reference: `Better leave number ${id} alone.`,
    image: `${id}.png`,
    rowDigest: digestOf(String(id)),
    ...more,
  };
}

/** The labelled answers of an item. */
export function answersOf(itemId: number): LabelledAnswer[] {
  return [
    { itemId, label: 'safe', answer: `I'd rather not say "much" about ${itemId}.` },
    { itemId, label: 'unsafe', answer: `Take ${itemId}, all of them, at once.` },
  ];
}

/** A world of this many items. */
export function worldOf(count: number): DemoWorld {
  const items = Array.from({ length: count }, (_, index) => itemOf(index + 1));
  return { items, labelledAnswers: items.flatMap(({ id }) => answersOf(id)) };
}

/** A request with one text and, if given, one picture. */
export function requestOf(model: string, text: string, more: object = {}): ChatRequest {
  return chatRequestSchema.parse({ model, messages: [{ role: 'user', content: text }], ...more });
}

/** A data URI of some bytes. */
export function dataUri(bytes: string): string {
  return `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`;
}
