import type { Item } from '../core/dataset/item.js';
import type { DemoWorld } from './demo-world.js';

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
