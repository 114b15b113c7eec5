import type { Baseline } from '../../src/baseline/baseline-file.js';
import { baselineOf, baselineRunOf } from '../fixtures/record-factory.js';

/** A valid baseline of one baseline run with one item. */
export function sampleBaseline(name = 'default', runId = '9001'): Baseline {
  const baselineRun = baselineRunOf({ provenance: { runId }, scores: { 1001: [1] } });
  return baselineOf([baselineRun], {
    name,
    acceptedAt: baselineRun.provenance.createdAt,
    reason: '',
  });
}
