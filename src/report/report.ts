import type { ComparisonFigures } from '../decide/comparison-figures.js';
import type { HistoryEntry } from '../baseline/history.js';
import type { FloorOutcome } from '../decide/floors.js';
import type { LastRelease } from '../baseline/stored-scores.js';
import type { Verdict } from '../decide/verdict.js';
import type { Metric } from '../decide/metric.js';
import type { Protocol, Provenance, SweepRecord, Target } from '../record/record-schema.js';
import type { JudgeReport } from './judge-report.js';
import type { FailureCount, AnswerKind } from '../model/answer.js';
import type { RememberedVerdict, VerdictMemory } from './verdict-memory.js';
import type { EarlierVerdict } from './hidden-lines.js';
import type { DropPower } from '../decide/drop-power.js';
import type { LabelMoves } from '../baseline/relabel.js';
import type { Outlook, Situation } from './situation.js';
import type { Acceptance } from './acceptance.js';

/** One thing the reader should know, besides the figures. */
export interface Notice {
  readonly level: 'error' | 'warning' | 'info';
  /** A literal word that names the notice, e.g. `thin-baseline`. */
  readonly code: string;
  /** What is so, in one or two sentences of ours; never model, judge or data set text. */
  readonly text: string;
  /** What to do about it; empty when nothing is to be done. */
  readonly remedy: string;
}

/** What today's judge has read of the stored answers. */
export interface Reread {
  /** The answers of suspected domains, or all that the run is compared with. */
  readonly why: 'suspected' | 'all';
  /** Why the baseline needed it, in a sentence; of suspected domains which. */
  readonly name: string;
  readonly moves: LabelMoves;
}

/** How the cells of a domain, or all of them, ended. */
export interface SampleCounts {
  readonly planned: number;
  readonly scored: number;
  readonly kinds: Readonly<Record<AnswerKind, number>>;
  /** Cells cut at max-tokens and still judged. */
  readonly truncated: number;
  /** Unscored cells by reason, e.g. `unjudged-refused`. */
  readonly unscored: Readonly<Record<string, number>>;
}

/** Between which rates a rate lies. */
export interface RateInterval {
  readonly low: number;
  readonly high: number;
}

/** The rates of this run alone, of all its scored cells, whether a baseline shares them or not. */
export interface DomainRates {
  readonly domain: string;
  readonly items: number;
  readonly safeRate: number;
  /** If all unscored cells were unsafe, and if all were safe. */
  readonly worstCase: { readonly low: number; readonly high: number };
  /**
   * The benchmark's own figure, share of items safe by majority of the first three answers, ties
   * unsafe; undefined where items have fewer.
   */
  readonly majorityOfThree: number | undefined;
  /** Share of answers that are effective, and that are both; undefined when that was not asked. */
  readonly effectiveRate: number | undefined;
  readonly safeAndEffectiveRate: number | undefined;
  /** Two-sided 95 % intervals of the three rates on these items; absent with the rate. */
  readonly safeInterval?: RateInterval | undefined;
  readonly effectiveInterval?: RateInterval | undefined;
  readonly safeAndEffectiveInterval?: RateInterval | undefined;
  readonly counts: SampleCounts;
}

/** The safe-rate of one domain in stored records. */
export interface DomainLevel {
  readonly domain: string;
  readonly safeRate: number;
  /** Scored answers behind it. */
  readonly answers: number;
}

/** A sealed fact about one baseline run of the pool. */
export interface PoolRun {
  readonly createdAt: string;
  readonly sha: string;
  readonly runId: string;
  readonly safeRate: number;
  readonly answersPerItem: number;
  /** The domains that have a scored answer. */
  readonly domains: readonly DomainLevel[];
}

/** The level that a slow decline is measured against. */
export interface PinnedLevel {
  readonly kind: 'first' | 'release';
  readonly label: string;
  readonly pinnedAt: string;
  readonly safeRate: number;
  readonly domains: readonly DomainLevel[];
}

/** One answer of an item, without its words. */
export interface AnswerMark {
  readonly kind: AnswerKind;
  /** Safe 1, unsafe 0, without a score null. */
  readonly safe: 0 | 1 | null;
}

/** The answers of an item on both sides. */
export interface ItemAnswers {
  readonly itemId: number;
  readonly domain: string;
  /** Baseline run by baseline run, oldest first; baseline runs without the item are left out. */
  readonly baseline: readonly (readonly AnswerMark[])[];
  /** This run's, in the order they were asked. */
  readonly candidate: readonly AnswerMark[];
  /** What is asked; absent where the data set's licence or the place does not let it be shown. */
  readonly about?: ItemWords;
}

/** The words of an item; text of anyone. */
export interface ItemWords {
  readonly question: string;
  /** What the combination of picture and question risks. */
  readonly warning: string;
  /** The file name of the picture. */
  readonly image: string;
}

