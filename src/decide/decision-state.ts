import type { PairedCounts, SafeCount } from '../stats/paired-counts.js';
import type { ChurnFinding } from './churn.js';
import type { DecisionPlan, WantedAnswers } from './decision-plan.js';
import type { ItemReadings, LabelTally } from './readings.js';

/** What one answer counts: 1 if it is safe (or effective), 0 if not, null without a score. */
export type AnswerScore = 0 | 1 | null;

/** The answers of one item so far, in the order in which they are asked. */
export interface ItemAnswers {
  readonly candidate: readonly AnswerScore[];
  /** Answers of the baseline's model given in this run: live, or as a control before a red. */
  readonly base: readonly AnswerScore[];
}

/**
 * Where the answers of a run are read. Only answers that were asked for are looked at, so it may
 * hold more than that, such as those of an earlier attempt.
 */
export type AnswerSource = (comparison: number, item: number) => ItemAnswers;

/** One baseline and one metric. */
export interface ComparisonInput {
  /** Tells comparisons of one run apart in the journal. */
  readonly name: string;
  /** Scored answers of the stored baseline; empty where both arms are asked now. */
  readonly stored: ReadonlyMap<number, SafeCount>;
  /** How alike the items are, from the whole baseline. */
  readonly concentration: number;
  /** The same as it was measured, without limits; undefined if it could not be. */
  readonly rawConcentration: number | undefined;
  /** Log-odds by which stored runs drift; 0 for none. */
  readonly driftAllowance: number;
  /** The part of a true drop that the judge shows (`J`); at or below 0 nothing can pass. */
  readonly sensitivityGain: number;
}

/** What a red needs besides the exact test on the judge's labels. */
export interface RedEvidenceTerms {
  /** Comparisons that a second judge or people confirm: those of safety. */
  readonly comparisons: readonly number[];
  /** Whether people have to label every answer that the judges call unsafe. */
  readonly needsPeople: boolean;
}

/** What a staged decision works on; the same at every step of one run. */
export interface DecisionSetup {
  readonly plan: DecisionPlan;
  /** The same items in each; at least one. */
  readonly comparisons: readonly ComparisonInput[];
  readonly answers: AnswerSource;
  /** Names of groups that were red on an earlier head of the pull request. */
  readonly stickyGroups: readonly string[];
  /** True when the base is asked again before a red stands. */
  readonly hasControl: boolean;
  /** Undefined: a red needs the judge alone. */
  readonly evidence?: RedEvidenceTerms | undefined;
  /** Decisions of an earlier attempt of this run; they are taken as they were made. */
  readonly decided: readonly DecisionRecord[];
}

/** Which decision: of one group (its place in the plan), or of all together. */
export type DecisionTarget = number | 'overall';

/** Asks for answers. Without them the decision in question is not made. */
export interface AskRequest {
  readonly kind: 'ask';
  readonly purpose: 'stage' | 'decision' | 'never-safe' | 'control' | 'churn';
  /** Undefined for a stage, for churn and for a single look. */
  readonly target: DecisionTarget | undefined;
  readonly arms: 'candidate' | 'base' | 'both';
  readonly wanted: readonly WantedAnswers[];
  /** Answers that this run has not asked yet, both arms counted. */
  readonly newAnswers: number;
}

/** Asks for today's judge on the stored answers of some items. */
export interface RejudgeRequest {
  readonly kind: 'rejudge';
  /** Undefined for several groups of a single look. */
  readonly target: DecisionTarget | undefined;
  readonly comparisons: readonly number[];
  readonly items: readonly number[];
  /** Stored answers to be judged, each comparison's counted. */
  readonly storedAnswers: number;
}

/**
 * Asks for both readings of some items: the second judge on what the first calls unsafe, on both sides
 * alike, and what people say. What is known of the second judge is not asked again.
 */
export interface ConfirmRequest {
  readonly kind: 'confirm';
  /** Undefined for several groups of a single look, and for new answers of confirmed groups. */
  readonly target: DecisionTarget | undefined;
  readonly comparisons: readonly number[];
  /** Items, and how many of the candidate's first answers; of the baseline all stored answers. */
  readonly wanted: readonly WantedAnswers[];
}

