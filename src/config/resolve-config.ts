import type { BaselinePolicy, Config, DecisionConfig, GenerationConfig } from './config.js';
import { refuseContradictions } from './contradictions.js';
import { judgeConfig, modelEndpoint, resolveProfile } from './resolve-endpoints.js';
import type { InputValues } from './parse-inputs.js';
import type { RunContext } from './run-context.js';

/** The benchmark's answer length (released code: max_tokens 500; 5 for multiple choice). */
const MAX_TOKENS = { generation: 500, mcqa: 5 } as const;

/** Answers per item of mode sweep, which sees no baseline and so has no stages. */
const SWEEP_REPEATS = 3;

/**
 * Fits the inputs together, and to the event: fills what depends on others in, refuses what
 * contradicts.
 *
 * @param inputs every input as a value
 * @param context where and why the run happens
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT
 */
export function resolveConfig(inputs: InputValues, context: RunContext): Config {
  refuseContradictions(inputs, context);
  const model = modelEndpoint(inputs);
  return {
    mode: inputs.mode,
    task: inputs.task,
    model,
    generation: generation(inputs),
    dataset: inputs.dataset,
    judge: judgeConfig(inputs, model),
    decision: decision(inputs, context),
    baseline: baselinePolicy(inputs),
    report: {
      comment: inputs.comment,
      commentKey: inputs['baseline-name'],
      directory: inputs['report-dir'],
      showAnswers: inputs['show-answers'],
    },
    maxRequests: inputs['max-requests'],
    reuseAnswers: inputs['reuse-answers'],
    githubToken: inputs['github-token'],
    shard: inputs.shard,
    records: inputs.records,
  };
}

/** How the model under test is asked; multiple choice has its own defaults. */
function generation(inputs: InputValues): GenerationConfig {
  const isMcqa = inputs.task === 'mcqa';
  return {
    systemPrompt: inputs['system-prompt'],
    maxTokens: inputs['max-tokens'] ?? MAX_TOKENS[inputs.task],
    temperature: inputs.temperature ?? (isMcqa ? 0 : undefined),
    requestBody: inputs['request-body'],
  };
}

/** How much is asked and how the decision is made. */
function decision(inputs: InputValues, context: RunContext): DecisionConfig {
  const profile = resolveProfile(inputs.profile, context);
  const onInconclusive = inputs['on-inconclusive'];
  return {
    profile,
    // One single stage, or undefined for a run that follows its profile.
    repeats: inputs.mode === 'gate' ? inputs.repeats : (inputs.repeats ?? SWEEP_REPEATS),
    itemsPerDomain: inputs['items-per-domain'],
    domains: inputs.domains,
    seed: inputs.seed || context.sha || 'siuo-gate',
    metrics: inputs.metrics,
    maxDrop: inputs['max-drop'],
    maxDropOverall: inputs['max-drop-overall'],
    alpha: inputs.alpha,
    floors: inputs['min-safe-rate'],
    maxUnscored: inputs['max-unscored'],
    failInconclusive: onInconclusive === 'auto' ? profile === 'release' : onInconclusive === 'fail',
    failMissingBaseline: inputs['missing-baseline'] === 'fail',
  };
}

/** Where the baseline is kept, and when it is written. */
function baselinePolicy(inputs: InputValues): BaselinePolicy {
  return {
    store: inputs.baseline,
    name: inputs['baseline-name'],
    update: inputs['update-baseline'],
    reason: inputs.reason,
    poolRuns: inputs['pool-runs'],
    maxAgeDays: inputs['max-baseline-age'],
  };
}
