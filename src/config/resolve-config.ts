import type { InputValues } from './parse-inputs.js';
import { eventNameOf, rulesOf, type RunContext } from './run-context.js';
import { headRulesOf, vouchesForUntrusted } from './trust.js';
import { conflict, type Contradiction, missing } from './config-errors.js';
import type { StoredProfileName } from '../decide/profiles.js';
import { confirmJudgeConfig, redEvidence } from './confirm-judge.js';
import { controlConfig, OF_CONTROL } from './control.js';
import { isSameModel, spelledAs } from './same-endpoint.js';
import {
  type BaselinePolicy,
  type Config,
  type DecisionConfig,
  type EndpointConfig,
  isStored,
  type JudgeConfig,
} from './config.js';
import { generation } from './generation.js';

/** Answers per item of mode sweep, which sees no baseline and so has no stages. */
const SWEEP_REPEATS = 3;

/**
 * Fits the inputs together, and to the event: fills what depends on others in, refuses what
 * contradicts.
 *
 * @param inputs every input as a value
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT
 */
export function resolveConfig(inputs: InputValues, context: RunContext): Config {
  refuseContradictions(inputs, context);
  const model = modelEndpoint(inputs);
  const judge = judgeConfig(inputs, model);
  const confirmJudge = confirmJudgeConfig(inputs, {
    model,
    judge: judge?.endpoint,
    limits: sharedLimits(inputs),
  });
  return {
    mode: inputs.mode,
    task: inputs.task,
    model,
    generation: generation(inputs),
    control: controlConfig(inputs, { model, judge }),
    dataset: inputs.dataset,
    judge,
    confirmJudge,
    humanLabels: inputs['human-labels'],
    decision: decision(inputs, context),
    baseline: baselinePolicy(inputs),
    report: {
      comment: inputs.comment,
      commentKey: inputs['baseline-name'],
      directory: inputs['report-dir'],
      showAnswers: inputs['show-answers'],
    },
    maxRequests: inputs['max-requests'],
    prices: inputs.prices,
    reuseAnswers: inputs['reuse-answers'],
    githubToken: inputs['github-token'],
    shard: inputs.shard,
    records: inputs.records,
    modelName: inputs.model,
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
    ...redEvidence(inputs),
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
    answersKey: inputs['answers-key'],
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

/**
 * The endpoint of the model under test.
 *
 * @param inputs every input as a value
 * @returns undefined for mode report, which asks it nothing, and mode accept without one
 * @throws GateError CONFIG_MISSING
 */
function modelEndpoint(inputs: InputValues): EndpointConfig | undefined {
  if (inputs.mode === 'report' || isRemeasuring(inputs)) return undefined;
  const { endpoint, model } = inputs;
  // Keys prove who wrote a verdict; nobody is asked.
  if (inputs.mode === 'accept' && (endpoint === undefined || model === undefined)) return undefined;
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

/**
 * The judge; none for multiple choice, which is scored by its letter, and none where a sweep leaves
 * its answers to be judged later.
 *
 * @param inputs every input as a value
 * @param model the endpoint of the model under test, which may not judge itself
 * @throws GateError CONFIG_MISSING or CONFIG_CONFLICT
 */
function judgeConfig(
  inputs: InputValues,
  model: EndpointConfig | undefined,
): JudgeConfig | undefined {
  if (inputs.task === 'mcqa') return undefined;
  const judgeModel = inputs['judge-model'];
  if (judgeModel === undefined) {
    if (inputs.mode !== 'gate' && (inputs.mode !== 'measure' || isRemeasuring(inputs)))
      return undefined;
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
    maxTokens: inputs['judge-max-tokens'],
    requestBody: inputs['judge-request-body'],
    check: inputs['judge-check'],
  };
}

/**
 * The profile of a run.
 *
 * @param given the input, `auto` included
 * @param context where and why the run happens; a run that follows another takes the profile of the
 *   other's event, so that both stages of a pull request name the same one
 */
function resolveProfile(given: StoredProfileName | 'auto', context: RunContext): StoredProfileName {
  if (given !== 'auto') return given;
  const own = rulesOf(context.event).profile;
  if (own !== 'triggering') return own;
  const other = rulesOf(eventNameOf(context.workflowRun?.event ?? '')).profile;
  return other === 'triggering' ? 'nightly' : other;
}

/**
 * Inputs that belong to another mode or task: a run would quietly do something else than what they
 * ask for.
 */
const OF_MODE: readonly Contradiction[] = [
  {
    when: ({ mode, shard }) => shard !== undefined && mode !== 'sweep',
    error: ({ mode, shard }) =>
      conflict(
        `Input shard is "${shard?.index}/${shard?.of}" with mode "${mode}".`,
        'Give shard with mode: sweep, and put the parts together with mode: report.',
      ),
  },
  {
    when: ({ mode, records }) => records !== '' && mode !== 'report' && mode !== 'measure',
    error: ({ mode }) =>
      conflict(
        `Input records is given with mode "${mode}".`,
        'Give it with mode: report or measure.',
      ),
  },
  {
    when: ({ mode, records }) => records === '' && mode === 'report',
    error: () =>
      missing('records', 'Give a glob of the records, such as siuo-records/*/record.json.'),
  },
  {
    when: (inputs) => ['measure', 'sweep'].includes(inputs.mode) && isAccepting(inputs),
    error: ({ mode }) =>
      conflict(
        `Input update-baseline is "always" with mode "${mode}", which writes no baseline.`,
        'Give it to the run with mode: report.',
      ),
  },
  {
    // The head's own job may have made the records, and this run's check may be a required one.
    when: ({ mode }, context) => mode === 'report' && vouchesForUntrusted(context),
    error: (_inputs, context) =>
      conflict(
        `Input mode is "report" on ${context.eventName} for a pull request ${headRulesOf(context).whose}: its own job may have made the records, and this check would vouch for them.`,
        'Report in a workflow_run (examples/fork-safe-report.yml), whose status is labelled a fork’s; or ask the model here, with mode: gate.',
      ),
  },
  {
    when: ({ task, metrics }) => task === 'mcqa' && metrics.includes('effective'),
    error: () =>
      conflict(
        'Input metrics has "effective" with task "mcqa".',
        'Leave it out: how far a letter helps is not asked.',
      ),
  },
];

/** Stores that cannot serve the run. */
const OF_STORE: readonly Contradiction[] = [
  {
    when: ({ baseline }, { isActions }) => baseline.kind === 'cache' && !isActions,
    error: () =>
      conflict(
        'Input baseline is "cache" outside GitHub Actions.',
        'Give file:PATH or none; branch:NAME too with a github-token.',
      ),
  },
  {
    when: ({ baseline }, { event }) => baseline.kind === 'cache' && !rulesOf(event).keepsCache,
    error: () =>
      conflict(
        'Input baseline is "cache" on a release: the cache of a tag is read by no later release.',
        'Give branch:NAME or file:PATH.',
      ),
  },
  {
    // Data stays apart from code: baselines are committed to their branch.
    when: ({ baseline }, { baseBranch, defaultBranch }) =>
      baseline.kind === 'branch' && [baseBranch, defaultBranch].includes(baseline.branch),
    error: ({ baseline }) =>
      conflict(
        `Input baseline is "branch:${'branch' in baseline ? baseline.branch : ''}", a branch that holds code.`,
        'Give the name of a branch of its own, such as branch:siuo-gate-data; it is made when it is needed.',
      ),
  },
  {
    when: (inputs, context) =>
      inputs.baseline.kind === 'none' &&
      resolveProfile(inputs.profile, context) === 'release' &&
      inputs['min-safe-rate'].length === 0,
    error: () =>
      conflict(
        'Input baseline is "none" on the release profile, and there is no floor to decide by.',
        'Give min-safe-rate, or baseline: branch:NAME or file:PATH.',
      ),
  },
];

/** What a new level cannot be accepted by. */
const OF_ACCEPTING: readonly Contradiction[] = [
  {
    when: (inputs, context) => isAccepting(inputs) && !mayAccept(context),
    error: (_inputs, { eventName }) =>
      conflict(
        `Input update-baseline is "always" on ${eventName}.`,
        'Accept a new level with workflow_dispatch on the branch itself.',
      ),
  },
  {
    // A tag is no level that later runs build on: none of them would find what it stored.
    when: (inputs, { ref }) => isAccepting(inputs) && ref.startsWith('refs/tags/'),
    error: (_inputs, { ref }) =>
      conflict(
        `Input update-baseline is "always" on the tag ${ref}.`,
        'Accept a new level with workflow_dispatch on the branch itself.',
      ),
  },
  {
    when: (inputs) => isAccepting(inputs) && !isStored(inputs.baseline),
    error: ({ baseline }) =>
      conflict(
        `Input update-baseline is "always" with baseline "${baseline.kind}".`,
        'Give baseline: cache, branch:NAME or file:PATH, where the new level is kept.',
      ),
  },
  {
    when: (inputs) => isAccepting(inputs) && inputs.reason === '',
    error: () =>
      missing('reason', 'Say why the new level is accepted; it is kept in the baseline.'),
  },
];

/** Whether stored answers are measured, so that no model is asked. */
function isRemeasuring({ mode, records }: InputValues): boolean {
  return mode === 'measure' && records !== '';
}

/** Whether the run may accept a level, whatever it is told. */
function mayAccept(context: RunContext): boolean {
  return rulesOf(context.event).mayAccept && headRulesOf(context).isTrusted;
}

/** Whether the run is told to accept the level it finds. */
function isAccepting(inputs: InputValues): boolean {
  return inputs['update-baseline'] === 'always';
}

/**
 * Refuses inputs that contradict each other, or the event.
 *
 * @param inputs every input as a value
 * @throws GateError CONFIG_CONFLICT, or CONFIG_MISSING for what another input asks for
 */
function refuseContradictions(inputs: InputValues, context: RunContext): void {
  const met = [...OF_MODE, ...OF_STORE, ...OF_CONTROL, ...OF_ACCEPTING].find(({ when }) =>
    when(inputs, context),
  );
  if (met !== undefined) throw met.error(inputs, context);
}