/** What a decision waits for. */
export type DecisionRequest = AskRequest | RejudgeRequest | ConfirmRequest;

/** Both readings by comparison of the request, then by item. */
export type ReadingsByItem = ReadonlyMap<number, ReadonlyMap<number, ItemReadings>>;

/** What came of a request. */
export type DecisionReply =
  | { readonly kind: 'answered' }
  /** The budget does not pay for all of it: nothing was asked; `shortOf` says by how many requests. */
  | { readonly kind: 'refused'; readonly shortOf: number }
  /** Today's counts of the stored answers: by comparison of the request, then by item. */
  | {
      readonly kind: 'rejudged';
      readonly counts: ReadonlyMap<number, ReadonlyMap<number, SafeCount>>;
    }
  /** Stored answers cannot be read: the labels of the day on which they were judged hold. */
  | { readonly kind: 'labels-of-the-day' }
  | { readonly kind: 'confirmed'; readonly readings: ReadingsByItem }
  /** The second judge cannot be asked at all, or the texts of stored answers cannot be read. */
  | { readonly kind: 'unconfirmed'; readonly because: 'judge' | 'texts' };

/** How a group, or all together, stands in one comparison. */
export type GroupVerdict =
  | 'open'
  | 'pass'
  | 'red'
  /** Red, but the answers changed in both directions. */
  | 'churn'
  /** Red, but the base asked today is as low. */
  | 'control-fell';

/** Which labels of the stored answers a decision used. */
export type LabelSource = 'stored' | 'rejudged' | 'labels-of-the-day';

/** Why a decision that was made leaves its group open for good. */
export type LeftOpen =
  /** Today's judge left too many stored answers without a score. */
  | { readonly kind: 'judge' }
  /** It would be red, and the second judge said nothing, or too little. */
  | { readonly kind: 'confirmation-missing' }
  /** It would be red, and so many answers wait for the label of a person. */
  | { readonly kind: 'needs-labels'; readonly answers: number };

/** Why a group stays open though it was to be decided. */
export type Obstacle = { readonly kind: 'budget'; readonly shortOf: number } | LeftOpen;

/** What the second judge and people made of a comparison. */
export interface ConfirmedComparison {
  /** Exact probability on the first reading: today's judge, with the labels of people. */
  readonly firstP: number;
  /** Candidate's answers per item that both readings count. */
  readonly answersPerItem: number;
  readonly tally: LabelTally;
  /** Both readings of every item in play. */
  readonly items: readonly (readonly [number, ItemReadings])[];
}

/** One comparison's part of a decision. */
export interface DecidedComparison {
  /** Exact probability on the answers that made or did not make it suspected. */
  readonly p: number;
  /** `p*`: of all items in play, with the labels in force; adjusted over groups in a single look. */
  readonly decidedP: number;
  /** The same if every answer without a score were safe: can missing answers explain it? */
  readonly pAtBest: number;
  /** Candidate against the base asked today; undefined where that was not asked. */
  readonly controlP?: number | undefined;
  readonly verdict: 'red' | 'not-red' | 'control-fell';
  readonly labels: LabelSource;
  /** Counts of the stored answers by today's judge, where they were judged again. */
  readonly rejudged: readonly (readonly [number, SafeCount])[];
  /** Undefined where nothing was confirmed; else the probabilities are of the confirmed reading. */
  readonly confirmed?: ConfirmedComparison | undefined;
  /** Items decided on, and answers they were to have; those without a score are missing in `after`. */
  readonly items: number;
  readonly planned: number;
  /** Safe and scored answers of these items. */
  readonly before: SafeCount;
  readonly after: SafeCount;
}

/** One decision, as the journal keeps it. */
export interface DecisionRecord {
  /** Undefined: all groups together. */
  readonly group?: string | undefined;
  /** `K*` or `K_o`. */
  readonly answersPerItem: number;
  readonly level: number;
  readonly isSticky: boolean;
  /** Undefined unless it is open for good. */
  readonly leftOpen?: LeftOpen | undefined;
  readonly comparisons: readonly DecidedComparison[];
}

/** One look at a group, for the log. */
export interface LookRecord {
  /** From 1. */
  readonly stage: number;
  /** Undefined: all groups together. */
  readonly group: string | undefined;
  readonly comparison: number;
  readonly answersPerItem: number;
  readonly items: number;
  readonly itemsInPlay: number;
  readonly p: number;
  readonly upper: number;
  readonly isSuspected: boolean;
}

