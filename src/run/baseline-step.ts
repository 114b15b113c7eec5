import type { CandidateIdentity } from '../baseline/comparability.js';
import type { VerdictReason } from '../decide/verdict.js';
import { isStored } from '../config/config.js';
import { conflict } from '../config/config-errors.js';
import type { JudgeCheck } from '../judge/check-set.js';
import type { Baseline, BaselineLookup } from '../baseline/baseline-file.js';
import { mayPin, mayUpdate } from '../baseline/may-write.js';
import { otherGateOfRun, otherGateSentence, TELL_APART } from '../baseline/same-run.js';
import type { Target } from '../record/record-schema.js';
import { controlTargetOf, targetOfRun, type Merged, type Pictures } from './items.js';
import type { Items } from './run-log.js';
import type { Proof, Run } from './run.js';
import {
  chooseBaseline,
  otherwiseJudged,
  type ChosenBaseline,
} from '../baseline/choose-baseline.js';
import { isJudged } from './figures.js';
import { openStoredTexts, type StoredTexts } from './stored-texts.js';

/** How far a run is known to be comparable: by its rows, its pictures too, and its judge too. */
export type ComparedBy = 'rows' | 'pictures' | 'judge';

/** What a run has to compare with, as far as that is known. */
export interface Level<By extends ComparedBy> {
  readonly by: By;
  /** Where the baseline was looked for. */
  readonly where: string;
  readonly chosenBaseline: ChosenBaseline;
  /** The words of its runs. */
  readonly texts: StoredTexts;
  /** Those runs whose answers today's judge can read, so that their judge may be another. */
  readonly readable: ReadonlySet<string>;
  /** What was lost because the judge has moved, and for nothing else; absent where nothing was. */
  readonly beforeMove?: Extract<ChosenBaseline, { readonly kind: 'baseline' }>;
  /** This run's first stage becomes the first baseline. */
  readonly isFirst: boolean;
  /** What was found of the judge's accuracy; undefined before its check, and without one. */
  readonly check: JudgeCheck | undefined;
}

/** A level that a run may spend on. */
export type Goal<By extends ComparedBy> = Level<By> & Proof<'goal'>;

/** What a run may have to store could be stored. */
export type Storable = Proof<'storable'>;

/** What makes a run comparable with a stored one. */
export interface RunIdentity {
  readonly items: Items;
  /** None while the pictures are not known. */
  readonly pictures: ReadonlyMap<number, string>;
  readonly merged: Merged;
  /** Where an earlier attempt, whose answers this run resumes from, found its baseline. */
  readonly begunWith: string | undefined;
}

/** What looks a baseline up. */
type LookUpParts = Pick<
  Run,
  'config' | 'context' | 'baseline' | 'clock' | 'events' | 'isJudgeOpen' | 'vault'
>;

/**
 * Looks the baseline up and decides whether it can be compared with, before anything is spent.
 *
 * @param run inputs, event, store and clock
 * @param identity what this run will be, as far as it is known
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE, and CONFIG_CONFLICT where another gate of
 *   this run has stored what it measured of another target
 */
export async function lookUpBaseline(
  run: LookUpParts,
  identity: RunIdentity,
): Promise<Level<'rows'>> {
  run.events.append({ type: 'step', name: 'lookUpBaseline' });
  const control = controlTargetOf(run.config);
  if (run.config.baseline.store.kind === 'endpoint' && control !== undefined)
    return liveLevel(run, control);
  const found = await run.baseline.find(identity.begunWith);
  if (found.kind === 'found') refuseOtherGate(found.baseline, run, identity.merged);
  const { where } = found;
  const texts = openStoredTexts(run, where);
  const { chosenBaseline, readable } = await chooseFound(found, run, { ...identity, texts });
  run.events.append({ type: 'compared', chosenBaseline, where });
  const { store, update } = run.config.baseline;
  const mayMake = isStored(store) && mayUpdate(update, run.context);
  const isFirst = found.kind === 'absent' && mayMake;
  return { by: 'rows', where, chosenBaseline, texts, readable, isFirst, check: undefined };
}

