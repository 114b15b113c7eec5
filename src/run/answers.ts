import { mostWanted } from '../decide/decision-plan.js';
import { samplesUpTo, sizesOf } from '../decide/samples.js';
import { continuationOf, fingerprintOf } from '../record/identity.js';
import { firstStageOf } from '../baseline/update-pool.js';
import type { Target } from '../record/record-schema.js';
import {
  type ArmStore,
  openResultStore,
  type JournalledDecision,
  type ResultStore,
} from './result-store.js';
import { harmlessIds } from '../dataset/item.js';
import { controlTargetOf, targetOfRun, type Merged } from './items.js';
import type { Plan } from './plan-step.js';
import type { Items } from './run-log.js';
import type { Proof, Run } from './run.js';

/** The answers of a run, which a journal keeps, with those that it resumes from. */
export interface Answers {
  readonly resultStore: ResultStore;
  /** Answers of the baseline's model; none where the run does not ask it. */
  readonly control: ArmStore;
  /** Where an earlier attempt, whose answers these are, found its baseline. */
  readonly begunWith: string | undefined;
  /** The stored answers are those of a run that had all it asked for. */
  readonly isStoredWhole: boolean;
  /** Decisions of an earlier attempt. */
  readonly decided: readonly JournalledDecision[];
}

/** Answers without those that no stage of the plan asks. */
export type Kept = Proof<'kept'> & {
  readonly resultStore: ResultStore;
  readonly control: ArmStore | undefined;
  readonly merged: Merged;
};

/**
 * Opens the result store of a run, with the answers that it resumes from.
 *
 * @param run inputs, event and journal
 * @param items its protocol
 */
export async function openAnswers(
  run: Pick<Run, 'config' | 'context' | 'journal' | 'events'>,
  items: Pick<Items, 'protocol' | 'dataset'>,
): Promise<Answers> {
  run.events.append({ type: 'step', name: 'openAnswers' });
  return openJournal(run, { ...items, target: targetOfRun(run.config) });
}

/**
 * The same within another step, for any target.
 *
 * @param run inputs, event and journal
 * @param identity what makes the answers its own, and the items they answer
 */
export async function openJournal(
  { config, context, journal, events }: Pick<Run, 'config' | 'context' | 'journal' | 'events'>,
  identity: Pick<Items, 'protocol' | 'dataset'> & { readonly target: Target },
): Promise<Answers> {
  const { protocol, target, dataset } = identity;
  const asked = controlTargetOf(config);
  const control = asked === undefined ? {} : { control: asked };
  const fingerprint = fingerprintOf(config, context, { protocol, target, ...control });
  const continuation = continuationOf(config, context);
  const { metrics } = config.decision;
  const opened = await openResultStore(journal, fingerprint, continuation, {
    metrics,
    harmless: harmlessIds(dataset.items),
  });
  const { resultStore, base } = opened;
  events.append({
    ...{ type: 'resultStore', resultStore, isContinued: true },
    ...(asked === undefined ? {} : { control: base }),
  });
  return {
    resultStore,
    control: base,
    begunWith: opened.begunWith,
    isStoredWhole: opened.isWhole,
    decided: opened.decided,
  };
}

/**
 * Leaves out what is known beyond the plan: where answers never vary one per item is compared, and the
 * copies next to it in a record, or in an earlier run of another size, are neither judged nor missing.
 *
 * @param run where the records that are left are noted
 * @param plan the settled plan
 * @param sweep the result store, which loses the samples that no stage asks, and the records, if any
 */
export function keepPlanned(
  { events }: Pick<Run, 'events'>,
  { profile: { stages }, decision }: Plan<'judge' | 'nothing'>,
  {
    resultStore,
    control,
    merged,
  }: {
    readonly resultStore: ResultStore;
    readonly control?: ArmStore | undefined;
    readonly merged: Merged;
  },
): Kept {
  const samples = samplesUpTo(mostWanted(decision));
  resultStore.keepOnly(samples);
  control?.keepOnly(samples);
  if (merged === undefined) return { resultStore, control, merged } as Kept;
  const record = firstStageOf({ ...merged, plan: { ...merged.plan, stages: sizesOf(stages) } });
  events.append({ type: 'kept', record });
  return { resultStore, control, merged: record } as Kept;
}
