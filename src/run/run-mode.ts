import { applyPolicy, type Verdict, type VerdictReason } from '../decide/verdict.js';
import { withForkAdvice } from '../config/config-errors.js';
import type { Baseline, KeptTexts } from '../baseline/baseline-file.js';
import type { SweepRecord } from '../record/record-schema.js';
import { applyWaiver } from './apply-waiver.js';
import { breakSilence } from './break-silence.js';
import { gate } from './gate.js';
import type { GatePorts, RunParts } from './gate-ports.js';
import { nextBaseline, recordOf } from './record-of-run.js';
import { report } from './report.js';
import type { Known } from './run-log.js';
import { measure } from './measure.js';
import { misfit, startRun, type Run } from './run.js';
import { sweep } from './sweep.js';
import { GateError, messageOf, placeOf } from '../errors.js';

/** What a run came to. */
export interface GateOutcome {
  readonly verdict: Verdict;
  /** The failure behind an error verdict. */
  readonly error: GateError | undefined;
  /** When it came to it, in milliseconds since the epoch. */
  readonly atMs: number;
  /** What the run knew at its end. */
  readonly known: Known;
  /** The sweep's result, partial or whole; undefined when nothing was asked. */
  readonly record: SweepRecord | undefined;
  /** The baseline to write; undefined when it stays as it is. */
  readonly baseline: Baseline | undefined;
  /** The words of its answers to be kept next to it; undefined where nothing keeps any. */
  readonly texts?: KeptTexts | undefined;
}

/**
 * Runs the mode that the inputs name. Whatever stops it, the outcome says so; it never rejects.
 *
 * @param parts inputs, event and tool version
 * @param ports the world
 * @param signal cancels the run; what was paid for is in the journal and in the partial record
 */
export async function runMode(
  parts: RunParts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<GateOutcome> {
  const { run, known } = startRun(parts, ports, signal);
  try {
    const reasoned = await breakSilence(known, ports, async () => {
      const said = await modeOf(run);
      return applyWaiver(run, known(), said);
    });
    return await outcomeOf(known(), { reasoned, error: undefined }, ports);
  } catch (thrown) {
    const error = asGateError(thrown, known(), signal);
    // Pictures that are still on their way are needed no longer.
    run.halt.abort(error);
    const reasoned = { verdict: 'error', reason: error.reason } as const;
    return outcomeOf(known(), { reasoned, error }, ports);
  }
}

/** The mode of a run, from beginning to end. */
async function modeOf(run: Run): Promise<VerdictReason> {
  switch (run.config.mode) {
    case 'gate':
      return gate(run);
    case 'measure':
      return measure(run);
    case 'sweep':
      return sweep(run);
    case 'accept':
      throw misfit('Mode accept measures nothing.');
    case 'report':
      if (run.records === undefined) throw misfit('Mode report was given no records.');
      return report(run, run.records);
  }
}

/** What any failure is to the run: its own coded one, a cancellation, or a fault of ours. */
function asGateError(
  thrown: unknown,
  { resultStore, context }: Known,
  signal: AbortSignal,
): GateError {
  if (thrown instanceof GateError) return withForkAdvice(thrown, context);
  if (signal.aborted) {
    return new GateError('CANCELLED', `It had ${resultStore?.results.size ?? 0} answers by then.`, {
      remedy: 'Answers so far are in the journal and the partial record; run it again.',
      cause: thrown,
    });
  }
  const place = placeOf(thrown);
  const where = place === '' ? '' : ` (${place})`;
  return new GateError('INTERNAL', `siuo-gate failed: ${messageOf(thrown)}${where}.`, {
    remedy: 'Please report this with the log.',
    cause: thrown,
  });
}

/** Puts verdict, record and the baseline to write together. */
async function outcomeOf(
  known: Known,
  { reasoned, error }: { readonly reasoned: VerdictReason; readonly error: GateError | undefined },
  { clock, vault }: Pick<GatePorts, 'clock' | 'vault'>,
): Promise<GateOutcome> {
  const verdict = applyPolicy(reasoned, known.config.decision);
  const atMs = clock.nowMs();
  const record = recordOf(known, { isPartial: error !== undefined, nowMs: atMs });
  const baseline =
    error === undefined && record !== undefined ? nextBaseline(known, verdict, record) : undefined;
  if (baseline === undefined || record === undefined || vault === undefined) {
    return { verdict, error, atMs, known, record, baseline };
  }
  const results = known.resultStore?.results ?? new Map();
  const texts = await vault.seal(record, results).catch(() => undefined);
  return { verdict, error, atMs, known, record, baseline, texts };
}
