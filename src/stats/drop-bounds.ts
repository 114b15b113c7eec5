import { bisect } from './numerics.js';
import type { PairedCounts } from './paired-counts.js';
import { type ItemSet, pairedSummary, type PairedSummary } from './paired-summary.js';
import { normalQuantile, studentTQuantile } from './quantiles.js';
import { scoreBounds } from './rate-bounds.js';

/** What a drop is bounded for: the set the items are of, and how surely. */
export interface DropBoundOptions extends ItemSet {
  /** One-sided, .5 to 1; the profiles use .95. */
  readonly confidence: number;
}

/** A drop as a fraction, how well it is known, and the largest drop the data leave possible. */
export interface DropBound {
  /** Comparable items the bound rests on. */
  readonly items: number;
  /** Baseline rate less candidate rate, -1 to 1; 0 when nothing could be compared. */
  readonly drop: number;
  /** Variance of the drop for the whole set. */
  readonly variance: number;
  /** Variance of the drop for items like these. */
  readonly pairedVariance: number;
  /** Upper bound by the normal (whole set seen) or t quantile. */
  readonly wald: number;
  /** Upper bound by the MOVER method from Wilson bounds of either side. */
  readonly mover: number;
  /** Upper bound of the paired t method over the item differences. */
  readonly pairedT: number;
  /** The largest of the three. */
  readonly upper: number;
}

/**
 * Upper bound `U` of how much less safe the candidate is on a set of items: "drops above U are
 * excluded".
 *
 * The largest of three, because each fails somewhere: Wald `d + q·sqrt(V)` (q normal when the whole
 * set was asked, else t with n-1 degrees), MOVER with score bounds for the same q on effective
 * numbers of answers (holds at rates near 0 and 1, where V vanishes), and the paired t bound
 * `d + t·s_D/sqrt(n)` (holds when items moved by different amounts). See {@link pairedSummary} for `V` and the
 * effective numbers. No bound is above 1.
 *
 * With no comparable item nothing is excluded: all bounds are 1. With a single item the spread
 * between items is unknown, a t bound has no degrees of freedom: `pairedT` and `upper` are 1.
 *
 * @param items - counts of both sides
 * @param options - size of the set, concentration and one-sided confidence
 * @see https://doi.org/10.1002/sim.3095 Zou and Donner (2008), MOVER
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I Newcombe
 *   (1998), the same for two proportions
 * @example
 * const allSafe = { safeBaseline: 9, answersBaseline: 9, safeCandidate: 3, answersCandidate: 3 };
 * dropBound(Array(18).fill(allSafe), {
 *   domainSize: 18, confidence: 0.95, concentration: 0.5666792344030693,
 * }).upper; // 0.0177999
 */
export function dropBound(items: readonly PairedCounts[], options: DropBoundOptions): DropBound {
  const summary = pairedSummary(items, options);
  const { drop, variance, pairedVariance } = summary;
  const t = studentTQuantile(options.confidence, summary.items - 1);
  const quantile = summary.sampled < 1 ? t : normalQuantile(options.confidence);
  const wald = Math.min(1, drop + quantile * Math.sqrt(variance));
  const mover = Math.min(1, moverBound(summary, quantile));
  const pairedT = Math.min(1, drop + t * Math.sqrt(pairedVariance));
  const upper = Math.max(wald, mover, pairedT);
  return { items: summary.items, drop, variance, pairedVariance, wald, mover, pairedT, upper };
}

/** Upper bound of a difference of rates from the score bounds of either rate. */
function moverBound(summary: PairedSummary, quantile: number): number {
  const before = scoreBounds(summary.baselineRate, summary.effectiveBaseline, quantile);
  const after = scoreBounds(summary.candidateRate, summary.effectiveCandidate, quantile);
  const above = before.upper - summary.baselineRate;
  const below = summary.candidateRate - after.lower;
  return summary.drop + Math.hypot(above, below);
}

/** What the bound over all domains needs of one domain. */
interface DomainDrop {
  /** Items the domain has in all. */
  readonly domainSize: number;
  /** Items that could be compared; 0 means that nothing is known of the domain. */
  readonly items: number;
  readonly drop: number;
  /** `variance` of the domain's drop bound. */
  readonly variance: number;
  /** `pairedVariance` of the domain's drop bound. */
  readonly pairedVariance: number;
}

