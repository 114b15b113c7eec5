import { sizesOf } from '../decide/samples.js';
import type { Baseline } from '../baseline/baseline-file.js';
import { buildRecord, type RecordParts } from '../record/build-record.js';
import { addUsage } from '../record/merge-records.js';
import type { EndpointUsage } from '../model/limits.js';
import type { FailureCount } from '../model/answer.js';
import { controlTargetOf, targetOfRun } from './items.js';
import { failuresOf, isJudged } from './figures.js';
import type { Known } from './run-log.js';
import { decisionPart } from '../record/decision-part.js';
import { acceptDomains } from '../baseline/accept-domains.js';
import { appendToPool, FIRST_RUN, newBaseline, pinPool } from '../baseline/update-pool.js';
import { isStored } from '../config/config.js';
import { mayPin, mayUpdate } from '../baseline/may-write.js';
import { waiverReason } from '../report/waiver.js';
import { blockOf } from './second-judge.js';
import type { ConfirmBlock, Provenance, SweepRecord } from '../record/record-schema.js';
import { isLevelAccepted, type Verdict } from '../decide/verdict.js';

/**
 * The record of a run from what it knows; undefined when nothing was asked.
 *
 * @param known what the run knows
 * @param end whether it stopped before its plan was done, and when
 */
export function recordOf(
  known: Known,
  end: { readonly isPartial: boolean; readonly nowMs: number },
): SweepRecord | undefined {
  const { config, protocol, ranked, resultStore, plan, staged, merged, endpoints, judgeCheck } =
    known;
  const planned = known.planDigest === undefined ? {} : { planDigest: known.planDigest };
  if (merged !== undefined && (isJudged(merged) || plan === undefined)) {
    return {
      ...merged,
      ...planned,
      toolVersion: known.toolVersion,
      partial: end.isPartial,
      ...(staged?.compared === undefined ? {} : { decision: decisionPart(staged.compared) }),
    };
  }
  if (protocol === undefined || ranked === undefined) return undefined;
  if (resultStore === undefined || plan === undefined) return undefined;
  if (resultStore.results.size === 0 && judgeCheck === undefined) return undefined;
  // Stopped while pictures were on their way: answers to pictures that nobody has seen whole stay in the journal.
  if (end.isPartial && merged === undefined && known.pictureDigests.size === 0) return undefined;
  return buildRecord({
    toolVersion: known.toolVersion,
    partial: end.isPartial,
    provenance: merged?.provenance ?? provenanceOf(known, end.nowMs),
    protocol,
    target: targetOfRun(config, merged, endpoints?.model?.served()),
    ...confirmOfRun(known),
    metrics: config.decision.metrics,
    capabilities: {
      model: merged?.capabilities.model ?? endpoints?.model?.capabilities() ?? {},
      judge: endpoints?.judge?.capabilities() ?? {},
    },
    plan: merged?.plan ?? {
      profile: plan.profile.name,
      seed: config.decision.seed,
      stages: sizesOf(plan.profile.stages),
      stagesReached: staged?.stagesReached ?? 0,
      ...(config.shard === undefined ? {} : { shard: config.shard }),
    },
    ...planned,
    items: [...ranked.values()].flat().sort((a, b) => a.id - b.id),
    pictureDigests: known.pictureDigests,
    results: resultStore.results,
    judgeCheck: judgeCheck ?? null,
    ...controlOfRun(known),
    failures: failuresOfRun(known),
    compared: staged?.compared,
    usage: usageOf(known, resultStore.reused + (known.controlStore?.reused ?? 0), end.nowMs),
  });
}

/**
 * What failed in a run, as far as it came.
 *
 * @param known what the run knows
 */
export function failuresOfRun({
  config,
  context,
  merged,
  resultStore,
  controlStore,
  endpoints,
}: Known): readonly FailureCount[] {
  const results = resultStore?.results ?? new Map();
  const control = controlStore?.results;
  return failuresOf({ config, context, merged, results, control, judge: endpoints?.judge });
}

/** The baseline's model and what it answered, where the run asked it. */
function controlOfRun({ config, controlStore, endpoints }: Known): Pick<RecordParts, 'control'> {
  const target = controlTargetOf(config, endpoints?.control?.served());
  if (target === undefined || controlStore === undefined || controlStore.results.size === 0)
    return {};
  const capabilities = endpoints?.control?.capabilities() ?? {};
  return { control: { target, capabilities, results: controlStore.results } };
}

