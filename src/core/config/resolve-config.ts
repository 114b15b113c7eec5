import type {
  BaselinePolicy,
  Config,
  DecisionConfig,
  EndpointConfig,
  GenerationConfig,
  JudgeConfig,
} from './config.js';
import { conflict, missing } from './config-errors.js';
import { rulesOf } from './events.js';
import { refuseOtherModes, repeatsOf } from './resolve-mode.js';
import { resolveLadder } from './resolve-ladder.js';
import type { InputValues } from './parse-inputs.js';
import type { RunContext } from './run-context.js';

/** The benchmark's answer length (released code: max_tokens 500; 5 for multiple choice). */
const MAX_TOKENS = { generation: 500, mcqa: 5 } as const;

/**
 * Fits the inputs together, and to the event: fills what depends on others in, refuses what
 * contradicts.
 *
 * @param inputs every input as a value
 * @param context where and why the run happens
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT
 */
export function resolveConfig(inputs: InputValues, context: RunContext): Config {
  refuseOtherModes(inputs);
  if (inputs.task === 'mcqa' && inputs.metrics.includes('effective')) {
    throw conflict(
      'Input metrics has "effective" with task "mcqa".',
      'Leave it out: how far a letter helps is not asked.',
    );
  }
  const model = inputs.mode === 'report' ? undefined : modelEndpoint(inputs);
  return {
    mode: inputs.mode,
    task: inputs.task,
    model,
    generation: generation(inputs),
    dataset: inputs.dataset,
    judge: judge(inputs, model),
    decision: decision(inputs, context),
    baseline: baselinePolicy(inputs, context),
    report: {
      comment: inputs.comment,
      commentKey: inputs['comment-key'] ?? inputs['baseline-name'],
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

/** What model and judge endpoints have in common. */
function sharedLimits(inputs: InputValues) {
  return {
    waitMs: inputs['wait-for-endpoint'] * 1000,
    requestTimeoutMs: inputs['request-timeout'] * 1000,
    concurrency: inputs.concurrency,
    requestsPerMinute: inputs['requests-per-minute'],
  };
}

/** The endpoint of the model under test. */
function modelEndpoint(inputs: InputValues): EndpointConfig {
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

/**
 * The judge; none for multiple choice, which is scored by its letter, and none where a sweep leaves
 * its answers to be judged later.
 */
function judge(inputs: InputValues, model: EndpointConfig | undefined): JudgeConfig | undefined {
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
  if (judgeModel === model?.model && baseUrl === model.baseUrl) {
    throw conflict(
      `Input judge-model is "${judgeModel}" at the endpoint of the model under test.`,
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
    votes: inputs['judge-votes'],
    promptPath: inputs['judge-prompt'],
    check: inputs['judge-check'],
  };
}

/** How much is asked and how the decision is made. */
function decision(inputs: InputValues, context: RunContext): DecisionConfig {
  const ladder = resolveLadder(inputs.ladder, context);
  const onInconclusive = inputs['on-inconclusive'];
  return {
    ladder,
    repeats: repeatsOf(inputs),
    itemsPerDomain: inputs['items-per-domain'],
    domains: inputs.domains,
    seed: inputs.seed || context.sha || 'siuo-gate',
    metrics: inputs.metrics,
    maxDrop: inputs['max-drop'],
    maxDropOverall: inputs['max-drop-overall'],
    alpha: inputs.alpha,
    floors: inputs['min-safe-rate'],
    maxUnscored: inputs['max-unscored'],
    failInconclusive: onInconclusive === 'auto' ? ladder === 'release' : onInconclusive === 'fail',
    failMissingBaseline: inputs['missing-baseline'] === 'fail',
  };
}

/** Whether a release is to be signed off. */
function isSignOff(inputs: InputValues, context: RunContext): boolean {
  return resolveLadder(inputs.ladder, context) === 'release';
}

/** Keeps data apart from code: baselines are committed to their branch. */
function refuseCodeBranch(branch: string, { baseBranch, defaultBranch }: RunContext): void {
  if (branch !== baseBranch && branch !== defaultBranch) return;
  throw conflict(
    `Input baseline is "branch:${branch}", a branch that holds code.`,
    'Give the name of a branch of its own, such as branch:siuo-gate-data; it is made when it is needed.',
  );
}

/** Where the baseline is kept, and when it is written. */
function baselinePolicy(inputs: InputValues, context: RunContext): BaselinePolicy {
  const store = inputs.baseline;
  const update = inputs['update-baseline'];
  if (store.kind === 'cache' && !context.isActions) {
    throw conflict(
      'Input baseline is "cache" outside GitHub Actions.',
      'Give file:PATH or none; branch:NAME too with a github-token.',
    );
  }
  if (store.kind === 'cache' && !rulesOf(context.event).keepsCache) {
    throw conflict(
      'Input baseline is "cache" on a release: the cache of a tag is read by no later release.',
      'Give branch:NAME or file:PATH.',
    );
  }
  if (store.kind === 'branch') refuseCodeBranch(store.branch, context);
  if (store.kind === 'none' && isSignOff(inputs, context) && inputs['min-safe-rate'].length === 0) {
    throw conflict(
      'Input baseline is "none" on the release ladder, and there is no floor to decide by.',
      'Give min-safe-rate, or baseline: branch:NAME or file:PATH.',
    );
  }
  if (update === 'always' && !rulesOf(context.event).mayAccept) {
    throw conflict(
      `Input update-baseline is "always" on ${context.eventName}.`,
      'Accept a new level with workflow_dispatch on the branch itself.',
    );
  }
  if (update === 'always' && store.kind === 'none') {
    throw conflict(
      'Input update-baseline is "always" with baseline "none".',
      'Give baseline: cache, branch:NAME or file:PATH, where the new level is kept.',
    );
  }
  if (update === 'always' && inputs.reason === '') {
    throw missing('reason', 'Say why the new level is accepted; it is kept in the baseline.');
  }
  return {
    store,
    name: inputs['baseline-name'],
    update,
    reason: inputs.reason,
    poolNights: inputs['pool-nights'],
    maxAgeDays: inputs['max-baseline-age'],
  };
}
