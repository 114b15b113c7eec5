import type { Metric } from '../metric.js';
import { type Rankable, type RankedItems, rungItems } from '../samples.js';
import type { SafeCount } from '../../stats/paired-counts.js';
import { smallestDetectableDrop } from '../../stats/smallest-detectable-drop.js';
import type { Drop } from '../../units.js';
import type { Contest } from '../contest.js';
import type { Rung } from '../ladder/ladders.js';

/**
 * Smallest drops found in 80 % of runs at both ends of a ladder, each at the level that is spent by
 * then; undefined: not detectable. A ladder that spends nothing on its first rung finds nothing there.
 */
export interface DetectableDrops {
  readonly first: Drop | undefined;
  readonly last: Drop | undefined;
}

/** The same for one domain. */
export interface DomainDrops extends DetectableDrops {
  readonly domain: string;
}

/** What could be found of one metric. */
export interface MetricDrops {
  readonly metric: Metric;
  readonly domains: readonly DomainDrops[];
  readonly overall: DetectableDrops;
}

/**
 * What one metric's contest against the pool could find.
 *
 * @param contest the contest as it begins
 * @param ranked the items in sample order, by domain; none gives no domain
 */
export function metricDrops(contest: Contest, ranked: RankedItems<Rankable>): MetricDrops {
  const names = [...ranked.keys()];
  return {
    metric: contest.metric,
    domains: names.map((domain) => ({
      domain,
      ...dropsOf(contest, { ranked, members: new Set([domain]), kind: 'spendDomain' }),
    })),
    overall: dropsOf(contest, { ranked, members: new Set(names), kind: 'spendOverall' }),
  };
}

/** Which test is asked about. */
interface Subject {
  readonly ranked: RankedItems<Rankable>;
  readonly members: ReadonlySet<string>;
  readonly kind: 'spendDomain' | 'spendOverall';
}

/** Both ends of the ladder; of the domains' spends each has its part. */
function dropsOf(contest: Contest, subject: Subject): DetectableDrops {
  const { rungs } = contest.ladder;
  const sharers = subject.kind === 'spendDomain' ? subject.ranked.size : 1;
  const [first, last] = [rungs[0], rungs.at(-1)];
  const all = rungs.reduce((sum, rung) => sum + rung[subject.kind], 0);
  return {
    first:
      first && detectable(contest, subject, { rung: first, level: first[subject.kind] / sharers }),
    last: last && detectable(contest, subject, { rung: last, level: all / sharers }),
  };
}

/** What the answers of one rung could show in some domains. */
function detectable(
  { baseline, concentration, sensitivityGain }: Contest,
  { ranked, members }: Subject,
  { rung, level }: { readonly rung: Rung; readonly level: number },
): Drop | undefined {
  const items = [...ranked].flatMap(([domain, all]) =>
    members.has(domain) ? rungItems(all, rung.itemsPerDomain) : [],
  );
  const counts = items
    .flatMap(({ id }) => baseline.get(id) ?? [])
    .filter(({ answers }) => answers > 0);
  const mean = (value: (count: SafeCount) => number): number =>
    counts.reduce((sum, count) => sum + value(count), 0) / Math.max(1, counts.length);
  return smallestDetectableDrop({
    rate: mean(({ safe, answers }) => safe / answers),
    concentration,
    baselineAnswers: mean(({ answers }) => answers),
    candidateAnswers: rung.answers,
    items: counts.length,
    level,
    sensitivityGain,
  });
}
