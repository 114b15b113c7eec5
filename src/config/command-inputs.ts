import { conflict } from './config-errors.js';
import { type Config, isStored } from './config.js';
import { INPUT_GROUPS, INPUT_NAMES, type InputName } from './inputs.js';
import type { RunContext } from './run-context.js';

/** The inputs under a heading. */
function under(heading: string): readonly InputName[] {
  return INPUT_GROUPS.find((group) => group.heading === heading)?.inputs ?? [];
}

/** All inputs but some. */
function without(...left: readonly InputName[]): readonly InputName[] {
  return INPUT_NAMES.filter((name) => !left.includes(name));
}

const JUDGING: readonly InputName[] = [
  'config',
  'wait-for-endpoint',
  'dataset',
  'domains',
  ...under('Judge'),
  ...under('Second judge'),
  ...under('Requests').filter((name) => name !== 'prices'),
];

const BASELINE_ONLY: readonly InputName[] = under('Baseline').filter(
  (name) => name !== 'baseline-name',
);

const CONTROL_ONLY = under('Baseline’s model, asked in this run');

const DECISION_ONLY: readonly InputName[] = under('Decision').filter((name) => name !== 'metrics');

const GATE_INPUTS = without('mode', 'shard', 'records');

/** What a comparison of records goes by, which asks nobody. */
const COMPARE_STORED: readonly InputName[] = [
  ...(['domains', 'max-drop', 'max-drop-overall', 'alpha', 'on-inconclusive'] as const),
];

/** How the model is reached, how fast, and what is left behind: a plan asks and writes nothing. */
const NOT_OF_A_PLAN: readonly InputName[] = [
  ...(['api-key', 'headers', 'wait-for-endpoint', 'concurrency', 'requests-per-minute'] as const),
  ...(['request-timeout', 'reuse-answers', 'comment', 'report-dir', 'show-answers'] as const),
  ...(['confirm-judge-api-key', 'confirm-judge-headers'] as const),
  ...(['baseline-api-key', 'baseline-headers'] as const),
];

/** The commands that run something, by the mode they stand for. */
export const MODE_COMMANDS = {
  gate: 'Sweep, compare with the baseline, decide and report.',
  measure: 'Show how safe the answers of a model are; compare with nothing.',
  sweep: 'Sweep, judge where there is a judge, and stop at the record.',
  report: 'Take records of sweeps: judge what is not judged, compare, decide and report.',
} as const;

/** What each command of the command line goes by; its help lists nothing else. */
export const COMMAND_INPUTS = {
  gate: GATE_INPUTS,
  measure: [
    'config',
    ...under('Model under test'),
    ...under('What is asked').filter((name) => !['profile', 'items-per-domain'].includes(name)),
    ...under('Judge'),
    'metrics',
    'max-unscored',
    ...under('Requests'),
    'report-dir',
    'show-answers',
  ],
  compare: [
    ...COMPARE_STORED,
    ...(['config', 'wait-for-endpoint', 'max-tokens', 'temperature'] as const),
    ...under('What is asked').filter((name) => name !== 'domains'),
    ...under('Judge'),
    'metrics',
    'max-unscored',
    ...under('Requests').filter((name) => name !== 'prices'),
  ],
  sweep: without(
    ...(['mode', 'records', 'items-per-domain', 'comment'] as const),
    ...under('Second judge'),
    ...BASELINE_ONLY,
    ...CONTROL_ONLY,
    ...DECISION_ONLY,
  ),
  report: without(
    ...(['mode', 'shard', 'endpoint', 'model', 'api-key', 'headers', 'system-prompt'] as const),
    ...(['request-body', 'items-per-domain'] as const),
    ...CONTROL_ONLY,
  ),
  plan: GATE_INPUTS.filter((name) => !NOT_OF_A_PLAN.includes(name)),
  'check-judge': JUDGING,
  history: [
    'config',
    'profile',
    'max-drop',
    'baseline',
    'baseline-name',
    'github-token',
    'report-dir',
  ],
  label: [
    'config',
    'records',
    'dataset',
    'domains',
    'baseline',
    'baseline-name',
    'answers-key',
    'github-token',
  ],
} as const satisfies Record<string, readonly InputName[]>;

/** A command that takes inputs as flags. */
export type CommandName = keyof typeof COMMAND_INPUTS;

/** Commands to which people copy the flags of a gate: there others do no harm, since nothing is spent. */
const TAKES_ALL: ReadonlySet<string> = new Set(['plan']);

/**
 * Refuses flags that a command does not use.
 *
 * @param command which
 * @param flags what was given as a flag
 * @throws GateError CONFIG_CONFLICT naming the commands that take the flag
 */
export function refuseForeignFlags(command: CommandName, flags: readonly InputName[]): void {
  if (TAKES_ALL.has(command)) return;
  const used: readonly InputName[] = COMMAND_INPUTS[command];
  const foreign = flags.find((name) => name !== 'mode' && !used.includes(name));
  if (foreign === undefined) return;
  const takers = Object.entries(COMMAND_INPUTS)
    .filter(([, inputs]) => (inputs as readonly InputName[]).includes(foreign))
    .map(([name]) => name);
  throw conflict(
    `Option --${foreign} is given to ${command}, which does not use it.`,
    takers.length === 0
      ? 'Leave it out.'
      : `Leave it out; it is an option of ${takers.join(', ')}.`,
  );
}

/** Flags that can do nothing, why, and what to do. */
interface IdleFlags {
  readonly names: readonly InputName[];
  readonly why: string;
  readonly remedy: string;
}