/** The baseline's model in place of a stored baseline: nothing is looked up. */
function liveLevel(run: LookUpParts, control: Target): Level<'rows'> {
  const where = `${control.model} at ${control.origin}`;
  const chosenBaseline = { kind: 'live', control } as const;
  run.events.append({ type: 'compared', chosenBaseline, where });
  const texts = openStoredTexts({ vault: undefined }, where);
  const shared = { texts, readable: new Set<string>(), isFirst: false, check: undefined };
  return { by: 'rows', where, chosenBaseline, ...shared };
}

/** What a lookup offers this run; runs of another judge too, where their answers can be read again. */
async function chooseFound(
  found: BaselineLookup,
  run: LookUpParts,
  identity: RunIdentity & { readonly texts: StoredTexts },
): Promise<Pick<Level<'rows'>, 'chosenBaseline' | 'readable'>> {
  const none = new Set<string>();
  const chosenBaseline = chosenBaselineOf(found, run, { ...identity, readable: none });
  const isAsked = run.config.judge !== undefined && !isJudged(identity.merged);
  if (found.kind !== 'found' || !isAsked) return { chosenBaseline, readable: none };
  const runs = otherwiseJudged(found.baseline, ...comparedBy(run, identity, none));
  if (runs.length === 0) return { chosenBaseline, readable: none };
  const { texts, problem } = await identity.texts.of(runs);
  const readable = new Set(texts.keys());
  const again = chosenBaselineOf(found, run, { ...identity, readable });
  if (again.kind === 'none' && problem !== undefined) {
    const text = `${again.text} ${problem.text}`;
    return {
      chosenBaseline: { ...again, text, remedy: `${problem.remedy} ${again.remedy}` },
      readable,
    };
  }
  return { chosenBaseline: again, readable };
}

/** Stops a run that would compare with, and join, what another gate of this same run measured. */
function refuseOtherGate(
  { name, records }: Baseline,
  { config, context }: Pick<Run, 'config' | 'context'>,
  merged: Merged,
): void {
  const { repository, runId, runAttempt, eventName: event, sha } = context;
  const provenance = { repository, runId, runAttempt, event, sha };
  const own = { provenance, target: targetOfRun(config, merged) };
  const other = otherGateOfRun(records, own);
  if (other !== undefined) throw conflict(otherGateSentence(name, other, own), TELL_APART);
}

/** What a lookup offers this run. */
function chosenBaselineOf(
  found: BaselineLookup,
  run: Pick<Run, 'config' | 'clock' | 'isJudgeOpen'>,
  identity: Compared,
): ChosenBaseline {
  switch (found.kind) {
    case 'found':
      return compare(found.baseline, run, identity);
    case 'absent':
      return {
        kind: 'none',
        reason: 'no-baseline',
        text: `There is no baseline in ${found.where}.`,
        remedy: found.remedy,
        isAbsent: true,
      };
    case 'unusable':
      return {
        kind: 'none',
        reason: 'no-baseline',
        text: `The baseline in ${found.where} cannot be used: ${found.problem}`,
        remedy: found.remedy,
      };
  }
}

/** What a stored baseline offers a run of these items and pictures, now. */
function compare(
  baseline: Baseline,
  run: Pick<Run, 'config' | 'clock' | 'isJudgeOpen'>,
  identity: Compared,
): ChosenBaseline {
  return chooseBaseline(baseline, ...comparedBy(run, identity, identity.readable));
}

/** A run as it is compared, and the stored runs whose judge may be another. */
type Compared = Pick<RunIdentity, 'items' | 'pictures'> & Pick<Level<'rows'>, 'readable'>;

