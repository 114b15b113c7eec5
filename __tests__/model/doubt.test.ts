import { expect, test } from '@jest/globals';
import { openDoubt, probeDueMs, type DoubtKind, type Sent } from '../../src/model/doubt.js';

/** When the next request is due at 2.5 s, with so many sent at 0 s and nothing back. */
function dueAfter(kind: DoubtKind, probes: number, hasFailed: boolean): number {
  const doubt = openDoubt(kind, 1, 0);
  for (let nth = 1; nth <= probes; nth += 1) doubt.probes.add({ nth, sentMs: 0 } satisfies Sent);
  doubt.hasFailed = hasFailed;
  return probeDueMs(doubt, 2500);
}

test.each([
  ['the first is slow', 'unproven', 1, false, 2000],
  ['three are slow', 'unproven', 3, false, 2000],
  ['four are slow', 'unproven', 4, false, 10_000],
  [
    'one is slow after a refusal: the other three of four would follow',
    'unproven',
    1,
    true,
    10_000,
  ],
  ['one is slow after an outage', 'outage', 1, true, 2000],
] as const)('%s: the next request is due then', (_, kind, probes, hasFailed, dueMs) => {
  expect(dueAfter(kind, probes, hasFailed)).toBe(dueMs);
});
