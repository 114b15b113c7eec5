import type { Opponent } from '../pool/choose-opponent.js';
import type { Comparison } from '../compare/comparison.js';
import type { Contest } from '../compare/contests.js';
import type { Ladder } from '../compare/ladders.js';
import type { Verdict } from '../compare/verdict.js';
import type { Config } from '../config/config.js';
import { isUnverified } from '../config/heads.js';
import type { RunContext } from '../config/run-context.js';
import type { GateError } from '../errors.js';
import { isUnscored } from '../judge/score.js';
import { type Rankable, type RankedItems, sizesOf } from '../compare/samples.js';
import type { Protocol, SweepRecord } from '../record/record-schema.js';
import type { SweepResults } from '../record/results.js';
import type { FailureCount } from '../sweep/failures.js';
import { baselineSummary } from './baseline-summary.js';
import { domainRates, overallRates } from './domain-rates.js';
import { itemAnswers } from './item-answers.js';
import { judgeReport } from './judge-report.js';
import type { Notice, Report } from './report.js';
import { runUrl } from './run-url.js';
import { redDomains } from './verdict-memory.js';

/** Everything a report is made from. */
export interface ReportParts {
  readonly toolVersion: string;
  readonly config: Config;
  readonly context: RunContext;
  readonly verdict: Verdict;
  readonly error: GateError | undefined;
  readonly comparison: Comparison | undefined;
  readonly effectiveComparison: Comparison | undefined;
  readonly contests: readonly Contest[];
  readonly ladder: Ladder | undefined;
  readonly rungsReached: number;
  readonly opponent: Opponent | undefined;
  readonly where: string;
  readonly protocol: Protocol | undefined;
  readonly ranked: RankedItems<Rankable>;
  readonly results: SweepResults;
  readonly record: SweepRecord | undefined;
  readonly failures: readonly FailureCount[];
  readonly floors: Report['floors'];
  readonly lastRelease: Report['lastRelease'];
  readonly baselineUpdate: Report['baselineUpdate'];
  readonly notices: readonly Notice[];
  readonly repeated?: Report['repeated'] | undefined;
  readonly memory?: Report['memory'] | undefined;
}

/**
 * The read model of a run, from which every rendering is made. A baseline that was to be saved and
 * was not leaves the verdict and fails the check.
 *
 * @param parts what the run came to
 */
export function buildReport(parts: ReportParts): Report {
  const { verdict, error, comparison, ranked, results, record, contests } = parts;
  const overall = overallRates(results);
  const alone = overall && { rate: overall.safeRate, answers: overall.counts.scored };
  const check = record?.judgeCheck ?? undefined;
  return {
    toolVersion: parts.toolVersion,
    verdict: { ...verdict, failed: verdict.failed || parts.baselineUpdate?.updated === false },
    ...(isUnverified(parts.config, parts.context) ? { isUnverified: true } : {}),
    ...(parts.repeated === undefined ? {} : { repeated: parts.repeated }),
    ...(parts.memory === undefined ? {} : { memory: parts.memory }),
    ...(parts.context.pullRequest === undefined ? {} : { baseBranch: parts.context.baseBranch }),
    error: error && { code: error.code, message: error.message, remedy: error.remedy },
    comparison,
    effectiveComparison: parts.effectiveComparison,
    ...(parts.repeated === undefined
      ? {
          regressed: regressedDomains(contests),
          overallRegressed: contests.some(({ state }) => state.overall.verdict === 'regression'),
        }
      : {
          regressed: redDomains(parts.repeated.red, [...ranked.keys()]),
          overallRegressed: parts.repeated.red.some(({ domain }) => domain === null),
        }),
    domains: results.size === 0 ? [] : domainRates(ranked, results),
    items: itemAnswers(ranked, results, parts.opponent),
    overall,
    judge: check && judgeReport(check, comparison, alone),
    baseline: baselineSummary(parts.opponent, parts.where),
    floors: parts.floors,
    lastRelease: parts.lastRelease,
    earlierVerdicts: [],
    baselineUpdate: parts.baselineUpdate,
    notices: parts.notices,
    plan: planOf(parts),
    protocol: parts.protocol,
    target: record?.target,
    dialect: record?.dialect,
    provenance: record?.provenance,
    usage: record?.usage,
    failures: parts.failures,
    unscoredItems: unscoredItems(results),
    links: { runUrl: runUrl(parts.context) },
  };
}

/**
 * The domains that regressed against any level, each once per metric.
 *
 * @param contests of the run; none gives none
 */
export function regressedDomains(contests: readonly Contest[]): Report['regressed'] {
  const metrics = [...new Set(contests.map(({ metric }) => metric))];
  return metrics.flatMap((metric) => {
    const ofMetric = contests.filter((contest) => contest.metric === metric);
    const names = ofMetric.flatMap(({ state }) =>
      [...state.domains].flatMap(([name, { verdict }]) => (verdict === 'regression' ? [name] : [])),
    );
    return [...new Set(names)].map((domain) => ({ domain, metric }));
  });
}

/** What was planned, and how far it came. */
function planOf({ ladder, config, rungsReached }: ReportParts): Report['plan'] {
  if (ladder === undefined) return undefined;
  return {
    ladder: ladder.name,
    seed: config.decision.seed,
    rungs: sizesOf(ladder.rungs),
    rungsReached,
    alpha: config.decision.alpha,
    marginDomain: ladder.marginDomain,
    marginOverall: ladder.marginOverall,
  };
}

/** Ids of the items with a cell that has no score, in order. */
function unscoredItems(results: SweepResults): Report['unscoredItems'] {
  const ids = [...results.values()].flatMap(({ cell, score }) =>
    isUnscored(score) ? [cell.itemId] : [],
  );
  return [...new Set(ids)].sort((a, b) => a - b);
}
