import type { Baseline } from '../../src/baseline/baseline-file.js';
import { baselineOf, nightOf } from '../fixtures/record-factory.js';

/** A valid baseline of one night with one item. */
export function sampleBaseline(name = 'default', runId = '9001'): Baseline {
  const night = nightOf({ provenance: { runId }, scores: { 1001: [1] } });
  return baselineOf([night], { name, acceptedAt: night.provenance.createdAt, reason: '' });
}