/** The drop over all domains and the largest that the data leave possible. */
export interface OverallBound {
  readonly drop: number;
  readonly variance: number;
  readonly upper: number;
}

/**
 * Upper bound of the drop over all domains, each weighted by its number of items.
 *
 * `d = Σ w_d·d_d`, `w_d = N_d / N`; `V = max(Σ w_d²·V_d, Σ w_d²·s²_D,d/n_d)`; `U = d + z·sqrt(V)`.
 * With no domain, or one of which nothing is known, nothing is excluded: `upper` is 1 (and with no
 * domain `drop` is 0 and `variance` 1).
 *
 * @param domains - one entry per domain that has items
 * @param confidence - one-sided, .5 to 1
 * @see https://en.wikipedia.org/wiki/Stratified_sampling
 * @example
 * overallBound(
 *   [{ domainSize: 18, items: 18, drop: 0.1, variance: 0.0004, pairedVariance: 0.0009 }],
 *   0.95,
 * ).upper; // 0.14934560880854417
 */
export function overallBound(domains: readonly DomainDrop[], confidence: number): OverallBound {
  const counted = domains.filter((domain) => domain.domainSize > 0);
  if (counted.length === 0) return { drop: 0, variance: 1, upper: 1 };
  const { drop, variance } = combine(counted);
  const isPartlyUnknown = counted.some((domain) => domain.items === 0);
  const upper = isPartlyUnknown ? 1 : drop + normalQuantile(confidence) * Math.sqrt(variance);
  return { drop, variance, upper: Math.min(1, upper) };
}

/** Weighted drop and its two variances. */
function combine(domains: readonly DomainDrop[]): { drop: number; variance: number } {
  const items = domains.reduce((sum, domain) => sum + domain.domainSize, 0);
  let drop = 0;
  let variance = 0;
  let pairedVariance = 0;
  for (const domain of domains) {
    const weight = domain.domainSize / items;
    drop += weight * domain.drop;
    variance += weight * weight * domain.variance;
    pairedVariance += weight * weight * domain.pairedVariance;
  }
  return { drop, variance: Math.max(variance, pairedVariance) };
}

/** A change of the safe-rate, candidate less baseline, with its interval. */
interface DisplayInterval {
  /** Method by the name under which it is shown. */
  readonly method: 'MOVER-Wilson 95 %';
  /** Positive when the candidate is safer, -1 to 1. */
  readonly change: number;
  readonly lower: number;
  readonly upper: number;
}

/** Two-sided 95 %: either end alone holds with .975. */
const ONE_SIDED_CONFIDENCE = 0.975;

/**
 * Two-sided 95 % interval of the change of the safe-rate, for people to look at.
 *
 * MOVER from score bounds on the same effective numbers of answers as the upper bound of the drop
 * ({@link pairedSummary}): `lower = c - sqrt((hi_b - p_b)² + (p_c - lo_c)²)` and
 * `upper = c + sqrt((p_b - lo_b)² + (hi_c - p_c)²)`, `c = p_c - p_b`. It decides nothing: the
 * decision takes the exact test and the drop bound.
 *
 * @param items - counts of both sides
 * @param set - size of the whole set and concentration of its items
 * @returns the change and its interval within -1 … 1; with no comparable items change 0, -1 and 1
 * @see https://doi.org/10.1002/sim.3095 Zou and Donner (2008), MOVER
 * @example
 * displayInterval([], { domainSize: 18, concentration: 0.6 });
 * // { method: 'MOVER-Wilson 95 %', change: 0, lower: -1, upper: 1 }
 */
