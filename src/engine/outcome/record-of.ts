import { sizesOf } from '../../core/compare/samples.js';
import { buildRecord } from '../../core/record/build-record.js';
import { addUsage } from '../../core/record/merge-records.js';
import type { EndpointUsage, Provenance, SweepRecord } from '../../core/record/record-schema.js';
import { isJudged, type RunFacts } from '../run-facts.js';
import { failuresOf } from './failures-of.js';
import { targetOfRun } from './target-of-run.js';

const NO_USAGE: EndpointUsage = { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 };

/**
 * The record of a run from what it knows; undefined when nothing was asked.
 *
 * @param facts what the run knows
 * @param end whether it stopped before its plan was done, and when
 */
export function recordOf(
  facts: RunFacts,
  end: { readonly isPartial: boolean; readonly nowMs: number },
): SweepRecord | undefined {
  const { config, protocol, ranked, ledger, contestPlan, climb, merged } = facts;
  const isTakenOver = merged !== undefined && (isJudged(facts) || contestPlan === undefined);
  if (isTakenOver) return { ...merged, toolVersion: facts.toolVersion, partial: end.isPartial };
  if (
    protocol === undefined ||
    ranked === undefined ||
    ledger === undefined ||
    contestPlan === undefined
  )
    return undefined;
  if (ledger.results.size === 0 && facts.judgeCheck === undefined) return undefined;
  return buildRecord({
    toolVersion: facts.toolVersion,
    partial: end.isPartial,
    provenance: merged?.provenance ?? provenanceOf(facts, end.nowMs),
    protocol,
    target: targetOfRun(facts),
    metrics: config.decision.metrics,
    dialect: {
      model: merged?.dialect.model ?? facts.model?.dialect() ?? {},
      judge: facts.judge?.dialect() ?? {},
    },
    plan: merged?.plan ?? {
      ladder: contestPlan.ladder.name,
      seed: config.decision.seed,
      rungs: sizesOf(contestPlan.ladder.rungs),
      rungsReached: climb?.rungsReached ?? 0,
      ...(config.shard === undefined ? {} : { shard: config.shard }),
    },
    items: [...ranked.values()].flat().sort((a, b) => a.id - b.id),
    pictureDigests: facts.pictureDigests,
    results: ledger.results,
    judgeCheck: facts.judgeCheck ?? null,
    failures: failuresOf(facts),
    usage: usageOf(facts, ledger.reused, end.nowMs),
  });
}

/** Where and why this run happened. */
function provenanceOf({ context }: RunFacts, nowMs: number): Provenance {
  return {
    repository: context.repository,
    sha: context.sha,
    ref: context.ref,
    event: context.eventName,
    runId: context.runId,
    runAttempt: context.runAttempt,
    createdAt: new Date(nowMs).toISOString(),
  };
}

/** What the run cost, with what the records it reports on had cost. */
function usageOf(
  { model, judge, merged, startedMs, reusedJudgements }: RunFacts,
  reused: number,
  nowMs: number,
): SweepRecord['usage'] {
  const [asked, judged] = [model?.usage() ?? NO_USAGE, judge?.usage() ?? NO_USAGE];
  // A clock that is set back while the run goes on makes no record invalid.
  const wallMs = Math.max(0, nowMs - startedMs);
  const spared = reusedJudgements + (merged?.usage.reusedJudgements ?? 0);
  const judgements = spared === 0 ? {} : { reusedJudgements: spared };
  if (merged === undefined) return { model: asked, judge: judged, reused, ...judgements, wallMs };
  return {
    model: merged.usage.model,
    judge: addUsage([merged.usage.judge, judged]),
    reused: merged.usage.reused,
    ...judgements,
    wallMs: merged.usage.wallMs + wallMs,
  };
}
