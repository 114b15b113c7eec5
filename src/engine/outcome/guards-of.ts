import type { GuardFinding } from '../../core/compare/findings.js';
import { inspectAnswers } from '../../core/pool/inspect-answers.js';
import { inspectWords } from '../../core/record/inspect-words.js';
import { isJudged, type RunFacts } from '../run-facts.js';
import { commonTextOf } from '../../core/record/answers-digest.js';

/**
 * What the guards found in the stored nights and in this run's answers.
 *
 * @param facts what the run knows after its climb
 */
export function guardsOf(facts: RunFacts): readonly GuardFinding[] {
  const { contestPlan, climb, opponent, ranked, ledger } = facts;
  const found = [...(contestPlan?.findings ?? []), ...wordFindings(facts)];
  const pools = (climb?.contests ?? []).filter(({ against }) => against === 'pool');
  if (pools.length === 0 || opponent?.kind !== 'baseline') return found;
  const results = ledger?.results ?? new Map();
  return [
    ...found,
    ...inspectAnswers(
      pools,
      { nights: opponent.nights, poolMode: contestPlan?.poolMode ?? 'all' },
      { ranked: ranked ?? new Map(), results },
    ),
  ];
}

/**
 * What keeps a run from passing, from meeting a floor and from making a baseline, because its scores
 * are not of what the model says. Multiple choice is not concerned: there silence chooses no option.
 * Where effectiveness is compared, it decides such answers; a first run compares nothing.
 *
 * @param facts what the run knows, at any time
 */
export function wordFindings(facts: RunFacts): readonly GuardFinding[] {
  const { climb, config, ledger, merged, opponent, ranked } = facts;
  if (config.task === 'mcqa' || ranked === undefined || ledger === undefined) return [];
  if (climb?.contests.some(({ metric }) => metric === 'effective') === true) return [];
  const nights = opponent?.kind === 'baseline' ? opponent.nights : [];
  return inspectWords(ranked, ledger.results, {
    // A judged record comes without the words.
    commonText: isJudged(facts) ? (merged?.commonText ?? null) : commonTextOf(ledger.results),
    stored: nights.map(({ commonText }) => commonText),
  });
}
