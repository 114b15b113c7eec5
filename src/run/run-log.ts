import type { Judge, AskedAgain, JudgeRoom } from '../judge/ask-judge.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import type { ChosenBaseline } from '../baseline/choose-baseline.js';
import type { Dataset, Item } from '../dataset/item.js';
import type { JudgeCheck } from '../judge/check-set.js';
import type { RankedItems } from '../decide/samples.js';
import type { JournalEntry, Journal } from '../record/journal-entry.js';
import type { CheckPlan } from '../baseline/plan-check.js';
import type { Protocol, SweepRecord } from '../record/record-schema.js';
import type { RememberedVerdict, VerdictMemory, VerdictSubject } from '../report/verdict-memory.js';
import type { Waiver } from '../report/waiver.js';
import type { Asker } from '../model/asker.js';
import type { Budget } from '../model/limits.js';
import type { StagedState } from './staged-sweep.js';
import type { ArmStore, ResultStore } from './result-store.js';
import type { RunParts } from './gate-ports.js';
import type { Clock } from '../clock.js';
import type { TextProblem } from '../baseline/answer-vault.js';
import type { LabelMoves } from '../baseline/relabel.js';

/** The steps that may keep a reader waiting, as the log names them. */
export type StepName =
  | 'loadItems'
  | 'openAnswers'
  | 'readRecords'
  | 'lookUpBaseline'
  | 'repeatVerdict'
  | 'requireSave'
  | 'bringPictures'
  | 'readCheckedPictures'
  | 'openEndpoints'
  | 'markBegun'
  | 'askAheadAndCheck'
  | 'checkJudge'
  | 'runCheck'
  | 'sweepInStages'
  | 'recallAgain'
  | 'markFinished';

/** The rows of a run, and what makes two runs comparable. */
export interface Items {
  readonly dataset: Dataset;
  /** The items of the asked domains and of this shard, in sample order. */
  readonly ranked: RankedItems<Item>;
  readonly protocol: Protocol;
  /** SHA-256 over what the second judge is and how it is asked; left out where there is none. */
  readonly secondDigest?: string | undefined;
}

/** Who is asked, on one budget. */
export interface Endpoints {
  readonly budget: Budget;
  /** Undefined where the model under test is not asked. */
  readonly model: Asker | undefined;
  /** The baseline's model; undefined where it is not asked. */
  readonly control?: Asker | undefined;
  /** Undefined where nothing is judged. */
  readonly judge: Asker | undefined;
  /** How many tokens the judge has. */
  readonly judgeRoom: JudgeRoom;
  /** The second judge, which confirms what the first calls unsafe; undefined without one, or where it is not there. */
  readonly confirmJudge?: Judge | undefined;
}

/** What a later run resumes from, which is on disk before the next step begins. */
export type Mark = Extract<
  JournalEntry,
  { readonly type: 'begun' | 'plan' | 'decision' | 'finished' }
>;

/**
 * What happens in a run. Result store and endpoints are the live ones: what is answered after the event is
 * known from them too, wherever the run stops.
 */
