import { GateError } from '../errors.js';
import type { GatePorts, RunParts } from './gate-ports.js';
import { linesOf } from './run-lines.js';
import { openRunLog, type Known, type RunLog } from './run-log.js';

/** A run that is under way: what it was given, its world, and where its steps note what they find. */
export interface Run extends RunParts, GatePorts {
  /** Cancels the run. */
  readonly signal: AbortSignal;
  /** Aborted, with the reason, when the run has to stop: no further request goes out. */
  readonly halt: AbortController;
  readonly events: RunLog;
}

/** A run with the read side of its log, which is for the outcome alone. */
export interface StartedRun {
  readonly run: Run;
  /** Everything that was noted so far. */
  readonly known: () => Known;
}

declare const proven: unique symbol;

/**
 * Marks a value that only one step hands out, so that a later step can ask for it: leaving the first
 * step out is then a type error.
 */
export interface Proof<Name extends string> {
  readonly [proven]: Name;
}

/**
 * Starts a run. A reader that follows is told of what it finds.
 *
 * @param parts what it is given
 * @param ports its world
 * @param signal cancels it
 */
export function startRun(parts: RunParts, ports: GatePorts, signal: AbortSignal): StartedRun {
  const { clock, log } = ports;
  const { events, known } = openRunLog(parts, ports, (event, so) => {
    for (const { level, text } of linesOf(event, so, clock.nowMs())) log[level](text);
  });
  return { run: { ...parts, ...ports, signal, halt: new AbortController(), events }, known };
}

/**
 * The error of a run whose parts do not fit together, which is a fault of ours.
 *
 * @param text what does not fit
 */
export function misfit(text: string): GateError {
  return new GateError('INTERNAL', text, { remedy: 'Please report this with the log.' });
}
