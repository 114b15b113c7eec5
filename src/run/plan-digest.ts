import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import { digestOfJson } from '../digest.js';
import type { Items } from './run-log.js';
import type { Run } from './run.js';

/**
 * What a run has settled before it asks anything, as a digest: what is asked and how, of which items in
 * which order, against which stored counts, by which levels and margins, with which floors and policy.
 * Neither the model under test nor the time is in it, so that `siuo-gate plan` prints it in advance.
 *
 * @param run inputs
 * @param items protocol and items, in sample order
 * @param plan the plan against the baseline as it is known before the first request
 * @returns SHA-256 in hexadecimal digits
 */
export function planDigest(
  { config }: Pick<Run, 'config'>,
  { protocol, ranked }: Pick<Items, 'protocol' | 'ranked'>,
  { profile, decision, comparisons, poolMode }: ComparisonPlan,
): string {
  const { metrics, seed, floors, maxUnscored, failInconclusive, failMissingBaseline } =
    config.decision;
  return digestOfJson({
    version: 1,
    protocol,
    terms: { metrics, seed, floors, maxUnscored, failInconclusive, failMissingBaseline },
    items: [...ranked].map(([domain, items]) => [
      domain,
      items.map(({ id, rowDigest }) => [id, rowDigest]),
    ]),
    profile,
    decision,
    poolMode,
    comparisons: comparisons.map(withEntries),
  });
}

/** A value whose maps JSON can hold. */
function withEntries(value: object): object {
  const entries = Object.entries(value).map(([key, member]: [string, unknown]) => [
    key,
    member instanceof Map ? [...(member as ReadonlyMap<unknown, unknown>)] : member,
  ]);
  return Object.fromEntries(entries) as object;
}

/**
 * Prints the digest of the plan and writes it to the journal, before anything is asked.
 *
 * @param run inputs, log and journal
 * @param items protocol and items
 * @param plan the plan as it stands
 */
export async function recordPlan(
  run: Pick<Run, 'config' | 'events' | 'log'>,
  items: Pick<Items, 'protocol' | 'ranked'>,
  plan: ComparisonPlan,
): Promise<void> {
  await run.events.mark({ type: 'plan', digest: settlePlan(run, items, plan) });
}

/**
 * Prints the digest of the plan of a run that asks nobody and has no journal.
 *
 * @param run inputs and log
 * @param items protocol and items
 * @param plan the plan as it stands
 * @returns the digest
 */
export function settlePlan(
  run: Pick<Run, 'config' | 'events' | 'log'>,
  items: Pick<Items, 'protocol' | 'ranked'>,
  plan: ComparisonPlan,
): string {
  const digest = planDigest(run, items, plan);
  run.log.info(planLine(digest));
  run.events.append({ type: 'settled', digest });
  return digest;
}

/**
 * The digest of a plan, for people.
 *
 * @param digest SHA-256 in hexadecimal digits
 */
export function planLine(digest: string): string {
  return `Plan, SHA-256: ${digest}`;
}
