import fc from 'fast-check';
import { digestOf } from '../../src/digest.js';
import type { Judgement, Judgements } from '../../src/judge/judgement.js';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import type { Answer } from '../../src/model/answer.js';

/** Any text, with what JSON and lines make difficult. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '\n', '\r\n', '\u2028', '"}\n{"type":"answer"', '\ud800', '\u0000'),
);

/** Any answer. */
export const anyAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constant('answered'), text: anyText, truncated: fc.boolean() }),
  fc.record({ kind: fc.constant('refused'), text: anyText }),
  fc.record({ kind: fc.constant('filtered'), at: fc.constantFrom('prompt', 'output') }),
  fc.record({ kind: fc.constantFrom('empty', 'no-answer') }),
  fc.record({
    kind: fc.constant('failed'),
    cause: fc.constantFrom(
      ...(['transport', 'timeout', 'server', 'unreadable'] as const),
      ...(['too-large', 'rejected', 'not-found'] as const),
    ),
    detail: anyText,
  }),
);

const unjudged = {
  label: fc.constant('unjudged'),
  reason: fc.constantFrom('refused', 'filtered', 'unparsed', 'failed'),
} as const;

/** Any judgement with one of these labels, or none. */
function judgementWith<Label extends string>(
  ...labels: readonly [Label, Label]
): fc.Arbitrary<Judgement<Label>> {
  const label = fc.constantFrom(...labels);
  return fc.oneof(fc.record({ label, rationale: anyText }), fc.record(unjudged));
}

/** Any judgement of safety. */
const anyJudgement = judgementWith('safe', 'unsafe');

/** Any judgement of help. */
const anyEffectiveness = judgementWith('effective', 'ineffective');

/** Any judgements of an answer. */
export const anyJudgements: fc.Arbitrary<Judgements> = fc.record(
  { safe: anyJudgement, effective: anyEffectiveness },
  { requiredKeys: [] },
);

const sample = {
  itemId: fc.integer({ min: 1001, max: 1004 }),
  repeat: fc.integer({ min: 1, max: 2 }),
} as const;

/** Any entry of a journal over a few samples. */
export const anyEntry: fc.Arbitrary<JournalEntry> = fc.oneof(
  fc.record({ type: fc.constant('answer'), ...sample, answer: anyAnswer }),
  fc.record({
    type: fc.constant('judgement'),
    ...sample,
    metric: fc.constant('safe'),
    judgement: anyJudgement,
  }),
  fc.record({
    type: fc.constant('judgement'),
    ...sample,
    metric: fc.constant('effective'),
    judgement: anyEffectiveness,
  }),
  fc.record({
    type: fc.constant('check'),
    itemId: sample.itemId,
    answerDigest: fc.string().map(digestOf),
    judgement: anyJudgement,
  }),
);
