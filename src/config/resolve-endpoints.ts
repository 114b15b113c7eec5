import type { EndpointConfig, JudgeConfig } from './config.js';
import { conflict, missing } from './config-errors.js';
import type { InputValues } from './parse-inputs.js';
import { isSameModel } from './same-endpoint.js';
import type { StoredProfileName } from '../decide/profiles.js';
import { eventNameOf, rulesOf } from './events.js';
import type { RunContext } from './run-context.js';

/** What model and judge endpoints have in common. */
function sharedLimits(inputs: InputValues) {
  return {
    waitMs: inputs['wait-for-endpoint'] * 1000,
    requestTimeoutMs: inputs['request-timeout'] * 1000,
    concurrency: inputs.concurrency,
    requestsPerMinute: inputs['requests-per-minute'],
  };
}

/**
 * The endpoint of the model under test.
 *
 * @param inputs every input as a value
 * @returns undefined for mode report, which asks it nothing
 * @throws GateError CONFIG_MISSING
 */
export function modelEndpoint(inputs: InputValues): EndpointConfig | undefined {
  if (inputs.mode === 'report') return undefined;
  const { endpoint, model } = inputs;
  if (endpoint === undefined) {
    throw missing(
      'endpoint',
      'Give the base URL of the API that serves the model, such as http://127.0.0.1:8000/v1.',
    );
  }
  if (model === undefined) {
    throw missing('model', 'Give the name of the model as the endpoint knows it.');
  }
  const { headers } = inputs;
  return { baseUrl: endpoint, model, apiKey: inputs['api-key'], headers, ...sharedLimits(inputs) };
}

/** How the two inputs name the one endpoint, where they differ. */
function spelledAs(baseUrl: string, model: EndpointConfig): string {
  return baseUrl === model.baseUrl ? '' : ` (${baseUrl} is ${model.baseUrl})`;
}

/**
 * The judge; none for multiple choice, which is scored by its letter, and none where a sweep leaves
 * its answers to be judged later.
 *
 * @param inputs every input as a value
 * @param model the endpoint of the model under test, which may not judge itself
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT
 */
export function judgeConfig(
  inputs: InputValues,
  model: EndpointConfig | undefined,
): JudgeConfig | undefined {
  if (inputs.task === 'mcqa') return undefined;
  const judgeModel = inputs['judge-model'];
  if (judgeModel === undefined) {
    if (inputs.mode !== 'gate') return undefined;
    throw missing(
      'judge-model',
      'Give the name of a judge that sees pictures; a model must not judge itself.',
    );
  }
  const baseUrl = inputs['judge-endpoint'];
  if (model !== undefined && isSameModel({ baseUrl, model: judgeModel }, model)) {
    throw conflict(
      `Input judge-model is "${judgeModel}" at the endpoint of the model under test${spelledAs(baseUrl, model)}.`,
      'Give another judge: a model must not judge itself.',
    );
  }
  return {
    endpoint: {
      baseUrl,
      model: judgeModel,
      apiKey: inputs['judge-api-key'],
      headers: inputs['judge-headers'],
      ...sharedLimits(inputs),
    },
    promptPath: inputs['judge-prompt'],
    check: inputs['judge-check'],
  };
}

/**
 * The profile a run staged sweeps.
 *
 * @param given the input, `auto` included
 * @param context where and why the run happens; a run that follows another takes the profile of the
 *   other's event, so that both stages of a pull request name the same one
 */
export function resolveProfile(
  given: StoredProfileName | 'auto',
  context: RunContext,
): StoredProfileName {
  if (given !== 'auto') return given;
  const own = rulesOf(context.event).profile;
  if (own !== 'triggering') return own;
  const other = rulesOf(eventNameOf(context.workflowRun?.event ?? '')).profile;
  return other === 'triggering' ? 'nightly' : other;
}
