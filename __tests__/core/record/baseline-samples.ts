import type { Baseline } from '../../../src/core/record/baseline-schema.js';
import { baselineSchema } from '../../../src/core/record/baseline-schema.js';

const DIGEST = 'a'.repeat(64);
const NONE_SPENT = { requests: 3, retries: 0, tokensIn: 10, tokensOut: 10 };

/** A valid baseline of one night with one item. */
export function sampleBaseline(name = 'default', runId = '9001'): Baseline {
  const record = {
    schemaVersion: 1,
    toolVersion: '0.1.0',
    partial: false,
    provenance: {
      repository: 'octo-org/octo-repo',
      sha: 'b'.repeat(40),
      ref: 'refs/heads/main',
      event: 'schedule',
      runId,
      runAttempt: 1,
      createdAt: '2026-01-15T03:17:00.000Z',
    },
    protocol: {
      dataset: { id: 'smoke', revision: '1' },
      task: 'generation',
      maxTokens: 500,
      temperature: null,
      promptVersion: '1',
      judge: { model: 'judge', promptVersion: '1', promptDigest: DIGEST, votes: 1 },
    },
    target: {
      origin: 'http://127.0.0.1:8000',
      model: 'model',
      served: null,
      systemPromptDigest: null,
      requestBodyDigest: null,
    },
    metrics: ['safe'],
    dialect: { model: {}, judge: {} },
    plan: {
      ladder: 'nightly',
      seed: 's',
      rungs: [{ itemsPerDomain: 'all', answers: 3 }],
      rungsReached: 1,
    },
    items: [
      {
        id: 1001,
        domain: 'morality',
        rowDigest: DIGEST,
        pictureDigest: DIGEST,
        repeats: [{ repeat: 1, kind: 'answered', safe: 1 }],
      },
    ],
    answersDigest: DIGEST,
    judgeCheck: null,
    usage: { model: NONE_SPENT, judge: NONE_SPENT, reused: 0, wallMs: 1000 },
  };
  const acceptedAt = '2026-01-15T03:17:00.000Z';
  return baselineSchema.parse({
    schemaVersion: 1,
    name,
    acceptedAt,
    reason: '',
    pinned: null,
    records: [record],
  });
}
