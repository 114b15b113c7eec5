import { conflict, type Contradiction, missing } from './config-errors.js';
import { type ControlConfig, type EndpointConfig, isStored, type JudgeConfig } from './config.js';
import { digestOfJson } from '../digest.js';
import { generation } from './generation.js';
import type { InputValues } from './parse-inputs.js';
import { isSameModel, spelledAs } from './same-endpoint.js';

/** What makes the baseline's model another one than the model under test. */
const OWN = [
  'baseline-endpoint',
  'baseline-model',
  'baseline-api-key',
  'baseline-headers',
  'baseline-system-prompt',
  'baseline-request-body',
] as const;

/** Stands for no system message, where an empty one takes the candidate's. */
const NO_PROMPT = 'none';

/**
 * The baseline's model, where the run asks it; what is not given is as for the model under test.
 *
 * @param inputs every input as a value
 * @param others the model under test, and the judge, which judges no answer of its own
 * @returns undefined where the run does not ask it
 * @throws GateError CONFIG_CONFLICT where it is the model under test asked in the same way, or the judge
 */
export function controlConfig(
  inputs: InputValues,
  others: {
    readonly model: EndpointConfig | undefined;
    readonly judge: JudgeConfig | undefined;
  },
): ControlConfig | undefined {
  const { model, judge } = others;
  const isAsked = inputs.baseline.kind === 'endpoint' || inputs.control;
  if (model === undefined || !isAsked) return undefined;
  const headers = inputs['baseline-headers'];
  const asked = generation(inputs);
  const control = {
    endpoint: {
      ...model,
      baseUrl: inputs['baseline-endpoint'] ?? model.baseUrl,
      model: inputs['baseline-model'] ?? model.model,
      apiKey: inputs['baseline-api-key'] || model.apiKey,
      headers: Object.keys(headers).length > 0 ? headers : model.headers,
    },
    generation: {
      ...asked,
      systemPrompt: promptOf(inputs['baseline-system-prompt'], asked.systemPrompt),
      requestBody: inputs['baseline-request-body'] ?? asked.requestBody,
    },
  };
  if (digestOfJson(control) === digestOfJson({ endpoint: model, generation: asked })) {
    throw conflict(
      `The baseline’s model is "${model.model}" at ${model.baseUrl}, asked in every way as the model under test.`,
      `Give at least one of ${OWN.join(', ')} another value; a change that touches none of them needs no gate.`,
    );
  }
  if (judge !== undefined && isSameModel(control.endpoint, judge.endpoint)) {
    throw conflict(
      `Input judge-model is "${judge.endpoint.model}" at the endpoint of the baseline’s model${spelledAs(judge.endpoint.baseUrl, control.endpoint)}.`,
      'Give another judge: a model must not judge itself.',
    );
  }
  return control;
}

/** The system message of the baseline's model. */
function promptOf(given: string, candidate: string): string {
  if (given === '') return candidate;
  return given === NO_PROMPT ? '' : given;
}

/** Those of its inputs that were given. */
function givenOf(inputs: InputValues): readonly string[] {
  return OWN.filter((name) => {
    const value = inputs[name];
    return typeof value === 'string'
      ? value !== ''
      : value !== undefined && (name === 'baseline-request-body' || Object.keys(value).length > 0);
  });
}

/** Inputs of the baseline's model that cannot serve the run. */
export const OF_CONTROL: readonly Contradiction[] = [
  {
    when: ({ mode, baseline }) => baseline.kind === 'endpoint' && mode === 'report',
    error: () =>
      conflict(
        'Input baseline is "endpoint" with mode "report", whose answers were given by then.',
        'Ask both models with mode: gate, or give a stored baseline.',
      ),
  },
  {
    when: ({ mode, control }) => control && mode !== 'gate',
    error: ({ mode }) =>
      conflict(
        `Input control is "true" with mode "${mode}", which asks no model before a red.`,
        'Give it with mode: gate.',
      ),
  },
  {
    when: ({ baseline, control }) => control && !isStored(baseline),
    error: ({ baseline }) =>
      conflict(
        `Input control is "true" with baseline "${baseline.kind}".`,
        baseline.kind === 'endpoint'
          ? 'Leave it out: the baseline’s model is asked about every item already.'
          : 'Give a stored baseline (cache, branch:NAME or file:PATH), or baseline: endpoint in place of both.',
      ),
  },
  {
    when: (inputs) =>
      givenOf(inputs).length > 0 && inputs.baseline.kind !== 'endpoint' && !inputs.control,
    error: (inputs) =>
      conflict(
        `Input ${givenOf(inputs)[0] ?? ''} is given, and the baseline’s model is not asked.`,
        'Give baseline: endpoint to compare with it, or control: true to ask it before a red stands.',
      ),
  },
  {
    when: (inputs) =>
      (inputs.baseline.kind === 'endpoint' || inputs.control) && givenOf(inputs).length === 0,
    error: ({ control }) =>
      missing(
        'baseline-endpoint',
        `${control ? 'control is "true"' : 'baseline is "endpoint"'}: say by at least one of ${OWN.join(', ')} how the baseline’s model differs from the model under test.`,
      ),
  },
];
