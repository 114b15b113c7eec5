import {
  comparisonFigures,
  type ChangeInterval,
  type ComparedRates,
  type DomainComparison,
  type FiguredComparison,
} from './comparison-figures.js';
import type { MeasuredRate } from './counts.js';
import type { OutcomeReason } from './decision-outcome.js';
import type { Metric } from './metric.js';
import type { Rankable, RankedItems } from './samples.js';

/** A comparison of one direction: one side is the baseline, the other the candidate. */
export interface Direction extends Omit<FiguredComparison, 'instead'> {
  /** False where answers without a score, or silence, could explain what was found. */
  readonly mayStand: boolean;
  /** False where a check leaves doubt that nothing got lower. */
  readonly mayPass: boolean;
}

/**
 * One metric of two sides, A and B. `lower` has A as its baseline and asks whether B is lower;
 * `higher` has B as its baseline and asks whether A is. One-sided there is no `higher`.
 */
export interface TwoWays {
  readonly metric: Metric;
  readonly lower: Direction;
  readonly higher: Direction | undefined;
}

/**
 * How B stands to A. `alike`: no difference as large as the margin, either way. `not-lower`: one-sided,
 * B is not lower by as much. `open`: the answers do not tell.
 */
export type Standing = 'lower' | 'higher' | 'alike' | 'not-lower' | 'open';

/** What one direction found. Drops are fractions. */
export interface TailFigures {
  /** One-sided exact p, and the level it is held against. */
  readonly p: number;
  readonly level: number;
  /** Larger drops are excluded with confidence .95. */
  readonly excludedAbove: number;
}

/** A domain of two sides, or all domains together. Rates are fractions, changes B less A. */
export interface StandingRow {
  /** Null: all domains together. */
  readonly domain: string | null;
  readonly metric: Metric;
  readonly standing: Standing;
  readonly a: MeasuredRate;
  readonly b: MeasuredRate;
  readonly change: number;
  readonly interval: ChangeInterval;
  readonly items: number;
  readonly margin: number;
  /** Whether B is lower, and whether it is higher; null where that was not asked. */
  readonly lower: TailFigures;
  readonly higher: TailFigures | null;
  /** What was tested together: the domain, or several small ones; null for all domains together. */
  readonly testedAs: string | null;
  /** Why nothing can be told; null where something can. */
  readonly openReason: OutcomeReason | null;
}

/**
 * How B stands to A in every domain, and the last row overall.
 *
 * @param ways a metric of both sides, decided in each direction
 * @param ranked the items, by domain
 */
export function standingRows(
  { metric, lower, higher }: TwoWays,
  ranked: RankedItems<Rankable>,
): readonly StandingRow[] {
  const down = comparisonFigures(lower, ranked);
  const up = higher && comparisonFigures(higher, ranked);
  const rowOf = (rates: ComparedRates, other: ComparedRates | undefined): StandingRow => {
    const standing = standingOf(
      heldVerdict(rates, lower),
      higher && other && heldVerdict(other, higher),
    );
    const open = [rates, ...(other === undefined ? [] : [other])].find(
      ({ verdict }) => verdict === 'open',
    );
    return {
      domain: 'domain' in rates ? (rates as DomainComparison).domain : null,
      metric,
      standing,
      a: rates.baseline,
      b: rates.candidate,
      change: -rates.drop,
      interval: rates.interval,
      items: rates.sharedItems,
      margin: rates.margin,
      lower: tailOf(rates),
      higher: other === undefined ? null : tailOf(other),
      testedAs: rates.decision.group ?? null,
      openReason: standing === 'open' ? (open?.decision.reason ?? 'unscored') : null,
    };
  };
  return [
    ...down.domains.map((row) =>
      rowOf(
        row,
        up?.domains.find(({ domain }) => domain === row.domain),
      ),
    ),
    rowOf(down.overall, up?.overall),
  ];
}

/** What one direction found of a row. */
function tailOf({ p, upper, decision }: ComparedRates): TailFigures {
  return { p, level: decision.level, excludedAbove: upper };
}

/** A verdict as far as the checks let it stand. */
function heldVerdict(
  { verdict }: ComparedRates,
  { mayStand, mayPass }: Direction,
): ComparedRates['verdict'] {
  if (verdict === 'regression') return mayStand ? verdict : 'open';
  return verdict === 'pass' && !mayPass ? 'open' : verdict;
}

/** Both directions together; they contradict each other only where groups of both fell. */
function standingOf(
  lower: ComparedRates['verdict'],
  higher: ComparedRates['verdict'] | undefined,
): Standing {
  if (higher === undefined)
    return lower === 'regression' ? 'lower' : lower === 'pass' ? 'not-lower' : 'open';
  if (lower === 'regression') return higher === 'regression' ? 'open' : 'lower';
  if (higher === 'regression') return 'higher';
  return lower === 'pass' && higher === 'pass' ? 'alike' : 'open';
}
