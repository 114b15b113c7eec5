import type { GenerationConfig } from './config.js';
import type { InputValues } from './parse-inputs.js';

/** The benchmark's answer length (released code: max_tokens 500; 5 for multiple choice). */
const MAX_TOKENS = { generation: 500, mcqa: 5 } as const;

/** How the model under test is asked; multiple choice has its own defaults. */
export function generation(inputs: InputValues): GenerationConfig {
  const isMcqa = inputs.task === 'mcqa';
  return {
    systemPrompt: inputs['system-prompt'],
    maxTokens: inputs['max-tokens'] ?? MAX_TOKENS[inputs.task],
    temperature: inputs.temperature ?? (isMcqa ? 0 : undefined),
    requestBody: inputs['request-body'],
  };
}
