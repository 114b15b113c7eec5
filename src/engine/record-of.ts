import { buildRecord } from '../core/record/build-record.js';
import type { EndpointUsage, SweepRecord } from '../core/record/record-schema.js';
import type { Milliseconds } from '../core/units.js';
import type { RunFacts } from './run-facts.js';
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
  end: { readonly isPartial: boolean; readonly nowMs: Milliseconds },
): SweepRecord | undefined {
  const { config, context, protocol, ranked, ledger, contestPlan, climb } = facts;
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
    provenance: {
      repository: context.repository,
      sha: context.sha,
      ref: context.ref,
      event: context.eventName,
      runId: context.runId,
      runAttempt: context.runAttempt,
      createdAt: new Date(end.nowMs).toISOString(),
    },
    protocol,
    target: targetOfRun(facts),
    metrics: config.decision.metrics,
    dialect: { model: facts.model?.dialect() ?? {}, judge: facts.judge?.dialect() ?? {} },
    plan: {
      ladder: contestPlan.ladder.name,
      seed: config.decision.seed,
      rungs: contestPlan.ladder.rungs.map(({ itemsPerDomain, answers }) => ({
        itemsPerDomain,
        answers,
      })),
      rungsReached: climb?.rungsReached ?? 0,
      ...(config.shard === undefined ? {} : { shard: config.shard }),
    },
    items: [...ranked.values()].flat().sort((a, b) => a.id - b.id),
    pictureDigests: facts.pictureDigests,
    results: ledger.results,
    judgeCheck: facts.judgeCheck ?? null,
    usage: {
      model: facts.model?.usage() ?? NO_USAGE,
      judge: facts.judge?.usage() ?? NO_USAGE,
      reused: ledger.reused,
      // A clock that is set back while the run goes on makes no record invalid.
      wallMs: Math.max(0, end.nowMs - facts.startedMs),
    },
  });
}
