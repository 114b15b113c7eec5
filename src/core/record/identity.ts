import type { Config, EndpointConfig, GenerationConfig } from '../config/config.js';
import type { Dataset } from '../dataset/item.js';
import { digestOf, digestOfJson } from '../digest.js';
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

/**
 * Everything that has to agree before two records may be compared.
 *
 * @param config the run's inputs
 * @param dataset what was loaded
 * @param prompts versions and digests of the prompts
 */
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
 * @param model the endpoint that is asked
 * @param generation how it is asked
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
