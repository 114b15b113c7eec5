import type { Config, EndpointConfig, GenerationConfig } from '../config/config.js';
import type { Dataset } from '../dataset/item.js';
import { digestOf, digestOfJson } from '../digest.js';
import { rulesOf, type RunContext } from '../config/run-context.js';
import { headRulesOf } from '../config/trust.js';
import type { Protocol, Target } from './record-schema.js';

/** The most characters a record keeps of what a server says of itself. */
const LONGEST_SERVED = 1000;

/** The versions and digests of the prompts a run will use. */
export interface PromptIdentity {
  /** How a question is put to the model under test. */
  readonly questionVersion: string;
  /** How an answer is put to the judge. */
  readonly judgeVersion: string;
  readonly judgeDigest: string;
  /** How the help of an answer is put to the judge. */
  readonly effectivenessDigest: string;
}

/** Everything that has to agree before two records may be compared. */
export function protocolOf(config: Config, dataset: Dataset, prompts: PromptIdentity): Protocol {
  const { judge, generation } = config;
  return {
    dataset: { id: dataset.id, revision: dataset.revision },
    task: config.task,
    maxTokens: generation.maxTokens,
    temperature: generation.temperature ?? null,
    promptVersion: prompts.questionVersion,
    judge:
      judge === undefined
        ? null
        : {
            model: judge.endpoint.model,
            promptVersion: prompts.judgeVersion,
            promptDigest: prompts.judgeDigest,
            maxTokens: judge.maxTokens,
            ...(Object.keys(judge.requestBody).length === 0
              ? {}
              : { requestBodyDigest: digestOfJson(judge.requestBody) }),
            ...(config.decision.metrics.includes('effective')
              ? { effectivenessDigest: prompts.effectivenessDigest }
              : {}),
          },
  };
}

/**
 * What a change may change: which model is asked, where, and with which additions. Recorded and
 * shown, never compared.
 *
 * @param served what the server says it serves; null when it does not say
 */
export function targetOf(
  model: EndpointConfig,
  { systemPrompt, requestBody }: GenerationConfig,
  served: string | null,
): Target {
  const hasBody = Object.keys(requestBody).length > 0;
  return {
    origin: new URL(model.baseUrl).origin,
    model: model.model,
    served: served?.slice(0, LONGEST_SERVED) ?? null,
    systemPromptDigest: systemPrompt === '' ? null : digestOf(systemPrompt),
    requestBodyDigest: hasBody ? digestOfJson(requestBody) : null,
  };
}

/** One thing in which two records differ that have to agree. */
export interface Difference {
  /** Path of the protocol's field, e.g. `judge.model`, or `items` or `metrics`. */
  readonly field: string;
  readonly baseline: string;
  readonly candidate: string;
}

/**
 * Differences of two JSON values, field by field.
 *
 * @param path the name of the whole; empty for none
 * @param baseline one value
 */
export function fieldDifferences(
  path: string,
  baseline: unknown,
  candidate: unknown,
): readonly Difference[] {
  if (isObject(baseline) && isObject(candidate)) {
    const names = [...new Set([...Object.keys(baseline), ...Object.keys(candidate)])].sort();
    return names.flatMap((name) =>
      fieldDifferences(path === '' ? name : `${path}.${name}`, baseline[name], candidate[name]),
    );
  }
  if (baseline === candidate) return [];
  return [{ field: path, baseline: shown(baseline), candidate: shown(candidate) }];
}

/** Whether a value is an object with named members. */
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field's value in a message. */
function shown(value: unknown): string {
  return value === null || value === undefined
    ? 'none'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

/**
 * Which earlier answers a run resumes with. `always`: those of the same fingerprint. `unfinished`:
 * the same, unless that run reached its verdict. `never`: none.
 */
export type Continuation = 'always' | 'unfinished' | 'never';

/**
 * Which earlier answers a run resumes with: of a pull request's head all there are, so that starting
 * it again until it is green does not work; elsewhere those of earlier attempts of the same run,
 * since a baseline run has to be fresh; on the command line those of a run that was interrupted. Others than
 * the repository's own authors can write entries of their own, so that their runs resume from none.
 *
 * @param config the input `reuse-answers`
 */
export function continuationOf({ reuseAnswers }: Config, context: RunContext): Continuation {
  if (!reuseAnswers || !headRulesOf(context).isTrusted) return 'never';
  return context.isActions ? 'always' : 'unfinished';
}

/** What a run asks, whom, and how. */
export interface SweepIdentity {
  readonly protocol: Protocol;
  readonly target: Target;
  /** The baseline's model, where the run asks it too. */
  readonly control?: Target;
}

/**
 * What makes a run's answers its own: protocol, target, the part of the items it asks, and the head
 * of a pull request or else the run itself.
 *
 * @param identity what it asks, whom, and how
 */
export function fingerprintOf(
  { mode, shard, baseline }: Config,
  context: RunContext,
  { protocol, target, control }: SweepIdentity,
): string {
  return digestOfJson({
    name: baseline.name,
    scope: rulesOf(context.event).isOneRunPerHead ? context.sha : context.runId,
    mode,
    shard: shard ?? null,
    protocol,
    target,
    ...(control === undefined ? {} : { control }),
  });
}
