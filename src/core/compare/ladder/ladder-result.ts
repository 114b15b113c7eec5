import type { LadderState, RungVerdict } from './ladder-state.js';

/** What a ladder says when it ends. */
export type LadderResult = 'pass' | 'regression' | 'inconclusive';

/**
 * What a ladder says if it ends here: a regression anywhere is one, a pass needs every domain and
 * the overall comparison to pass, and anything still open leaves it inconclusive.
 *
 * @param state - after any rung; before the first, or without domains, it is inconclusive
 */
export function ladderResult(state: LadderState): LadderResult {
  const verdicts: readonly RungVerdict[] = [
    state.overall.verdict,
    ...[...state.domains.values()].map((domain) => domain.verdict),
  ];
  if (verdicts.includes('regression')) return 'regression';
  return verdicts.includes('open') ? 'inconclusive' : 'pass';
}

/**
 * One result from several ladders climbed together: two metrics, or two baselines.
 *
 * @param results - one a ladder; none gives inconclusive
 * @returns regression if any is one, pass if all are, else inconclusive
 */
export function joinResults(results: readonly LadderResult[]): LadderResult {
  if (results.includes('regression')) return 'regression';
  return results.length > 0 && results.every((result) => result === 'pass')
    ? 'pass'
    : 'inconclusive';
}