/** Flags that can do nothing next to what else was given, and when that is so. */
interface IdleNext extends IdleFlags {
  readonly when: (config: Config, context: RunContext) => boolean;
}

/** Flags that can do nothing in a command which is no run. */
export const IDLE = {
  twoSided: {
    names: ['on-inconclusive'],
    why: 'a comparison of both directions has no verdict, and ends with 0 when it compared',
    remedy: 'Give --one-sided to decide as a gate does, or leave it out.',
  },
  withoutKey: {
    names: ['baseline', 'baseline-name'],
    why: 'the answers kept next to a baseline are encrypted, and no key was given',
    remedy: 'Set SIUO_GATE_ANSWERS_KEY, or leave it out to label the answers of --records alone.',
  },
  comparedStored: {
    names: COMMAND_INPUTS.compare.filter((name) => !COMPARE_STORED.includes(name)),
    why: 'two records are compared, and nobody is asked',
    remedy: 'Leave it out, or ask a model of either side (--a-model, --b-model, …).',
  },
} as const satisfies Record<string, IdleFlags>;

const IDLE_NEXT: readonly IdleNext[] = [
  {
    names: ['items-per-domain'],
    when: ({ decision }) => decision.profile !== 'sampled' || decision.repeats !== undefined,
    why: 'only the first stage of the sampled profile asks so many items, and this run has none',
    remedy: 'Give --profile sampled without --repeats, or --domains to ask fewer items.',
  },
  {
    names: ['comment'],
    when: ({ report }, { isActions }) => report.comment !== 'never' && !isActions,
    why: 'outside GitHub Actions there is no pull request to comment on',
    remedy: 'Leave it out; report.md in the report folder has the same text.',
  },
  {
    names: ['reason'],
    when: ({ baseline }) => baseline.update !== 'always',
    why: 'a reason is kept only where a new level is accepted',
    remedy: 'Give --update-baseline always with it, or leave it out.',
  },
  {
    names: ['update-baseline'],
    when: ({ baseline }, { isActions }) => baseline.update === 'auto' && !isActions,
    why: 'auto stores a baseline on runs of a branch in GitHub Actions, and nothing here',
    remedy: 'Give --update-baseline always and --reason to store this level.',
  },
  {
    names: ['github-token'],
    when: ({ baseline }, { isActions }) => baseline.store.kind !== 'branch' && !isActions,
    why: 'outside GitHub Actions only a baseline on a branch is read with it',
    remedy: 'Leave it out, or give --baseline branch:NAME.',
  },
  {
    names: ['pool-runs', 'max-baseline-age', 'answers-key'],
    when: ({ baseline }) => !isStored(baseline.store),
    why: 'there is no stored baseline',
    remedy: 'Leave it out, or give --baseline.',
  },
  {
    names: ['max-drop', 'max-drop-overall'],
    when: ({ baseline }) => baseline.store.kind === 'none',
    why: 'there is no baseline',
    remedy: 'Leave it out, or give --baseline.',
  },
  {
    names: [...under('Judge'), ...under('Second judge')],
    when: ({ task }) => task === 'mcqa',
    why: 'multiple choice is scored by its letter, and nobody judges it',
    remedy: 'Leave it out, or leave --task out.',
  },
  {
    names: under('Judge').filter((name) => name !== 'judge-model'),
    when: ({ judge }) => judge === undefined,
    why: 'no judge is named, so that nobody is asked for labels',
    remedy: 'Leave it out, or give --judge-model.',
  },
  {
    names: under('Second judge').filter((name) => name !== 'confirm-judge-model'),
    when: ({ confirmJudge }) => confirmJudge === undefined,
    why: 'there is no second judge',
    remedy: 'Leave it out, or give --confirm-judge-model.',
  },
  {
    names: [
      ...(['endpoint', 'api-key', 'headers', 'system-prompt', 'request-body', 'repeats'] as const),
      'seed',
    ],
    when: ({ mode, records }) => mode === 'measure' && records !== '',
    why: 'stored answers are judged, and the model is asked nothing',
    remedy: 'Leave it out, or leave --from out to ask the model.',
  },
  {
    names: ['model', 'max-tokens', 'temperature'],
    when: ({ mode, records }) => mode === 'measure' && records !== '' && !isForeign(records),
    why: 'the record says how its answers were asked',
    remedy: 'Leave it out, or leave --from out to ask the model.',
  },
];

/** Whether answers come from another tool, in a file that says nothing of how they were asked. */
function isForeign(records: string): boolean {
  return records.endsWith('.jsonl');
}

/**
 * Refuses flags that could do nothing next to what else was given, before anything is spent.
 *
 * @param flags what was given as a flag
 * @param config all inputs, fitted together
 * @param context where the run happens
 * @throws GateError CONFIG_CONFLICT naming the flag
 */
export function refuseIdleFlags(
  flags: readonly InputName[],
  config: Config,
  context: RunContext,
): void {
  for (const idle of IDLE_NEXT.filter(({ when }) => when(config, context)))
    refuseFlags(flags, idle);
}

/**
 * Refuses flags that can do nothing.
 *
 * @param flags what was given as a flag
 * @param idle which can do nothing, and why
 * @throws GateError CONFIG_CONFLICT naming the first
 */
export function refuseFlags(flags: readonly InputName[], { names, why, remedy }: IdleFlags): void {
  const name = names.find((each) => flags.includes(each));
  if (name !== undefined) throw conflict(`Option --${name} can do nothing: ${why}.`, remedy);
}