/** What a stored baseline is compared by. */
function comparedBy(
  { config, clock, isJudgeOpen }: Pick<Run, 'config' | 'clock' | 'isJudgeOpen'>,
  { items, pictures }: Pick<RunIdentity, 'items' | 'pictures'>,
  readable: ReadonlySet<string>,
) {
  const digests = [...items.ranked.values()]
    .flat()
    .map(({ id, rowDigest }) => [id, { row: rowDigest, picture: pictures.get(id) }] as const);
  const candidate: CandidateIdentity = {
    protocol: items.protocol,
    isJudgeOpen,
    metrics: config.decision.metrics,
    digests: new Map(digests),
  };
  const { poolRuns, maxAgeDays } = config.baseline;
  const when = { limits: { poolRuns, maxAgeDays }, nowMs: clock.nowMs(), readable };
  return [candidate, when] as const;
}

/** What a comparison is made again by. */
type RecheckParts = Pick<Run, 'config' | 'clock' | 'events' | 'isJudgeOpen'>;

/**
 * Compares again once the pictures are known: a run loses its baseline when one has changed.
 *
 * @param run inputs and clock
 * @param level what the rows were compared with
 * @param items the run's items
 * @param pictures as they are here
 */
export function recheckBaseline(
  run: RecheckParts,
  level: Goal<'rows'>,
  items: Items,
  { digests }: Pictures,
): Level<'pictures'> {
  return { ...recheckRows(run, level, items, { digests }), by: 'pictures' };
}

/**
 * Compares again by rows and by such pictures as are known, before anything is asked.
 *
 * @param run inputs and clock
 * @param level what the rows were compared with
 * @param items the run's items
 * @param pictures those that are here, or none yet
 */
export function recheckRows(
  run: RecheckParts,
  level: Goal<'rows'>,
  items: Items,
  { digests }: Pick<Pictures, 'digests'>,
): Level<'rows'> {
  if (level.chosenBaseline.kind !== 'baseline') return level;
  const { baseline, refused } = level.chosenBaseline;
  const again = compare(baseline, run, {
    items,
    pictures: digests,
    readable: level.readable,
  });
  const chosenBaseline = again.kind === 'baseline' ? { ...again, refused } : again;
  run.events.append({ type: 'chosenBaseline', chosenBaseline });
  return { ...level, chosenBaseline };
}

/**
 * The level, where a run may spend on it: it has something to compare with, makes or accepts a
 * baseline, is decided by floors alone, or is told to go on without one.
 *
 * @param run inputs
 * @param level what the run has to compare with
 * @returns undefined where the run would spend for nothing
 */
export function goalOf<By extends ComparedBy>(
  { config }: Pick<Run, 'config'>,
  level: Level<By>,
): Goal<By> | undefined {
  const { store, update } = config.baseline;
  const mayGoOn =
    level.chosenBaseline.kind !== 'none' ||
    level.isFirst ||
    (store.kind === 'none' && config.decision.floors.length > 0) ||
    update === 'always' ||
    !config.decision.failMissingBaseline;
  return mayGoOn ? (level as Goal<By>) : undefined;
}

/**
 * The verdict of a run that has nothing to compare with.
 *
 * @param level what there was
 */
export function withoutBaseline({
  chosenBaseline,
}: Pick<Level<ComparedBy>, 'chosenBaseline'>): VerdictReason {
  const reason = chosenBaseline.kind === 'none' ? chosenBaseline.reason : 'no-baseline';
  return { verdict: 'inconclusive', reason };
}

/**
 * Makes sure that what this run may have to save could be saved, before anything is spent.
 *
 * @param run inputs, event and store
 * @throws GateError CONFIG_PERMISSION
 */
export async function requireSave({
  config,
  context,
  baseline,
  events,
}: Pick<Run, 'config' | 'context' | 'baseline' | 'events'>): Promise<Storable> {
  events.append({ type: 'step', name: 'requireSave' });
  const { update } = config.baseline;
  if (mayUpdate(update, context) || mayPin(update, context, config.decision.profile)) {
    await baseline.requireWrite();
  }
  return {} as Storable;
}
