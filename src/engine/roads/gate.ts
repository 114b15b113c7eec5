import { applyPolicy, type Verdict, type VerdictReason } from '../../core/compare/verdict.js';
import { withForkAdvice } from '../../core/config/fork-advice.js';
import { GateError, messageOf } from '../../core/errors.js';
import type { Baseline } from '../../core/pool/baseline-file.js';
import type { SweepRecord } from '../../core/record/record-schema.js';
import { breakSilence } from '../break-silence.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import { nextBaseline } from '../outcome/next-baseline.js';
import { recordOf } from '../outcome/record-of.js';
import { newFacts, type RunFacts, type RunParts } from '../run-facts.js';
import { ROADS } from './roads.js';
import { runStages } from './run-stages.js';

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
    const said = await breakSilence(facts, ports, () =>
      runStages(ROADS[parts.config.mode], facts, ports, signal),
    );
    return conclude(facts, { reasoned: needed(said, 'verdict'), error: undefined }, ports);
  } catch (thrown) {
    const error = asGateError(thrown, facts, signal);
    return conclude(facts, { reasoned: { verdict: 'error', reason: error.reason }, error }, ports);
  }
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