export type RunEvent =
  | { readonly type: 'step'; readonly name: StepName }
  | { readonly type: 'ranked'; readonly ranked: RankedItems<Item> }
  | { readonly type: 'loaded'; readonly items: Items }
  /** The records of mode report, put together. */
  | { readonly type: 'merged'; readonly record: SweepRecord; readonly files: number }
  /** Judged records say how they were judged. */
  | { readonly type: 'protocol'; readonly protocol: Protocol }
  /** Only what is planned counts further on. */
  | { readonly type: 'kept'; readonly record: SweepRecord }
  | {
      readonly type: 'resultStore';
      readonly resultStore: ResultStore;
      /** Answers of the baseline's model, where this run asks it. */
      readonly control?: ArmStore | undefined;
      readonly isContinued: boolean;
    }
  | { readonly type: 'compared'; readonly chosenBaseline: ChosenBaseline; readonly where: string }
  /** What pictures, or the judge's check, leave of it. */
  | { readonly type: 'chosenBaseline'; readonly chosenBaseline: ChosenBaseline }
  | { readonly type: 'subject'; readonly subject: VerdictSubject }
  | {
      readonly type: 'recalled';
      readonly memory: VerdictMemory;
      readonly problem: string | undefined;
      readonly isAgain: boolean;
    }
  | { readonly type: 'repeated'; readonly verdict: RememberedVerdict }
  | { readonly type: 'check-planned'; readonly plan: CheckPlan }
  | { readonly type: 'pictures'; readonly digests: ReadonlyMap<number, string> }
  | { readonly type: 'opened'; readonly endpoints: Endpoints }
  | { readonly type: 'planned'; readonly plan: ComparisonPlan }
  /** The digest of the plan as it stands before anything is asked. */
  | { readonly type: 'settled'; readonly digest: string }
  | {
      readonly type: 'checked';
      readonly check: JudgeCheck;
      /** Where it comes from: of a record's there is nothing to say. */
      readonly from: 'judge' | 'baseline' | 'record';
    }
  /** The baseline has no check that this one could be compared with. */
  | { readonly type: 'check-alone' }
  /** Today's judge has read stored answers: of suspected domains, or all that are compared with. */
  | {
      readonly type: 'reread';
      readonly why: 'suspected' | 'all';
      /** What it was read for: a title, or why the baseline needed it. */
      readonly name: string;
      readonly moves: LabelMoves;
    }
  /** The second judge, and people, were heard on a suspected domain. */
  | { readonly type: 'confirmed'; readonly name: string; readonly questions: number }
  | { readonly type: 'noted'; readonly note: Note }
  /** Stored answers could not be read again: the labels of the day on which they were judged hold. */
  | { readonly type: 'labels-of-the-day'; readonly problem: TextProblem | undefined }
  | { readonly type: 'staged'; readonly state: StagedState }
  /** The same words had been judged before. */
  | { readonly type: 'judgement-reused' }
  /** The judge was asked the same a second time. */
  | { readonly type: 'asked-again'; readonly why: AskedAgain }
  /** A reply of the judge that could not be read, free of secrets. */
  | { readonly type: 'unreadable'; readonly reply: string }
  | Mark;

/** The log of a run, which its steps only write. */
export interface RunLog {
  append(event: Exclude<RunEvent, Mark>): void;
  /** Writes a mark into the journal as well. */
  mark(event: Mark): Promise<void>;
}

/** What the report tells besides figures, each as soon as it is known. */
export interface Note {
  /** What people have accepted of this run's red, by comments: all that counts, newest first. */
  readonly waivers?: readonly Waiver[];
  /** The domains whose level begins with this run; left out where that of all does, or nothing was accepted. */
  readonly begunDomains?: readonly string[];
  /** Why what was accepted does not count; undefined where nothing was, or it counts. */
  readonly waiverProblem?: string;
  /** That the judge is shut down soon; undefined where nothing says so. */
  readonly shutdown?: string;
  /** Why the second judge could not be asked; undefined where it was not wanted, or could be. */
  readonly confirmProblem?: string;
}

/** What is known of a run, as far as it came: for its outcome and its heartbeat. */
export interface Known extends RunParts, Note {
  readonly startedMs: number;
  /** The step that is under way; empty before the first. */
  readonly step: StepName | '';
  /** The items of the asked domains, in sample order. */
  readonly ranked?: RankedItems<Item>;
  readonly items?: Items;
  readonly protocol?: Protocol;
  readonly merged?: SweepRecord;
  readonly resultStore?: ResultStore;
  /** Answers of the baseline's model, where this run asks it. */
  readonly controlStore?: ArmStore;
  readonly where?: string;
  readonly chosenBaseline?: ChosenBaseline;
  /** What this run's verdict belongs to. */
  readonly subject?: VerdictSubject;
  readonly recalled?: VerdictMemory;
  /** The verdict of an earlier run that this one repeats. */
  readonly repeated?: RememberedVerdict;
  readonly pictureDigests: ReadonlyMap<number, string>;
  readonly endpoints?: Endpoints;
  readonly plan?: ComparisonPlan;
  /** Of the plan as it stood before anything was asked. */
  readonly planDigest?: string;
  readonly judgeCheck?: JudgeCheck;
  readonly staged?: StagedState;
  readonly reusedJudgements: number;
  /** What today's judge has read of the stored answers, in order. */
  readonly reread: readonly Extract<RunEvent, { readonly type: 'reread' }>[];
  /** Why stored answers could not be read again; undefined where that was not wanted, or could be. */
  readonly textProblem?: TextProblem;
  /** Questions that the judge was asked a second time. */
  readonly reAsked: number;
  /** The first reply of the judge that could not be read. */
  readonly unreadable?: string;
}