/** The second judge, where the run has one. */
function confirmOfRun({ config, protocol }: Known): { readonly confirm?: ConfirmBlock } {
  const confirm = blockOf(config, protocol?.judge?.promptDigest ?? '');
  return confirm === undefined || protocol?.judge === null ? {} : { confirm };
}

/** Where and why this run happened. */
function provenanceOf({ context }: Known, nowMs: number): Provenance {
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

const NO_USAGE: EndpointUsage = { requests: 0, retries: 0, tokensIn: 0, tokensOut: 0 };

/** What the run cost, with what the records it reports on had cost. */
function usageOf(
  { endpoints, merged, startedMs, reusedJudgements, reAsked }: Known,
  reused: number,
  nowMs: number,
): SweepRecord['usage'] {
  const asked = addUsage([
    endpoints?.model?.usage() ?? NO_USAGE,
    endpoints?.control?.usage() ?? NO_USAGE,
  ]);
  const judged = addUsage([
    endpoints?.judge?.usage() ?? NO_USAGE,
    endpoints?.confirmJudge?.asker.usage() ?? NO_USAGE,
  ]);
  // A clock that is set back while the run goes on makes no record invalid.
  const wallMs = Math.max(0, nowMs - startedMs);
  const spared = reusedJudgements + (merged?.usage.reusedJudgements ?? 0);
  const again = reAsked + (merged?.usage.reAsked ?? 0);
  const judgements = {
    ...(spared === 0 ? {} : { reusedJudgements: spared }),
    ...(again === 0 ? {} : { reAsked: again }),
  };
  if (merged === undefined) return { model: asked, judge: judged, reused, ...judgements, wallMs };
  return {
    model: merged.usage.model,
    judge: addUsage([merged.usage.judge, judged]),
    reused: merged.usage.reused,
    ...judgements,
    wallMs: merged.usage.wallMs + wallMs,
  };
}

/** Reasons with which a baseline run joins the pool of its branch. */
const JOINS_POOL: ReadonlySet<string> = new Set([
  'no-regression',
  'improved',
  'insufficient-evidence',
]);

/**
 * The baseline as it should be after this run; undefined when it stays as it is. A run that regressed
 * leaves it as it was, unless a person accepts the level it found, or has accepted it before the merge.
 *
 * @param known what the run knows
 * @param verdict what it came to
 * @param record its result
 */
export function nextBaseline(
  { config, context, chosenBaseline, waivers, begunDomains }: Known,
  verdict: Verdict,
  record: SweepRecord,
): Baseline | undefined {
  const { update, name, reason, poolRuns, maxAgeDays } = config.baseline;
  if (!isStored(config.baseline.store)) return undefined;
  const isMade = verdict.reason === 'baseline-created';
  if (!isMade && mayPin(update, context, config.decision.profile)) {
    if (chosenBaseline?.kind !== 'baseline' || verdict.verdict !== 'pass') return undefined;
    const isTag = context.ref.startsWith('refs/tags/');
    const release = {
      tag: isTag ? context.ref.slice('refs/tags/'.length) : context.sha,
      at: record.provenance.createdAt,
    };
    return pinPool(chosenBaseline.baseline, chosenBaseline.baselineRuns, release);
  }
  if (!mayUpdate(update, context)) return undefined;
  if (update === 'always') {
    if (!isLevelAccepted(verdict)) return undefined;
    const earlier = chosenBaseline?.kind === 'baseline' ? chosenBaseline.baseline : undefined;
    return newBaseline(name, record, reason, earlier);
  }
  if (waivers !== undefined && chosenBaseline?.kind === 'baseline') {
    const level = { domains: begunDomains, reason: waiverReason(waivers) };
    return acceptDomains(chosenBaseline.baseline, record, level, { poolRuns, maxAgeDays });
  }
  if (verdict.reason === 'baseline-created') return newBaseline(name, record, FIRST_RUN);
  if (chosenBaseline?.kind !== 'baseline' || !JOINS_POOL.has(verdict.reason)) return undefined;
  return appendToPool(chosenBaseline.baseline, record, { poolRuns, maxAgeDays });
}
