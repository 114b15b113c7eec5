import { expect, test } from '@jest/globals';
import type { JudgeCheck } from '../../src/judge/check-set.js';
import { refusalsUnchecked } from '../../src/report/notices.js';
import type { SweepRecord } from '../../src/record/record-schema.js';
import { baselineRunOf, protocolOf } from '../fixtures/record-factory.js';

/** A check whose only known answer is of a domain. */
const checkOf = (domain: string): JudgeCheck => ({
  checkedAt: '2026-01-15T03:17:00.000Z',
  labelsDigest: 'ab'.repeat(32),
  answers: [{ itemId: 1, domain, answerDigest: 'cd'.repeat(32), label: 'safe', judged: 'safe' }],
});

/** A record of one item of a domain. */
function recordOf(domain: string, more: Partial<SweepRecord> = {}): SweepRecord {
  const record = baselineRunOf(more);
  return { ...record, items: record.items.map((item) => ({ ...item, domain })) };
}

test.each<readonly [string, SweepRecord | undefined, boolean]>([
  [
    'harmless questions, and a check of others',
    recordOf('Food (harmless)', { judgeCheck: checkOf('Food') }),
    true,
  ],
  ['harmless questions, and no check', recordOf('Food (harmless)'), true],
  [
    'harmless questions, and a check of some',
    recordOf('Food (harmless)', { judgeCheck: checkOf('Tea (harmless)') }),
    false,
  ],
  [
    'harmless questions that nobody judged',
    recordOf('Food (harmless)', { protocol: protocolOf({ judge: null }) }),
    false,
  ],
  ['no harmless question', recordOf('Food', { judgeCheck: checkOf('Food') }), false],
  ['nothing', undefined, false],
])('a run of %s is told that refusals are unchecked, or not', (_name, record, isTold) => {
  expect(refusalsUnchecked(record)?.code).toBe(isTold ? 'refusals-unchecked' : undefined);
});
