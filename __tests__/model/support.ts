import { parseErrorShape } from '../../src/model/error-shape.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';

/** Error bodies as servers were seen to send them, by server. */
export const WIRE_ERRORS = {
  openaiTokenField: {
    error: {
      message:
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      type: 'invalid_request_error',
      param: 'max_tokens',
      code: 'unsupported_parameter',
    },
  },
  openaiTemperature: {
    error: {
      message:
        "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.",
      type: 'invalid_request_error',
      param: 'temperature',
      code: 'unsupported_value',
    },
  },
  openaiQuota: {
    error: {
      message: 'You exceeded your current quota, please check your plan and billing details.',
      type: 'insufficient_quota',
      param: null,
      code: 'insufficient_quota',
    },
  },
  openaiFlagged: {
    error: {
      message:
        'Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again with a different prompt.',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_prompt',
    },
  },
  openaiTooLargeForTheMinute: {
    error: {
      message:
        'Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 41000.',
      type: 'tokens',
      param: null,
      code: 'rate_limit_exceeded',
    },
  },
  azureFilter: {
    error: {
      message:
        "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
      type: null,
      param: 'prompt',
      code: 'content_filter',
      status: 400,
      innererror: { code: 'ResponsibleAIPolicyViolation' },
    },
  },
  azureRateLimit: {
    error: {
      code: '429',
      message:
        'Requests to the ChatCompletions_Create Operation have exceeded token rate limit of your current pricing tier; the request rate exceeds it. Please retry after 26 seconds.',
    },
  },
  vllmFlat: {
    object: 'error',
    message:
      "[{'type': 'extra_forbidden', 'loc': ('body', 'max_tokens'), 'msg': 'Extra inputs are not permitted', 'input': 64}]",
    type: 'BadRequestError',
    param: null,
    code: 400,
  },
  vllmContext: {
    error: {
      message:
        "This model's maximum context length is 3744 tokens. However, you requested 254457 tokens (254201 in the messages, 256 in the completion).",
      type: 'BadRequestError',
      param: null,
      code: 400,
    },
  },
  geminiArray: [
    {
      error: {
        code: 400,
        message:
          'Invalid JSON payload received. Unknown name "frequency_penalty": Cannot find field.\nInvalid JSON payload received. Unknown name "seed": Cannot find field.',
        status: 'INVALID_ARGUMENT',
        details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest' }],
      },
    },
  ],
  mistralDetail: {
    object: 'error',
    message: {
      detail: [
        { type: 'extra_forbidden', loc: ['body', 'seed'], msg: 'Extra inputs are not permitted' },
      ],
    },
    type: 'invalid_request_error',
    param: null,
    code: null,
  },
  openRouterModeration: {
    error: {
      code: 403,
      message: 'This model requires moderation. Your input was flagged.',
      metadata: { reasons: ['violence'], flagged_input: '…', provider_name: 'x', model_slug: 'y' },
    },
  },
  openRouterGuardrail: { error: { code: 403, message: 'Insufficient permissions for this key.' } },
  lmStudioString: { error: "'response_format.type' must be 'json_schema' or 'text'" },
  deepSeekFormat: {
    error: {
      message: 'This response_format type is unavailable now',
      type: 'invalid_request_error',
      param: null,
      code: 'invalid_request_error',
    },
  },
  anthropicTemperature: {
    error: {
      code: 'invalid_request_error',
      message: '`temperature` is deprecated for this model.',
      type: 'invalid_request_error',
      param: null,
    },
  },
  alibabaFilter: {
    error: {
      code: 'data_inspection_failed',
      param: null,
      message: 'Input data may contain inappropriate content.',
      type: 'data_inspection_failed',
    },
    request_id: 'x',
  },
  tgiString: { error: 'Model is overloaded', error_type: 'overloaded' },
  tgiTokens: {
    error:
      'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000',
    error_type: 'validation',
  },
  llamaCppContext: {
    error: {
      code: 400,
      message: 'the request exceeds the available context size. try increasing the context size',
      type: 'exceed_context_size_error',
    },
  },
  ollamaNotFound: {
    error: {
      message: "model 'x' not found",
      type: 'not_found_error',
      param: null,
      code: null,
    },
  },
  fastApi: { detail: 'Not Found' },
} as const;

/** What is read out of one of them. */
export function shapeOf(name: keyof typeof WIRE_ERRORS): ReturnType<typeof parseErrorShape> {
  return parseErrorShape(JSON.stringify(WIRE_ERRORS[name]));
}

/** A reply with a JSON body, or a text as it is. */
export function reply(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Extract<HttpReply, { kind: 'reply' }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'reply', status, headers, text };
}

/** A completion of one choice. */
export function completion(message: unknown, more: Record<string, unknown> = {}): unknown {
  const { finish_reason = 'stop', ...rest } = more;
  return {
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason }],
    usage: { prompt_tokens: 11, completion_tokens: 7 },
    ...rest,
  };
}
