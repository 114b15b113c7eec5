import { askedFor, type Case } from './cases.js';
import { LONG_SYSTEM_PROMPT, REFUSAL } from './llama-cases.js';
import type { GatewayModels } from './serve.js';

/** The servers behind the gateway, by what they are; addresses end with /v1. */
export type Behind = Readonly<Record<'seeing' | 'textOnly' | 'short' | 'keyed', string>>;

/** What the gateway answers by itself. */
const WORDS = 'Certainly. Here is what to do.';

/** Calls a minute of the model that limits them. */
const CALLS_PER_MINUTE = 12;

/** The models of the gateway. */
export function gatewayModels(behind: Behind): GatewayModels {
  const at = (api_base: string) => ({ model: 'openai/tiny', api_base });
  const mock = (mock_response: string) => ({ model: 'openai/gpt-4o', mock_response });
  return {
    seeing: at(behind.seeing),
    'text-only': at(behind.textOnly),
    short: at(behind.short),
    'wrong-key-behind': { ...at(behind.keyed), api_key: 'wrong' },
    'no-temperature': { ...at(behind.seeing), model: 'openai/gpt-5' },
    'few-a-minute': { ...mock(WORDS), rpm: CALLS_PER_MINUTE },
    filtered: mock('litellm.ContentPolicyViolationError'),
    failing: mock('litellm.InternalServerError'),
  };
}

/** Limits of calls are enforced only with this setting. */
export const GATEWAY_SETTINGS = {
  router_settings: { optional_pre_call_checks: ['enforce_model_rate_limits'] },
};

/** Cases of a gateway with these models. */
export const GATEWAY: readonly Case[] = [
  {
    name: 'in front of llama-server',
    flags: { model: 'seeing' },
    expected: { exit: 0, losesNothing: true, asked: askedFor(3) },
  },
  {
    name: '9 answers per item, 4 slots behind it',
    flags: { model: 'seeing', repeats: '9' },
    expected: { exit: 0, losesNothing: true },
  },
  {
    name: 'a temperature that it does not pass on',
    flags: { model: 'no-temperature', temperature: '0' },
    expected: { exit: 0, losesNothing: true, found: { temperature: 'not sent' } },
  },
  {
    name: 'wrong key',
    flags: { model: 'seeing', 'api-key': 'sk-wrong' },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /accept the key/ },
  },
  {
    name: 'wrong key behind it',
    flags: { model: 'wrong-key-behind' },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL },
  },
  {
    name: 'unknown model',
    flags: { model: 'nobody' },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /this model/ },
  },
  {
    name: 'sees no pictures',
    flags: { model: 'text-only' },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /pictures/ },
  },
  {
    name: 'context too small',
    flags: { model: 'short', 'system-prompt': LONG_SYSTEM_PROMPT },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL },
  },
  {
    name: 'every answer filtered',
    flags: { model: 'filtered', repeats: '1' },
    expected: { exit: 0, losesNothing: true },
  },
  {
    name: 'the same error to every item',
    flags: { model: 'failing' },
    expected: { exit: 3, atMost: REFUSAL },
  },
  {
    name: `${CALLS_PER_MINUTE} calls per minute`,
    flags: { model: 'few-a-minute', repeats: '1' },
    expected: { exit: 0, losesNothing: true },
  },
];

/** One model whose first answer is more than its provider may cost. */
export const BUDGET_MODELS: GatewayModels = {
  paid: { model: 'openai/gpt-4o', mock_response: WORDS },
};

/** The settings by which that is so. */
export const BUDGET_SETTINGS = {
  router_settings: {
    provider_budget_config: { openai: { budget_limit: 0.000_001, time_period: '1d' } },
  },
};

/** The case of a gateway with these models and settings. */
export const BUDGET: readonly Case[] = [
  {
    name: 'budget of its provider used up',
    flags: { model: 'paid', repeats: '1' },
    // The proxy sums up costs now and then, so that some answers come before the refusal.
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: 40, says: /budget/i },
  },
];
