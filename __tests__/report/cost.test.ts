import { describe, expect, test } from '@jest/globals';
import { basisText, costBasis, expectedCostText } from '../../src/report/cost.js';
import type { EndpointUsage } from '../../src/model/limits.js';

const OPTIONS = { prices: {}, maxTokens: 500 };

/** Usage of so many requests with these tokens in all. */
function usage(requests: number, tokensIn: number, tokensOut: number, retries = 0): EndpointUsage {
  return { requests, retries, tokensIn, tokensOut };
}

describe('what a run is expected to take', () => {
  test('goes by the answers where a server gives several at once', () => {
    const judge = usage(180, 18_000, 1800);
    const atOnce = costBasis([{ model: usage(20, 2000, 4500), judge, answers: 180 }], OPTIONS);
    const oneByOne = costBasis([{ model: usage(180, 2000, 4500), judge, answers: 180 }], OPTIONS);
    expect(atOnce).toEqual(oneByOne);
    expect(atOnce.model).toEqual({ in: 2000 / 180, out: 25 });
    expect(atOnce.judge).toEqual({ in: 100, out: 10 });
  });

  test('leaves retries out, and counts what stored answers spared', () => {
    const judge = usage(0, 0, 0);
    const { model } = costBasis([{ model: usage(30, 2000, 400, 10), judge, answers: 5 }], OPTIONS);
    expect(model).toEqual({ in: 100, out: 20 });
  });

  test('is assumed where no run told its tokens, and says so', () => {
    const none = { model: usage(9, 0, 0), judge: usage(9, 0, 0), answers: 9 };
    const basis = costBasis([none], { prices: {}, maxTokens: 40 });
    expect(basisText(basis)).toBe(
      'Tokens: model 1100 in and 40 out per answer, judge 1700 in and 150 out per request; assumed until a baseline run tells.',
    );
    expect(expectedCostText({ model: 10, judge: 10 }, basis)).toBe(
      '20 requests, about 30,000 tokens',
    );
  });
});