/** What the answers of a group leave possible. */
export interface GroupBound {
  /** Items compared; 0: nothing is known. */
  readonly items: number;
  readonly drop: number;
  readonly variance: number;
  readonly pairedVariance: number;
}

/** A group in one comparison. */
export interface GroupView {
  readonly verdict: GroupVerdict;
  /** Counts of the last look or decision, and whether they are of all items in play. */
  readonly counts: readonly PairedCounts[];
  readonly isWhole: boolean;
  readonly p: number;
  readonly bound: GroupBound;
  /** Largest drop of the group that is not excluded. */
  readonly upper: number;
  /** The same by the answers of the decision, which later looks leave as it is. */
  readonly decidedUpper: number | undefined;
  readonly labels: LabelSource;
  /** Counts by today's judge, by place of the item in its group; empty without. */
  readonly rejudged: readonly SafeCount[];
  /** Undefined unless both readings are known. */
  readonly confirmed?: ConfirmedView | undefined;
}

/** Both readings of a group in one comparison. */
export interface ConfirmedView {
  /** Candidate's answers per item that they count. */
  readonly answersPerItem: number;
  /** By place of the item in its group. */
  readonly items: readonly ItemReadings[];
  /** What the confirmed reading leaves possible; the view's own bound is of the first. */
  readonly bound: GroupBound;
  readonly upper: number;
}

/** One group of a run. */
export interface GroupState {
  /** Answers asked, by place of the item. */
  readonly asked: readonly number[];
  readonly askedBase: readonly number[];
  /** Places of the items in play that looks ask, and of those that looks leave out. */
  readonly looked: readonly number[];
  readonly leftOut: readonly number[];
  readonly isRunning: boolean;
  /** Answers per item of the last look or decision. */
  readonly answersPerItem: number;
  /** Stage, from 0, in which the group was decided, or could not be; undefined: not yet. */
  readonly decidedIn: number | undefined;
  readonly obstacle: Obstacle | undefined;
  readonly views: readonly GroupView[];
}

/** All groups together. */
export interface OverallState {
  readonly isDecided: boolean;
  readonly obstacle: Obstacle | undefined;
  readonly views: readonly {
    readonly verdict: GroupVerdict;
    readonly p: number;
    readonly upper: number;
  }[];
}

/** A step of a decision that waits or is next in line. */
export type DecisionTask =
  | { readonly kind: 'stage' | 'settle' | 'next' | 'churn' }
  | {
      readonly kind: 'decide';
      readonly target: DecisionTarget;
      readonly occasion: 'sticky' | 'stage' | 'after-churn';
      readonly step: 'answers' | 'never-safe' | 'rejudge' | 'confirm' | 'control';
      /** Comparisons whose probability asks for more before they turn red. */
      readonly suspected: readonly number[];
      /** What is known of each comparison so far. */
      readonly found: readonly DecidedComparison[];
      readonly leftOpen: LeftOpen | undefined;
    }
  | {
      readonly kind: 'single-look';
      readonly step: 'labels' | 'groups' | 'overall' | 'control';
      /** Comparisons that cannot be confirmed, and why. */
      readonly unconfirmed: readonly (readonly [number, 'judge' | 'texts'])[];
      readonly comparison: number;
      /** By comparison, then by group; all together is the last. */
      readonly found: readonly (readonly DecidedComparison[])[];
    };

/** A run's decisions so far: plain data, to be handed back unchanged. */
export interface DecisionState {
  /** From 0. */
  readonly stage: number;
  readonly groups: readonly GroupState[];
  readonly overall: OverallState;
  /** How alike the items are, by comparison; measured again at each look of a live run. */
  readonly concentrations: readonly number[];
  readonly isStoppedByBudget: boolean;
  readonly churn: readonly (ChurnFinding | undefined)[];
  readonly looks: readonly LookRecord[];
  readonly decisions: readonly DecisionRecord[];
  readonly todo: readonly DecisionTask[];
  /** What the run has to supply now; undefined: everything is decided. */
  readonly request: DecisionRequest | undefined;
}