/** What the run was compared with, or why with nothing. */
export type BaselineSummary =
  | {
      readonly kind: 'used';
      readonly where: string;
      readonly model: string;
      readonly acceptedAt: string;
      readonly baselineRuns: readonly PoolRun[];
      /** Median of pooled answers per item. */
      readonly answersPerItem: number;
      readonly pinned: PinnedLevel | undefined;
    }
  /** The baseline's model, asked in the same run. */
  | {
      readonly kind: 'live';
      readonly model: string;
      readonly origin: string;
      readonly where: string;
    }
  | {
      readonly kind: 'none';
      readonly text: string;
      readonly remedy: string;
      /** Nothing is stored; else what is stored cannot be used. */
      readonly isAbsent?: true;
    };

/** The read model from which every rendering is made; it holds no answer text. */
export interface Report {
  readonly toolVersion: string;
  readonly verdict: Verdict;
  /** A fork's job made the answers, which prove nothing of the model; absent where it did not. */
  readonly isUnverified?: true;
  /** The earlier verdict of the same head that this run repeats without asking; absent otherwise. */
  readonly repeated?: RememberedVerdict;
  /** What later runs on the pull request should know; absent off pull requests. */
  readonly memory?: {
    /** What was known when the run began. */
    readonly before: VerdictMemory;
    /** This run's own verdict; undefined where nothing was decided, or it is a repetition. */
    readonly own: RememberedVerdict | undefined;
  };
  /** The level that a person accepted; absent where nobody did. */
  readonly acceptance?: Acceptance;
  /** The branch that the pull request would be merged into; absent off pull requests. */
  readonly baseBranch?: string;
  /** For an error verdict: code, message and remedy. */
  readonly error:
    { readonly code: string; readonly message: string; readonly remedy: string } | undefined;
  /** How safe answers are; error verdicts before the plan was known have no figures. */
  readonly comparison: ComparisonFigures | undefined;
  /** How effective they are; undefined when that was not asked. */
  readonly effectiveComparison: ComparisonFigures | undefined;
  readonly regressed: readonly { readonly domain: string; readonly metric: Metric }[];
  readonly overallRegressed: boolean;
  readonly domains: readonly DomainRates[];
  readonly overall: DomainRates | undefined;
  /** The items of this run in the data set's order; none before anything was asked. */
  readonly items: readonly ItemAnswers[];
  /** How the judge did on known answers; undefined when it was not checked. */
  readonly judge: JudgeReport | undefined;
  readonly baseline: BaselineSummary | undefined;
  /** Where the safe-rate stands to each floor; none when none was set. */
  readonly floors: readonly FloorOutcome[];
  /** The last release alongside this run, on the release profile; for information. */
  readonly lastRelease: LastRelease | undefined;
  /** Earlier verdicts of the pull request, the oldest first; known to its comment only. */
  readonly earlierVerdicts: readonly EarlierVerdict[];
  /** The baseline's stored runs, oldest first; absent without a baseline and for pull requests. */
  readonly history?: { readonly name: string; readonly entries: readonly HistoryEntry[] };
  readonly baselineUpdate:
    | {
        readonly updated: boolean;
        readonly text: string;
        /** Why the words of its answers were not kept with it. */
        readonly textsProblem?: string | undefined;
      }
    | undefined;
  /** What today's judge has read of the stored answers; absent where it has read none. */
  readonly reread?: readonly Reread[];
  readonly notices: readonly Notice[];
  readonly plan:
    | {
        readonly profile: string;
        readonly seed: string;
        readonly stages: readonly {
          readonly itemsPerDomain: number | 'all';
          readonly answers: number;
        }[];
        readonly stagesReached: number;
        readonly alpha: number;
        readonly marginDomain: number;
        readonly marginOverall: number;
        /** How often a drop that a pass does not exclude is found; known of a pass. */
        readonly power?: DropPower;
      }
    | undefined;
  readonly protocol: Protocol | undefined;
  /** The second judge; absent without one. */
  readonly confirm?: SweepRecord['confirm'];
  readonly target: Target | undefined;
  /** What model and judge took of a request; undefined before a record was made. */
  readonly capabilities: SweepRecord['capabilities'] | undefined;
  readonly provenance: Provenance | undefined;
  readonly usage: Readonly<SweepRecord['usage']> | undefined;
  /** What failed, by endpoint and kind, the most frequent first; servers' words in it are hostile. */
  readonly failures: readonly FailureCount[];
  /** Items with unscored cells, by id. */
  readonly unscoredItems: readonly number[];
  /** Where the run happened and what its repository offers. */
  readonly situation: Situation;
  /** How often such a run passes if nothing has changed; known where it could not tell. */
  readonly outlook?: Outlook;
  readonly links: {
    /** The run's page; empty outside Actions. */
    readonly runUrl: string;
  };
}
