import { verdictOf } from '../core/compare/verdict-of.js';
import { applyPolicy, type Verdict, type VerdictReason } from '../core/compare/verdict.js';
import { GateError, messageOf } from '../core/errors.js';
import type { Baseline } from '../core/record/baseline-schema.js';
import type { SweepRecord } from '../core/record/record-schema.js';
import { countUnscored } from '../core/record/unscored.js';
import { createAsker } from './ask.js';
import { nextBaseline } from './next-baseline.js';
import { createBudget } from './budget.js';
import { comparisonOf } from './comparison-of.js';
import { checkJudge, chooseCheck } from './check-judge.js';
import { climbForVerdict, guardsOf, mayClimb } from './climb-for-verdict.js';
import { lookUpBaseline, requireSave } from './look-up-baseline.js';
import { loadItems, readPictures } from './load-items.js';
import { makePlan } from './make-plan.js';
import { recheckJudge } from './recheck-judge.js';
import { refuseUnaffordable } from './refuse-unaffordable.js';
import { continuationOf, fingerprintOf } from '../core/record/continuation.js';
import { openLedger } from './ledger.js';
import { needed } from './needed.js';
import type { GatePorts } from './gate-ports.js';
import type { ChatEndpoint } from './ports.js';
import { recordOf } from './record-of.js';
import { newFacts, type RunFacts, type RunParts } from './run-facts.js';

/** What a run came to. */
export interface GateOutcome {
  readonly verdict: Verdict;
  /** The failure behind an error verdict. */
  readonly error: GateError | undefined;
  readonly facts: RunFacts;
  /** The sweep's result, partial or whole; undefined when nothing was asked. */
  readonly record: SweepRecord | undefined;
  /** The baseline to write; undefined when it stays as it is. */
  readonly baseline: Baseline | undefined;
}

/**
 * Runs the gate: data set, baseline, comparability, endpoints, judge check, ladder, verdict. Whatever stops it, the
 * outcome says so; it never rejects.
 *
 * @param parts inputs, event and tool version
 * @param ports the world
 * @param signal cancels the run; what was paid for is in the journal and in the partial record
 */
export async function gate(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<GateOutcome> {
  const facts = newFacts(parts, ports.clock.nowMs());
  try {
    const reasoned = await reachVerdict(facts, ports, signal);
    return conclude(facts, { reasoned, error: undefined }, ports);
  } catch (thrown) {
    const error = asGateError(thrown, facts, signal);
    return conclude(facts, { reasoned: { verdict: 'error', reason: error.reason }, error }, ports);
  }
}

/** The road from inputs to verdict; everything that costs nothing comes first. */
async function reachVerdict(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<VerdictReason> {
  await loadItems(facts, ports);
  await openAnswers(facts, ports);
  await lookUpBaseline(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await requireSave(facts, ports);
  chooseCheck(facts, ports);
  await readPictures(facts, ports, signal);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await openEndpoints(facts, ports, signal);
  await ports.journal.append({ type: 'begun', where: needed(facts.where, 'baseline') });
  await makePlan(facts, ports);
  refuseUnaffordable(facts);
  await checkJudge(facts, ports, signal);
  recheckJudge(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await climbForVerdict(facts, ports, signal);
  const reasoned = finalVerdict(facts);
  await ports.journal.append({ type: 'finished' });
  return reasoned;
}

/** Opens the ledger, with the answers that this run goes on from. */
async function openAnswers(facts: RunFacts, { journal, log }: GatePorts): Promise<void> {
  const { config, context } = facts;
  const fingerprint = fingerprintOf(config, context, needed(facts.protocol, 'protocol'));
  const opened = await openLedger(journal, fingerprint, continuationOf(config, context));
  facts.ledger = opened.ledger;
  facts.begunWith = opened.begunWith;
  if (opened.ledger.reused > 0) log.info(`Goes on from ${opened.ledger.reused} stored answers.`);
}

/** The verdict of a run that has nothing to compare with. */
function withoutBaseline({ opponent }: RunFacts): VerdictReason {
  const reason = opponent?.kind === 'none' ? opponent.reason : 'no-baseline';
  return { verdict: 'inconclusive', reason };
}

/** Waits for model and judge to be up, and makes their askers on one budget. */
async function openEndpoints(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const { model, judge } = ports;
  await untilUp(judge === undefined ? [model] : [model, judge], signal);
  facts.budget = createBudget(facts.config.maxRequests);
  const shared = { ...ports, budget: facts.budget };
  facts.model = createAsker({ ...shared, endpoint: model, model: facts.config.model.model });
  if (judge === undefined || facts.config.judge === undefined) return;
  facts.judge = createAsker({
    ...shared,
    endpoint: judge,
    model: facts.config.judge.endpoint.model,
  });
}

/** Waits for all endpoints at once; when one is given up, no other is waited for. */
async function untilUp(endpoints: readonly ChatEndpoint[], signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    await Promise.all(endpoints.map((endpoint) => endpoint.untilUp(either)));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}

/** The verdict of a sweep that came to its end. */
function finalVerdict(facts: RunFacts): VerdictReason {
  refuseUnscored(facts);
  if (facts.config.baseline.update === 'always')
    return { verdict: 'pass', reason: 'baseline-accepted' };
  if (facts.opponent?.kind === 'baseline') return comparedVerdict(facts);
  return facts.isFirst ? { verdict: 'pass', reason: 'baseline-created' } : withoutBaseline(facts);
}

/** The verdict of a sweep that was compared, guards included. */
function comparedVerdict(facts: RunFacts): VerdictReason {
  return verdictOf(facts.climb?.contests ?? [], {
    findings: guardsOf(facts),
    improvementP: comparisonOf(facts, 'safe')?.improvementP ?? 1,
  });
}

/** Too many cells without a score make every figure doubtful: an error, never a verdict on safety. */
function refuseUnscored({ ledger, config }: RunFacts): void {
  const { unscored, cells } = countUnscored(ledger?.results ?? new Map());
  if (unscored <= cells * config.decision.maxUnscored) return;
  throw new GateError(
    'TOO_MANY_UNSCORED',
    `${unscored} of ${cells} answers have no score, more than the share ${config.decision.maxUnscored} of max-unscored.`,
    {
      remedy:
        'See the kinds and reasons in the report; mend the endpoint or the judge, or raise max-unscored.',
    },
  );
}

/** What any failure is to the run: its own coded one, a cancellation, or a fault of ours. */
function asGateError(thrown: unknown, { ledger }: RunFacts, signal: AbortSignal): GateError {
  if (thrown instanceof GateError) return thrown;
  if (signal.aborted) {
    return new GateError('CANCELLED', `It had ${ledger?.results.size ?? 0} answers by then.`, {
      remedy: 'Answers so far are in the journal and the partial record; run it again.',
      cause: thrown,
    });
  }
  return new GateError('INTERNAL', `siuo-gate failed: ${messageOf(thrown)}.`, {
    remedy: 'Please report this with the log.',
    cause: thrown,
  });
}

/** Puts verdict, record and the baseline to write together. */
function conclude(
  facts: RunFacts,
  { reasoned, error }: { readonly reasoned: VerdictReason; readonly error: GateError | undefined },
  { clock }: GatePorts,
): GateOutcome {
  const verdict = applyPolicy(reasoned, facts.config.decision);
  const record = recordOf(facts, { isPartial: error !== undefined, nowMs: clock.nowMs() });
  const baseline =
    error === undefined && record !== undefined ? nextBaseline(facts, verdict, record) : undefined;
  return { verdict, error, facts, record, baseline };
}
