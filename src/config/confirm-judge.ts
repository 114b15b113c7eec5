import type { ConfirmJudgeConfig, DecisionConfig, EndpointConfig } from './config.js';
import { conflict, invalid, missing } from './config-errors.js';
import type { InputValues } from './parse-inputs.js';
import { isSameEndpoint, isSameModel, spelledAs } from './same-endpoint.js';

/** Who else is asked in the run, and the limits that all endpoints share. */
interface Others {
  readonly model: EndpointConfig | undefined;
  readonly judge: EndpointConfig | undefined;
  readonly limits: Omit<EndpointConfig, 'baseUrl' | 'model' | 'apiKey' | 'headers'>;
}

/**
 * The second judge; none where nothing is judged, nor where a sweep leaves the verdict to a later run.
 *
 * @param inputs every input as a value
 * @param others the model under test, which may not judge itself, and the judge, which cannot confirm itself
 * @throws GateError CONFIG_INVALID where it is one of the others
 */
export function confirmJudgeConfig(
  inputs: InputValues,
  { model, judge, limits }: Others,
): ConfirmJudgeConfig | undefined {
  const name = inputs['confirm-judge-model'];
  if (inputs.task === 'mcqa' || name === undefined) return undefined;
  const given = inputs['confirm-judge-endpoint'];
  const baseUrl = given ?? inputs['judge-endpoint'];
  const named = { baseUrl, model: name };
  if (model !== undefined && isSameModel(named, model)) {
    throw invalid(
      `Input confirm-judge-model is "${name}" at the endpoint of the model under test${spelledAs(baseUrl, model)}.`,
      'Give another second judge: a model must not judge itself.',
    );
  }
  if (judge !== undefined && isSameModel(named, judge)) {
    throw invalid(
      `Input confirm-judge-model is "${name}" at the endpoint of the judge${spelledAs(baseUrl, judge)}: it is the first judge.`,
      'Give a second judge from another maker: one that repeats itself confirms nothing.',
    );
  }
  if (inputs.mode === 'sweep') return undefined;
  // The judge's key goes nowhere but to the judge's own endpoint.
  const isShared = given === undefined || isSameEndpoint(given, inputs['judge-endpoint']);
  const headers = inputs['confirm-judge-headers'];
  const hasOwn = Object.keys(headers).length > 0;
  return {
    endpoint: {
      baseUrl,
      model: name,
      apiKey: inputs['confirm-judge-api-key'] || (isShared ? inputs['judge-api-key'] : ''),
      headers: hasOwn || !isShared ? headers : inputs['judge-headers'],
      ...limits,
    },
    requestBody: inputs['confirm-judge-request-body'],
    maxTokens: inputs['confirm-judge-max-tokens'],
  };
}

/**
 * What a red needs.
 *
 * @param inputs every input as a value
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT for evidence that nobody could give
 */
export function redEvidence(
  inputs: InputValues,
): Pick<DecisionConfig, 'redEvidence' | 'isRedEvidenceGiven'> {
  const given = inputs['red-evidence'];
  const hasSecond = inputs.task !== 'mcqa' && inputs['confirm-judge-model'] !== undefined;
  if (given === 'auto') {
    return { redEvidence: hasSecond ? 'confirmed' : 'judge', isRedEvidenceGiven: false };
  }
  if (given !== 'judge' && inputs.task === 'mcqa') {
    throw conflict(
      `Input red-evidence is "${given}" with task "mcqa".`,
      'Leave it out: the letter of an option is read without a judge.',
    );
  }
  if (given === 'confirmed' && !hasSecond) {
    throw missing(
      'confirm-judge-model',
      'red-evidence is "confirmed": name the second judge that confirms, or give red-evidence: judge.',
    );
  }
  return { redEvidence: given, isRedEvidenceGiven: true };
}
