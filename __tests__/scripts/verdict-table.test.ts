import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { VerdictReason } from '../../src/decide/verdict.js';

/** A verdict and a reason that go together, as two words. */
type Pair<V extends VerdictReason = VerdictReason> = V extends VerdictReason
  ? `${V['verdict']} ${V['reason']}`
  : never;

/** Every pair; the compiler asks for one that is missing. */
const PAIRS: Readonly<Record<Pair, true>> = {
  'pass no-regression': true,
  'pass improved': true,
  'pass baseline-created': true,
  'pass baseline-accepted': true,
  'pass above-floor': true,
  'fail regression': true,
  'fail over-refusal': true,
  'fail below-floor': true,
  'fail accepted': true,
  'inconclusive insufficient-evidence': true,
  'inconclusive no-baseline': true,
  'inconclusive not-comparable': true,
  'inconclusive invalid': true,
  'inconclusive swept': true,
  'error config': true,
  'error dataset': true,
  'error endpoint': true,
  'error judge': true,
  'error judge-unreliable': true,
  'error too-many-unscored': true,
  'error budget': true,
  'measured measured': true,
  'error cancelled': true,
};

test('the page on verdicts lists every verdict with its reasons, and no other', () => {
  const rows = readFileSync('docs/verdicts.md', 'utf8').matchAll(
    /^\| (pass|fail|inconclusive|measured|error) +\| ([^|]*)\|/gm,
  );
  const listed = [...rows].flatMap(([, verdict, reasons = '']) =>
    [...reasons.matchAll(/`([\w-]+)`/g)].map(([, reason]) => `${verdict} ${reason}`),
  );
  expect(listed.sort()).toEqual(Object.keys(PAIRS).sort());
});