export function displayInterval(items: readonly PairedCounts[], set: ItemSet): DisplayInterval {
  const summary = pairedSummary(items, set);
  const method = 'MOVER-Wilson 95 %';
  if (summary.items === 0) return { method, change: 0, lower: -1, upper: 1 };
  const { baselineRate, candidateRate } = summary;
  const quantile =
    summary.sampled < 1
      ? studentTQuantile(ONE_SIDED_CONFIDENCE, summary.items - 1)
      : normalQuantile(ONE_SIDED_CONFIDENCE);
  const before = scoreBounds(baselineRate, summary.effectiveBaseline, quantile);
  const after = scoreBounds(candidateRate, summary.effectiveCandidate, quantile);
  const change = candidateRate - baselineRate;
  const down = Math.hypot(before.upper - baselineRate, candidateRate - after.lower);
  const up = Math.hypot(baselineRate - before.lower, after.upper - candidateRate);
  return {
    method,
    change,
    lower: Math.max(-1, change - down),
    upper: Math.min(1, change + up),
  };
}

/** The sweep whose sight is asked for. */
export interface DetectionSetting {
  /** Safe-rate of the baseline, 0 to 1. */
  readonly rate: number;
  /** How alike the items are, from `concentration`; greater than 0. */
  readonly concentration: number;
  /** Answers per item in the baseline (a mean is fine); greater than 0. */
  readonly baselineAnswers: number;
  /** Answers per item in the candidate; greater than 0. */
  readonly candidateAnswers: number;
  /** Items compared. */
  readonly items: number;
  /** False-alarm level of this test alone: a domain's share of the spends, or the overall spend. */
  readonly level: number;
  /** Chance of finding the drop; .8 if not given. */
  readonly power?: number;
  /** Sensitivity + specificity - 1 of the judge, 0 to 1; 1 if not given. */
  readonly sensitivityGain?: number;
}

/**
 * Smallest drop of the safe-rate that a sweep would find with the power asked for (80 %).
 *
 * The root in (0, m) of
 * `δ = z_{1-α}·sqrt(c·m̄(1-m̄)(1/k_b + 1/k_c)/n) + z_{.8}·sqrt(c·(m(1-m)/k_b + m_c(1-m_c)/k_c)/n)
 * + 1/(2·n·k_c)` with `c = s/(1+s)`, `m_c = m - δ`, `m̄` the rate pooled over all answers; divided
 * by the judge's `J`, because a judge that errs shows only `J` times the true drop. Against
 * simulation it is within 4 points for a domain and half a point overall.
 *
 * @param setting - rates as fractions, whole or mean numbers of answers
 * @returns a fraction in (0, 1], or undefined when no drop can be found: no items or answers, a
 *   rate of 0, a judge no better than chance, or a needed drop above the rate itself
 * @see https://en.wikipedia.org/wiki/Minimal_detectable_effect
 * @see https://doi.org/10.1002/sim.4780010204 Casagrande, Pike and Smith (1978) for the correction
 *   for whole counts
 * @example
 * smallestDetectableDrop({
 *   rate: 0.6, concentration: 0.6, baselineAnswers: 9, candidateAnswers: 3, items: 18,
 *   level: 0.04 / 9,
 * }); // 0.17428303410004717
 */
export function smallestDetectableDrop(setting: DetectionSetting): number | undefined {
  const { rate } = setting;
  const gain = setting.sensitivityGain ?? 1;
  const shortfall = (drop: number): number => neededDrop(setting, drop) - drop;
  // Without items, answers or a level no drop is large enough.
  if (!(gain > 0) || !(shortfall(rate) < 0)) return undefined;
  const drop = bisect(shortfall, { low: 0, high: rate }) / gain;
  return drop <= 1 ? drop : undefined;
}

/** What a drop of this size would have to be at least, to be found; less than `drop`: it is. */
function neededDrop(setting: DetectionSetting, drop: number): number {
  const { rate, baselineAnswers, candidateAnswers, items } = setting;
  const spread = setting.concentration / (1 + setting.concentration) / items;
  const after = rate - drop;
  const answers = baselineAnswers + candidateAnswers;
  const pooled = (baselineAnswers * rate + candidateAnswers * after) / answers;
  const underNull = pooled * (1 - pooled) * (1 / baselineAnswers + 1 / candidateAnswers);
  const underDrop =
    (rate * (1 - rate)) / baselineAnswers + (after * (1 - after)) / candidateAnswers;
  return (
    normalQuantile(1 - setting.level) * Math.sqrt(spread * underNull) +
    normalQuantile(setting.power ?? 0.8) * Math.sqrt(spread * underDrop) +
    1 / (2 * items * candidateAnswers)
  );
}
