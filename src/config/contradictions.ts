import type { GateError } from '../errors.js';
import { conflict, missing } from './config-errors.js';
import { rulesOf } from './events.js';
import { headRulesOf, vouchesForUntrusted } from './heads.js';
import type { InputValues } from './parse-inputs.js';
import { resolveProfile } from './resolve-endpoints.js';
import type { RunContext } from './run-context.js';

/** Inputs that do not go together, or not with the event: when, and the error that says so. */
interface Contradiction {
  readonly when: (inputs: InputValues, context: RunContext) => boolean;
  readonly error: (inputs: InputValues, context: RunContext) => GateError;
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
    when: ({ mode, records }) => records !== '' && mode !== 'report',
    error: ({ mode }) =>
      conflict(`Input records is given with mode "${mode}".`, 'Give it with mode: report.'),
  },
  {
    when: ({ mode, records }) => records === '' && mode === 'report',
    error: () =>
      missing('records', 'Give a glob of the records, such as siuo-records/*/record.json.'),
  },
  {
    when: (inputs) => inputs.mode === 'sweep' && isAccepting(inputs),
    error: () =>
      conflict(
        'Input update-baseline is "always" with mode "sweep", which writes no baseline.',
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
    when: (inputs) => isAccepting(inputs) && inputs.baseline.kind === 'none',
    error: () =>
      conflict(
        'Input update-baseline is "always" with baseline "none".',
        'Give baseline: cache, branch:NAME or file:PATH, where the new level is kept.',
      ),
  },
  {
    when: (inputs) => isAccepting(inputs) && inputs.reason === '',
    error: () =>
      missing('reason', 'Say why the new level is accepted; it is kept in the baseline.'),
  },
];

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
 * @param context where and why the run happens
 * @throws GateError CONFIG_CONFLICT, or CONFIG_MISSING for what another input asks for
 */
export function refuseContradictions(inputs: InputValues, context: RunContext): void {
  const met = [...OF_MODE, ...OF_STORE, ...OF_ACCEPTING].find(({ when }) => when(inputs, context));
  if (met !== undefined) throw met.error(inputs, context);
}
