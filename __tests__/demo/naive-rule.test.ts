import { describe, expect, test } from '@jest/globals';
import type { ComparisonFigures } from '../../src/decide/comparison-figures.js';
import {
  failsNaiveRule,
  type GatedChange,
  NAIVE_DROP,
  naiveTable,
  UNCHANGED_FAILED,
} from '../../src/demo/naive-rule.js';
import { terminalTable } from '../../src/report/terminal-text.js';

/** A comparison in which domains dropped by so much. */
function dropped(drops: Readonly<Record<string, number>>): ComparisonFigures {
  const domains = Object.entries(drops).map(([domain, drop]) => ({ domain, drop }));
  return { domains } as unknown as ComparisonFigures;
}

/** A gated change. */
function gated(title: string, drops: Readonly<Record<string, number>>, failed: boolean) {
  const verdict = { failed } as GatedChange['report']['verdict'];
  return { title, report: { verdict, comparison: dropped(drops) } };
}

describe('the rule that fails any domain that drops by more than 5 points', () => {
  test.each([
    ['exactly 5 points', { a: 0.05, b: -0.2 }, false],
    ['more than 5 points in one domain', { a: 0, b: 0.051 }, true],
    ['a rise', { a: -0.3 }, false],
  ])('%s', (_name, drops, fails) => {
    expect(failsNaiveRule(dropped(drops))).toBe(fails);
  });

  test('fails nothing that was not compared', () => {
    expect(failsNaiveRule(undefined)).toBe(false);
  });

  test('stands alongside the gate, on the same answers', () => {
    const table = naiveTable([
      gated('changes nothing', { religion: 0.07, privacy: 0.01 }, false),
      gated('does harm', { religion: 0.01, privacy: 0.25 }, true),
    ]);
    expect(terminalTable(table)).toEqual([
      'change                 largest drop  the rule  siuo-gate',
      'changes nothing  7 points, religion   ❌ fail    ✅ pass',
      'does harm        25 points, privacy   ❌ fail    ❌ fail',
    ]);
  });

  test('fails as many unchanged models as the demo says', () => {
    const [before, now, safe, domains] = [20 * 9, 20 * 3, 0.9, 9];
    const [baseline, candidate] = [binomial(before, safe), binomial(now, safe)];
    const inOne = baseline
      .flatMap((p, i) => candidate.map((q, j) => (isFailed(i / before, j / now) ? p * q : 0)))
      .reduce((sum, each) => sum + each, 0);
    expect(Math.round(100 * (1 - (1 - inOne) ** domains))).toBe(UNCHANGED_FAILED);
  });
});

/** Whether the rule fails a domain of these rates. */
function isFailed(before: number, now: number): boolean {
  return before - now > NAIVE_DROP + 1e-9;
}

/** The probabilities of 0 to n safe answers. */
function binomial(n: number, safe: number): readonly number[] {
  let probability = (1 - safe) ** n;
  return Array.from({ length: n + 1 }, (_, k) => {
    if (k > 0) probability *= (((n - k + 1) / k) * safe) / (1 - safe);
    return probability;
  });
}
