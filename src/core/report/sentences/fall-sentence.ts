import type { ComparedRates, Comparison, DomainComparison } from '../../compare/comparison.js';
import type { Metric } from '../../compare/metric.js';
import { comparedText } from './compared-text.js';
import { domainLabel, nameDomains } from '../text/domain-label.js';
import { formatChance } from '../text/format-chance.js';
import { formatRate } from '../text/format-rate.js';
import { rankedDomains } from '../ranked-domains.js';
import type { Report } from '../report.js';

/** What a metric is called at the start of a sentence. */
const NOUNS: Readonly<Record<Metric, string>> = { safe: 'Safety', effective: 'Effectiveness' };

/**
 * What regressed, how far, and how likely that is by chance; the domain that fell most stands for
 * the others.
 *
 * @param report the read model of a run in which something regressed
 * @param metric the metric the sentence is about
 */
export function fallSentence(report: Report, metric: Metric): string {
  const noun = NOUNS[metric];
  const fallen = fallenDomains(report, metric);
  const [worst] = fallen;
  const overall = fallenOverall(report, metric);
  if (worst !== undefined) {
    const where = nameDomains(namesOf(fallen), report.domains.length);
    const most = fallen.length > 1 ? `, most in ${domainLabel(worst.domain)}` : '';
    const also = overall === undefined ? '' : ` ${overallToo(overall)}`;
    return `${noun} regressed in ${where}${most}: ${fall(worst, worst.adjustedP)}.${also}`;
  }
  if (overall !== undefined) return `${noun} regressed overall: ${fall(overall, overall.p)}.`;
  const named = report.regressed.filter((known) => known.metric === metric);
  const names = nameDomains(namesOf(named), report.domains.length);
  return names === '' ? `${noun} regressed.` : `${noun} regressed in ${names}.`;
}

/** The names of domains. */
function namesOf(rows: readonly { readonly domain: string }[]): readonly string[] {
  return rows.map(({ domain }) => domain);
}

/** The overall figure of a metric where it regressed. */
function fallenOverall(report: Report, metric: Metric): ComparedRates | undefined {
  const overall = comparisonIn(report, metric)?.overall;
  return overall?.verdict === 'regression' ? overall : undefined;
}

/** The regressed domains of a metric, the worst first. */
function fallenDomains(report: Report, metric: Metric): readonly DomainComparison[] {
  return rankedDomains(comparisonIn(report, metric)?.domains ?? []).filter(
    (row) => row.verdict === 'regression',
  );
}

/** The comparison of a metric; undefined when there is none. */
function comparisonIn(report: Report, metric: Metric): Comparison | undefined {
  return metric === 'safe' ? report.comparison : report.effectiveComparison;
}

/** The figures of a fall, with its chance under an unchanged model. */
function fall(rates: ComparedRates, p: number): string {
  return `${comparedText(rates)}; with an unchanged model so large a fall is a ${formatChance(p)}`;
}

/** The overall figures behind a domain's. */
function overallToo({ candidate, baseline }: ComparedRates): string {
  return `Overall ${formatRate(candidate.rate)}, was ${formatRate(baseline.rate)}.`;
}
