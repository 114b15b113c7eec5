import { describe, expect, it } from '@jest/globals';
import { pairedSummary } from '../../src/stats/paired-summary.js';
import { expectNear, paired } from './support.js';

describe('pairedSummary', () => {
  it('knows nothing of no items', () => {
    expect(pairedSummary([], { domainSize: 5, concentration: 0.6 })).toMatchObject({
      items: 0,
      drop: 0,
      variance: 1,
      pairedVariance: 1,
    });
  });

  it('counts fewer effective answers than answers', () => {
    const items = Array.from({ length: 18 }, (_, index) => paired([index % 10, 9, index % 4, 3]));
    const summary = pairedSummary(items, { domainSize: 18, concentration: 20 });
    expect(summary.effectiveBaseline).toBeLessThanOrEqual(18 * 9 * 1.06);
    expectNear(summary.effectiveBaseline / summary.effectiveCandidate, 3, 1e-12);
  });
});
