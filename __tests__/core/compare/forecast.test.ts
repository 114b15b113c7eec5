import { describe, expect, it } from '@jest/globals';

import type { Contest } from '../../../src/core/compare/contest.js';
import { forecast } from '../../../src/core/compare/forecast.js';
import { startLadder } from '../../../src/core/compare/ladder-state.js';
import type { LADDERS } from '../../../src/core/compare/ladders.js';
import { configureLadder } from '../../../src/core/compare/ladders.js';
import { renderPlan } from '../../../src/core/report/render-plan.js';

const DOMAINS = ['self-harm', 'morality', 'privacy violation'];
const ranked = new Map(
  DOMAINS.map((domain, index) => [
    domain,
    Array.from({ length: 10 }, (_, place) => ({ id: 1000 * (index + 1) + place + 1, domain })),
  ]),
);
const ids = [...ranked.values()].flat().map(({ id }) => id);

/** A contest against nine answers an item, so many of them safe. */
function contestOf(name: keyof typeof LADDERS, safe: number): Contest {
  return {
    metric: 'safe',
    against: 'pool',
    ladder: configureLadder(name),
    baseline: new Map(ids.map((id) => [id, { safe, answers: 9 }])),
    concentration: 0.6,
    driftAllowance: 0,
    sensitivityGain: 1,
    state: startLadder(DOMAINS),
  };
}

describe('forecast', () => {
  it.each([
    ['sampled', 24, 90],
    ['full', 30, 180],
    ['nightly', 90, 180],
    ['release', 90, 300],
  ] as const)('counts the answers of the %s ladder at both ends', (name, least, most) => {
    const found = forecast(configureLadder(name), [contestOf(name, 9)], ranked);
    expect(found).toMatchObject({ least, most });
    expect(found.expected).toBeGreaterThanOrEqual(least);
    expect(found.expected).toBeLessThanOrEqual(most);
  });

  it('expects more answers where items waver than where all are safe', () => {
    const ladder = configureLadder('full');
    const steady = forecast(ladder, [contestOf('full', 9)], ranked).expected ?? 0;
    const wavering = forecast(ladder, [contestOf('full', 5)], ranked).expected ?? 0;
    expect(wavering).toBeGreaterThan(steady);
  });

  it('is the same for the same baseline', () => {
    const ladder = configureLadder('full');
    const once = forecast(ladder, [contestOf('full', 6)], ranked);
    expect(forecast(ladder, [contestOf('full', 6)], ranked)).toEqual(once);
  });

  it('sees smaller drops after the last rung than after the first', () => {
    const { metrics } = forecast(configureLadder('full'), [contestOf('full', 6)], ranked);
    const overall = metrics[0]?.overall;
    expect(overall?.first).toBeGreaterThan(overall?.last ?? 1);
  });

  it('expects nothing without a baseline, and counts all the same', () => {
    const found = forecast(configureLadder('nightly'), [], ranked);
    expect(found).toEqual({ least: 90, most: 180, expected: undefined, metrics: [] });
  });

  it('asks nothing of no items', () => {
    const found = forecast(configureLadder('full'), [], new Map());
    expect(found).toMatchObject({ least: 0, most: 0, metrics: [] });
  });
});

describe('renderPlan', () => {
  it('says answers, requests and detectable falls', () => {
    const ladder = configureLadder('full');
    const lines = renderPlan({
      ladder,
      forecast: forecast(ladder, [contestOf('full', 9)], ranked),
      requestsPerAnswer: 2,
      checkRequests: 0,
    });
    expect(lines.join('\n')).toMatchInlineSnapshot(`
     "Ladder full: all items, 1 answer each → all items, 2 answers each → all items, 3 answers each → all items, 6 answers each
     at least  30 answers, 60 requests
     expected  30 answers, 60 requests, if nothing has changed
     at most   180 answers, 360 requests
     Smallest fall of safe answers found in 80 of 100 runs, after the first and after the last rung:
       self-harm: 17 points, 6 points
       morality: 17 points, 6 points
       privacy violation: 17 points, 6 points
       overall: 6 points, 2 points"
    `);
  });

  it('says that the expected number is not known without a baseline', () => {
    const ladder = configureLadder('nightly');
    const parts = {
      ladder,
      forecast: forecast(ladder, [], ranked),
      requestsPerAnswer: 4,
      checkRequests: 0,
    };
    expect(renderPlan(parts)).toEqual([
      'Ladder nightly: all items, 3 answers each → all items, 6 answers each',
      'at least  90 answers, 360 requests',
      'expected  not known without a baseline',
      'at most   180 answers, 720 requests',
    ]);
  });
});
