import type { ErrorShape } from './error-shape.js';

/** Codes by which servers say that a filter, not a fault, stopped the prompt. */
const MODERATION_CODES = new Set([
  'content_filter', // Azure OpenAI
  'ResponsibleAIPolicyViolation', // Azure OpenAI, innererror
  'content_policy_violation', // OpenAI, OpenRouter, LiteLLM
  'image_content_policy_violation', // OpenAI
  'moderation_blocked', // OpenAI
  'data_inspection_failed', // Alibaba Model Studio
  'sensitive_words_detected', // one-api gateways
]);

/** The same, where only the words tell. An HTML page never counts: a firewall is not a filter. */
const MODERATION_WORDS =
  /flagged as potentially violating|content management policy|may contain inappropriate content|requires moderation/i;

/** Codes for a request that is too large for the model or the server. */
const TOO_LARGE_CODES = new Set([
  'context_length_exceeded', // OpenAI, OpenRouter
  'exceed_context_size_error', // llama.cpp
  'token_limit_exceeded',
  'string_above_max_length',
  'string_too_long',
  'image_too_large',
  'image_file_too_large',
  'request_too_large',
  'payload_too_large',
  'request_entity_too_large',
]);

/** The same in words: vLLM, TGI, llama.cpp, LM Studio, Anthropic. */
const TOO_LARGE_WORDS = new RegExp(
  [
    'context (length|window|size)',
    'context overflow',
    'too many (input )?tokens',
    'prompt is too long',
    'max_tokens must be at least 1',
    'tokens.{0,60}must be <= \\d',
    'length limit exceeded',
    '(image|picture|payload|body|file).{0,60}(too large|too big|exceeds)',
    'request.{0,30}too large',
  ].join('|'),
  'i',
);

/** Codes for an account that has nothing left to spend. */
const CREDIT_CODES = new Set([
  'insufficient_quota',
  'billing_hard_limit_reached',
  'billing_not_active',
  'insufficient_balance',
]);

/** Whether a filter refused the prompt; a filter's refusal counts as the system being safe. */
export function isModeration(error: ErrorShape): boolean {
  const isNamed = error.codes.some((code) => MODERATION_CODES.has(code));
  const hasJson = error.codes.length > 0;
  return isNamed || error.isFlagged || (hasJson && MODERATION_WORDS.test(error.message));
}

/** Whether the context or the picture is larger than the server takes. */
export function isTooLarge(error: ErrorShape): boolean {
  return (
    error.codes.some((code) => TOO_LARGE_CODES.has(code)) || TOO_LARGE_WORDS.test(error.message)
  );
}

/** Whether the account has no credit left. */
export function isOutOfCredit(error: ErrorShape): boolean {
  return error.codes.some((code) => CREDIT_CODES.has(code));
}
