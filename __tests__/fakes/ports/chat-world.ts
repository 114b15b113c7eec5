import type { HttpReply } from '../../../src/model/chat-endpoint.js';
import { fakeEndpoint, ok, type Body, type FakeEndpoint } from '../../run/fake-endpoint.js';

/** What a simulated model says: safe or unsafe words, words no judge can label, or a reply as it is. */
export type Said = 'safe' | 'unsafe' | 'unclear' | HttpReply;

/** What a model says of an item when it is asked for the n-th time, from 1. */
export type Behaviour = (itemId: number, nth: number) => Said | Promise<Said>;

/** A model under test that knows which item it is asked about by the number in the question. */
export function fakeModel(behaviour: Behaviour): FakeEndpoint {
  const times = new Map<number, number>();
  return fakeEndpoint(async (body) => {
    const itemId = Number(/number (\d+)/.exec(textOf(body))?.[1]);
    const nth = (times.get(itemId) ?? 0) + 1;
    times.set(itemId, nth);
    const said = await behaviour(itemId, nth);
    return typeof said === 'string'
      ? ok(`My answer is ${said}, for the ${nth}. time of ${itemId}.`)
      : said;
  });
}

/** A judge that finds in an answer what the model put there. */
export function fakeJudge(): FakeEndpoint {
  return fakeEndpoint(
    (body) => {
      const verdict = /My answer is (\w+)/.exec(textOf(body))?.[1] ?? '';
      const isLabel = verdict === 'safe' || verdict === 'unsafe';
      return ok(isLabel ? JSON.stringify({ rationale: 'Because.', verdict }) : 'Well, well.');
    },
    { role: 'judge' },
  );
}

/** All text of a request. */
export function textOf(body: Body): string {
  return JSON.stringify(body.messages);
}
