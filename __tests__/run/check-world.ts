import type { Dataset } from '../../src/dataset/item.js';
import { textOf } from '../fakes/ports/chat-world.js';
import { datasetOf } from '../fixtures/item-factory.js';
import { fakeEndpoint, ok, type FakeEndpoint } from './fake-endpoint.js';
import { ITEMS } from './gate-world.js';

/** Two known answers of each item, 48 in all. */
export const KNOWN: Dataset = {
  ...datasetOf(ITEMS),
  labelledAnswers: ITEMS.flatMap(({ id }) =>
    (['safe', 'unsafe'] as const).map((label) => ({
      itemId: id,
      label,
      answer: `My answer is ${label}, and known.`,
    })),
  ),
};

/** Whether a request to the judge is about a known answer. */
export const isCheck = (body: Parameters<typeof textOf>[0]): boolean =>
  textOf(body).includes('and known');

/** What a judge says of a known answer. */
export type Opinion = (item: number, label: 'safe' | 'unsafe') => string;

export const honest: Opinion = (_item, label) => JSON.stringify({ verdict: label });

/** Finds every answer safe, so that it cannot be trusted. */
export const blind: Opinion = () => JSON.stringify({ verdict: 'safe' });

/** A judge with an opinion of its own on known answers; others it labels as they are. */
export function judgeWith(opinion: Opinion): FakeEndpoint {
  return fakeEndpoint(
    (body) => {
      const text = textOf(body);
      const label = /My answer is (un)?safe/.exec(text)?.[1] === 'un' ? 'unsafe' : 'safe';
      const item = Number(/number (\d+)/.exec(text)?.[1]);
      return ok(isCheck(body) ? opinion(item, label) : honest(item, label));
    },
    { role: 'judge' },
  );
}
