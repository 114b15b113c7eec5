import type { Config } from '../config/config.js';
import { isLoopback } from '../config/same-endpoint.js';
import { digestOfJson } from '../digest.js';
import { targetOf } from '../record/identity.js';
import type { Provenance, SweepRecord, Target } from '../record/record-schema.js';

/** What tells a gate of a run from another of the same run. */
export interface RunTarget {
  readonly provenance: Pick<Provenance, 'repository' | 'runId' | 'runAttempt' | 'event' | 'sha'>;
  readonly target: Target;
}

/** What to do where two gates of one run share what each needs for itself. */
export const TELL_APART =
  'Give every gate of a run, such as each job of a matrix, a `baseline-name` of its own.';

/**
 * A record that another gate of this very run has stored: one run measures one target under one name.
 * Runs of their own may measure another target, which is how a model is renamed.
 *
 * @param records of a pool
 * @param own this run, and what it measures; a run without an id is no other's
 */
export function otherGateOfRun(
  records: readonly SweepRecord[],
  own: RunTarget,
): SweepRecord | undefined {
  if (own.provenance.runId === '') return undefined;
  return records.find(
    (record) => isSameRun(record, own) && targetKey(record, own) !== targetKey(own, record),
  );
}

/** Whether two gates are of one run, whatever the attempt: it has one id, one event and one commit. */
function isSameRun({ provenance: a }: RunTarget, { provenance: b }: RunTarget): boolean {
  return (
    a.runId === b.runId && a.repository === b.repository && a.event === b.event && a.sha === b.sha
  );
}

/** That two gates of one run measure two targets under one name, in one sentence. */
export function otherGateSentence(name: string, other: RunTarget, own: RunTarget): string {
  const [theirs, ours] = [other, own].map(
    ({ target: { model, origin } }) => `${JSON.stringify(model)} at ${origin}`,
  );
  return `Run ${own.provenance.runId} has two targets under the baseline-name ${JSON.stringify(name)}: ${theirs} and ${ours}.`;
}

/**
 * What a gate measures, by its inputs alone, so that a run's gates are told apart before they have
 * measured anything.
 *
 * @returns 12 hexadecimal digits, the same in every attempt
 */
export function gateDigest(config: Config): string {
  const { baseline, task, dataset, records, model, generation } = config;
  const asked = model === undefined ? null : whatIsAsked(targetOf(model, generation, null), false);
  return digestOfJson([baseline.name, task, dataset, records, asked]).slice(0, 12);
}

/** What a target is known by alongside another of the same run. */
function targetKey({ target, provenance }: RunTarget, alongside: RunTarget): string {
  const isSameAttempt = provenance.runAttempt === alongside.provenance.runAttempt;
  return JSON.stringify(whatIsAsked(target, isSameAttempt));
}

/**
 * A target without what it says of itself, which may change; and, between attempts, without the port
 * of a server of the job's own, which may be another one each time.
 */
function whatIsAsked(target: Target, hasPort: boolean): readonly (string | null)[] {
  const { origin, model, systemPromptDigest, requestBodyDigest } = target;
  const where = !hasPort && isLoopback(origin) ? 'this machine' : origin;
  return [where, model, systemPromptDigest, requestBodyDigest];
}
