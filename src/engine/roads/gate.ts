import { applyPolicy, type Verdict, type VerdictReason } from '../../core/compare/verdict.js';
import type { Mode } from '../../core/config/config.js';
import { withForkAdvice } from '../../core/config/fork-advice.js';
import { GateError, messageOf } from '../../core/errors.js';
import type { Baseline } from '../../core/record/baseline-schema.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import { askAhead } from '../asking/ask-ahead.js';
import { checkJudge } from '../stages/check-judge.js';
import { chooseCheck } from '../stages/choose-check.js';
import { climbForVerdict, mayClimb } from '../stages/climb-for-verdict.js';
import { finalVerdict, withoutBaseline } from '../stages/final-verdict.js';
import type { GatePorts } from '../gate-ports.js';
import { loadItems, readPictures } from '../stages/load-items.js';
import { lookUpBaseline, requireSave } from '../stages/look-up-baseline.js';
import { makePlan } from '../stages/make-plan.js';
import { needed } from '../needed.js';
import { nextBaseline } from '../outcome/next-baseline.js';
import { openAnswers } from '../stages/open-answers.js';
import { openEndpoints } from '../stages/open-endpoints.js';
import { recordOf } from '../outcome/record-of.js';
import { recheckJudge } from '../stages/recheck-judge.js';
import { refuseUnaffordable } from '../stages/refuse-unaffordable.js';
import { reportOnRecords } from './report-on-records.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';
import { sweepOnly } from './sweep-only.js';

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

/** The road of each mode from inputs to verdict. */
const ROADS: Readonly<
  Record<Mode, (facts: RunFacts, ports: GatePorts, signal: AbortSignal) => Promise<VerdictReason>>
> = { gate: gateAll, sweep: sweepOnly, report: reportOnRecords };

/**
 * Runs the gate, or the part of it that the mode names. Whatever stops it, the outcome says so; it
 * never rejects.
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
    const reasoned = await ROADS[parts.config.mode](facts, ports, signal);
    return conclude(facts, { reasoned, error: undefined }, ports);
  } catch (thrown) {
    const error = asGateError(thrown, facts, signal);
    return conclude(facts, { reasoned: { verdict: 'error', reason: error.reason }, error }, ports);
  }
}

/** Mode gate: data set, baseline, comparability, endpoints, judge check, ladder, verdict; what is free is first. */
async function gateAll(
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
  await askAhead(facts, ports, signal, () => checkJudge(facts, ports, signal));
  recheckJudge(facts, ports);
  if (!mayClimb(facts)) return withoutBaseline(facts);
  await climbForVerdict(facts, ports, signal);
  const reasoned = finalVerdict(facts);
  await ports.journal.append({ type: 'finished' });
  return reasoned;
}

/** What any failure is to the run: its own coded one, a cancellation, or a fault of ours. */
function asGateError(
  thrown: unknown,
  { ledger, context }: RunFacts,
  signal: AbortSignal,
): GateError {
  if (thrown instanceof GateError) return withForkAdvice(thrown, context);
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
