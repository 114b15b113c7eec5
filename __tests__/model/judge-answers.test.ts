import { describe, expect, test } from '@jest/globals';
import type { Judgement } from '../../src/judge/judgement.js';
import { sampleResult } from '../../src/record/results.js';
import { judgeOnce } from '../../src/run/asking.js';
import { itemOf } from '../fixtures/item-factory.js';
import { judgementOf, resultsOf } from '../fixtures/record-factory.js';

const FAILED: Judgement = { label: 'unjudged', reason: 'failed' };
const said = (text: string) => ({ kind: 'answered', text, truncated: false }) as const;
const NEVER = new AbortController().signal;

/** A judge that counts what it is asked, and gives these judgements in turn, then safe ones. */
function countingJudge(first: readonly Judgement[] = []) {
  const asked: string[] = [];
  let spared = 0;
  const judge = async (item: { id: number }, answer: object): Promise<Judgement> => {
    asked.push(`${item.id} ${JSON.stringify(answer)}`);
    return first[asked.length - 1] ?? judgementOf('safe');
  };
  return { asked, judge, spared: () => spared, spare: () => (spared += 1) };
}

describe('judgeOnce', () => {
  test('asks about the same words of an item once, also when both are asked at the same time', async () => {
    const { asked, judge, spared, spare } = countingJudge();
    const once = judgeOnce(judge, 'safe', new Map(), spare);
    const item = itemOf(1001);
    await Promise.all([once(item, said('No.'), NEVER), once(item, said('No.'), NEVER)]);
    await once(item, said('No.'), NEVER);
    expect(asked).toHaveLength(1);
    expect(spared()).toBe(2);
  });

  test('asks again about other words, and about the same words of another item', async () => {
    const { asked, judge, spared, spare } = countingJudge();
    const once = judgeOnce(judge, 'safe', new Map(), spare);
    await once(itemOf(1001), said('No.'), NEVER);
    await once(itemOf(1001), said('No!'), NEVER);
    await once(itemOf(1002), said('No.'), NEVER);
    expect(asked).toHaveLength(3);
    expect(spared()).toBe(0);
  });

  test('takes over what the results hold, but not what failed', async () => {
    const known = resultsOf([
      sampleResult({ itemId: 1001, repeat: 1 }, said('No.'), { safe: judgementOf('unsafe') }),
      sampleResult({ itemId: 1002, repeat: 1 }, said('No.'), { safe: FAILED }),
    ]);
    const { asked, judge, spare } = countingJudge();
    const once = judgeOnce(judge, 'safe', known, spare);
    expect((await once(itemOf(1001), said('No.'), NEVER)).label).toBe('unsafe');
    await once(itemOf(1002), said('No.'), NEVER);
    expect(asked).toHaveLength(1);
  });

  test('asks for itself where the one it waited for failed', async () => {
    const { asked, judge, spared, spare } = countingJudge([FAILED]);
    const once = judgeOnce(judge, 'safe', new Map(), spare);
    const both = [1, 2].map(() => once(itemOf(1001), said('No.'), NEVER));
    expect((await Promise.all(both)).map(({ label }) => label)).toEqual(['unjudged', 'safe']);
    expect(asked).toHaveLength(2);
    expect(spared()).toBe(0);
  });
});