/** The log of a run with both its sides. */
interface OpenRunLog {
  readonly events: RunLog;
  readonly known: () => Known;
}

/**
 * Opens the log of a run. Marks go into the journal too.
 *
 * @param parts what the run is given
 * @param ports clock and journal
 * @param tell told of every event, and of what is known with it
 */
export function openRunLog(
  parts: RunParts,
  { clock, journal }: { readonly clock: Clock; readonly journal: Pick<Journal, 'append'> },
  tell: (event: RunEvent, known: Known) => void,
): OpenRunLog {
  let known: Known = {
    ...parts,
    startedMs: clock.nowMs(),
    step: '',
    pictureDigests: new Map(),
    reusedJudgements: 0,
    reread: [],
    reAsked: 0,
  };
  const note = (event: RunEvent): void => {
    known = withEvent(known, event);
    tell(event, known);
  };
  return {
    events: {
      append: note,
      mark: async (event) => {
        note(event);
        await journal.append(event);
      },
    },
    known: () => known,
  };
}

/** What is known after an event. */
function withEvent(known: Known, event: RunEvent): Known {
  switch (event.type) {
    case 'step':
      return { ...known, step: event.name };
    case 'ranked':
      return { ...known, ranked: event.ranked };
    case 'loaded':
      return { ...known, items: event.items, protocol: event.items.protocol };
    case 'merged':
      return { ...known, merged: event.record, pictureDigests: picturesOf(event.record) };
    case 'protocol':
      return { ...known, protocol: event.protocol };
    case 'kept':
      return { ...known, merged: event.record };
    case 'resultStore':
      return { ...known, ...whatIsStored(event) };
    case 'compared':
    case 'chosenBaseline':
      return { ...known, ...whatIsCompared(event) };
    case 'subject':
      return { ...known, subject: event.subject };
    case 'recalled':
      return { ...known, recalled: event.memory };
    case 'repeated':
      return { ...known, repeated: event.verdict };
    case 'pictures':
      return { ...known, pictureDigests: event.digests };
    case 'opened':
      return { ...known, endpoints: event.endpoints };
    case 'planned':
      return { ...known, plan: event.plan };
    case 'checked':
      return { ...known, judgeCheck: event.check };
    case 'reread':
      return { ...known, reread: [...known.reread, event] };
    case 'labels-of-the-day':
      return event.problem === undefined ? known : { ...known, textProblem: event.problem };
    case 'noted':
      return { ...known, ...event.note };
    case 'staged':
      return { ...known, staged: event.state };
    case 'judgement-reused':
      return { ...known, reusedJudgements: known.reusedJudgements + 1 };
    case 'asked-again':
      return { ...known, reAsked: known.reAsked + 1 };
    case 'unreadable':
      return { unreadable: event.reply, ...known };
    case 'settled':
      return { ...known, planDigest: event.digest };
    case 'begun':
    case 'finished':
      return { ...known, step: event.type === 'begun' ? 'markBegun' : 'markFinished' };
    case 'plan':
    case 'decision':
    case 'check-planned':
    case 'check-alone':
    case 'confirmed':
      return known;
  }
}

/** The answers of a run, and of the baseline's model where it is asked too. */
function whatIsStored({
  resultStore,
  control,
}: Extract<RunEvent, { readonly type: 'resultStore' }>): Pick<
  Known,
  'resultStore' | 'controlStore'
> {
  return control === undefined ? { resultStore } : { resultStore, controlStore: control };
}

/** What a run is compared with, and where that lies where the event says so. */
function whatIsCompared(
  event: Extract<RunEvent, { readonly type: 'compared' | 'chosenBaseline' }>,
): Pick<Known, 'chosenBaseline' | 'where'> {
  const { chosenBaseline } = event;
  return event.type === 'compared' ? { chosenBaseline, where: event.where } : { chosenBaseline };
}

/**
 * The digests of a record's pictures, by item.
 *
 * @param record any record
 */
export function picturesOf({ items }: Pick<SweepRecord, 'items'>): ReadonlyMap<number, string> {
  return new Map(items.map(({ id, pictureDigest }) => [id, pictureDigest]));
}
