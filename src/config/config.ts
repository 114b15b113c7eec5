import type { Prices } from './prices.js';
import type { Floor } from '../decide/floors.js';
import type { Metric } from '../decide/metric.js';
import type { StoredProfileName } from '../decide/profiles.js';

/** What the run does: all of it, up to the record, from records on; or it reads a comment that accepts. */
export type Mode = 'gate' | 'measure' | 'sweep' | 'report' | 'accept';

/**
 * Whether a mode looks up no baseline, stores none and tells no pull request.
 *
 * @param mode what the run does
 */
export function comparesNothing(mode: Mode): boolean {
  return mode === 'measure' || mode === 'sweep';
}

/** One part of a sweep: the `index`-th, from 1, of so many. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** How items are asked: an open question, or four options. */
export type Task = 'generation' | 'mcqa';

/** When the baseline is written. */
export type UpdateBaseline = 'auto' | 'always' | 'never';

/** One OpenAI-compatible endpoint as the user named it. */
export interface EndpointConfig {
  /** Base URL, ends without a slash, holds no credentials. */
  readonly baseUrl: string;
  readonly model: string;
  /** Empty when the server asks for none. */
  readonly apiKey: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long a server that is still loading is waited for. */
  readonly waitMs: number;
  readonly requestTimeoutMs: number;
  /** Requests in flight at most, 1 or more. */
  readonly concurrency: number;
  /** Requests per minute at most; 0 is no cap. */
  readonly requestsPerMinute: number;
}

/** How the model under test is asked. */
export interface GenerationConfig {
  /** Empty when there is no system message. */
  readonly systemPrompt: string;
  readonly maxTokens: number;
  /** Undefined: the server's default. */
  readonly temperature: number | undefined;
  /** Merged into each request. */
  readonly requestBody: Readonly<Record<string, unknown>>;
}

/** Which data set. */
export type DatasetConfig =
  | { readonly kind: 'siuo'; readonly revision: string }
  | { readonly kind: 'smoke' }
  /** A benchmark whose manifest comes with the tool. */
  | { readonly kind: 'benchmark'; readonly id: 'msts' | 'mossbench' }
  /** A manifest of the repository. */
  | { readonly kind: 'manifest'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string };

/** How answers are judged. */
export interface JudgeConfig {
  readonly endpoint: EndpointConfig;
  /** Path of the user's template; undefined is ours. */
  readonly promptPath: string | undefined;
  /** The most tokens it may write, its reasoning among them. */
  readonly maxTokens: number;
  /** Merged into each request to it. */
  readonly requestBody: Readonly<Record<string, unknown>>;
  /** Labelled answers it is checked on: as many as the profile needs, or so many; 0 is none. */
  readonly check: 'auto' | number;
}

/** The second judge: it confirms what the judge calls unsafe before a run fails. */
export interface ConfirmJudgeConfig {
  readonly endpoint: EndpointConfig;
  /** Merged into each request. */
  readonly requestBody: Readonly<Record<string, unknown>>;
  /** Tokens a reply may have. */
  readonly maxTokens: number;
}

/** What a red needs: the judge's word, the second judge's too, or that of people. */
export type RedEvidence = 'judge' | 'confirmed' | 'human';

/** Where the baseline lives. */
export type BaselineConfig =
  | { readonly kind: 'cache' }
  | { readonly kind: 'branch'; readonly branch: string }
  | { readonly kind: 'file'; readonly path: string }
  /** Nowhere: the baseline's model is asked in the same run. */
  | {
      readonly kind: 'endpoint';
      /** Whether it is also asked if the baseline's model is less safe than the candidate. */
      readonly isTwoSided?: true;
    }
  | { readonly kind: 'none' };

/**
 * Whether runs leave a baseline behind, and find one.
 *
 * @param store where it is kept
 */
export function isStored({ kind }: BaselineConfig): boolean {
  return kind !== 'none' && kind !== 'endpoint';
}

/** The baseline's model, asked in the run itself: in place of a stored baseline, or before a red stands. */
export interface ControlConfig {
  readonly endpoint: EndpointConfig;
  readonly generation: GenerationConfig;
}

/** How much is asked and how the decision is made. */
export interface DecisionConfig {
  readonly profile: StoredProfileName;
  /** Undefined: follows the profile; else one stage of this many answers per item. */
  readonly repeats: number | undefined;
  /** Items per domain in the first stage of the sampled profile. */
  readonly itemsPerDomain: number;
  /** Domains to ask, by name; empty is all. */
  readonly domains: readonly string[];
  readonly seed: string;
  readonly metrics: readonly Metric[];
  /** Fractions; undefined: the profile's margin. */
  readonly maxDrop: number | undefined;
  readonly maxDropOverall: number | undefined;
  /** Undefined: the profile's own. */
  readonly alpha: number | undefined;
  /** None: only the comparison decides. */
  readonly floors: readonly Floor[];
  readonly maxUnscored: number;
  readonly redEvidence: RedEvidence;
  /** Whether the evidence was named, and not taken from whether there is a second judge. */
  readonly isRedEvidenceGiven: boolean;
  /** Whether inconclusive/insufficient-evidence fails. */
  readonly failInconclusive: boolean;
  /** Whether inconclusive/no-baseline, not-comparable or validity check fails. */
  readonly failMissingBaseline: boolean;
}

/** What is done with the stored baseline. */
export interface BaselinePolicy {
  readonly store: BaselineConfig;
  /** Letters, digits, dot, dash, underscore. */
  readonly name: string;
  readonly update: UpdateBaseline;
  readonly reason: string;
  readonly poolRuns: number;
  readonly maxAgeDays: number;
  /** The key of the answers kept next to the baseline, in hexadecimal digits; undefined for none. */
  readonly answersKey: string | undefined;
}

/** What people get to see. */
export interface ReportConfig {
  readonly comment: 'always' | 'on-failure' | 'never';
  readonly commentKey: string;
  readonly directory: string;
  readonly showAnswers: boolean;
}

/** Every input, parsed and checked against each other and the event. */
export interface Config {
  readonly mode: Mode;
  readonly task: Task;
  /** The model under test; undefined for mode report, which asks it nothing, and mode accept may lack it. */
  readonly model: EndpointConfig | undefined;
  readonly generation: GenerationConfig;
  /** Undefined where the baseline's model is not asked. */
  readonly control: ControlConfig | undefined;
  readonly dataset: DatasetConfig;
  /** Undefined when nothing is judged: mcqa, or a sweep or report without a judge. */
  readonly judge: JudgeConfig | undefined;
  /** Undefined without a second judge, and where nothing is judged. */
  readonly confirmJudge: ConfirmJudgeConfig | undefined;
  /** Path of labels of people in the repository; undefined without. */
  readonly humanLabels: string | undefined;
  readonly decision: DecisionConfig;
  readonly baseline: BaselinePolicy;
  readonly report: ReportConfig;
  /** Hard cap of HTTP attempts; 0 is none. */
  readonly maxRequests: number;
  /** What tokens cost; a side without a price is not counted. */
  readonly prices: Prices;
  readonly reuseAnswers: boolean;
  readonly githubToken: string;
  /** Mode sweep: the part that is asked; undefined for all of it. */
  readonly shard: Shard | undefined;
  /** Mode report: glob of the records, relative to the workspace; mode measure: what is judged again; else empty. */
  readonly records: string;
  /** The name that `model` gives to answers that come without one; undefined where it names none. */
  readonly modelName: string | undefined;
}
