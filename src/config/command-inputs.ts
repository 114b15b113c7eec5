import { conflict } from './config-errors.js';
import { type Config, isStored } from './config.js';
import { INPUT_GROUPS, INPUT_NAMES, type InputName } from './inputs.js';
import type { RunContext } from './run-context.js';
import type { GateError } from '../errors.js';

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
  'metrics',
  ...under('Requests'),
];

const BASELINE_ONLY: readonly InputName[] = under('Baseline').filter(
  (name) => name !== 'baseline-name',
);

const CONTROL_ONLY = under('Baseline’s model, asked in this run');

const DECISION_ONLY: readonly InputName[] = under('Decision').filter((name) => name !== 'metrics');

const GATE_INPUTS = without('mode', 'shard', 'records');

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
  compare: ['domains', 'max-drop', 'max-drop-overall', 'alpha', 'on-inconclusive'],
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
  plan: GATE_INPUTS.filter((name) => !['comment', 'report-dir', 'show-answers'].includes(name)),
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

/** A flag that can do nothing next to what else was given: when, why, and what to do. */
interface IdleFlag {
  readonly names: readonly InputName[];
  readonly when: (config: Config, context: RunContext) => boolean;
  readonly why: string;
  readonly remedy: string;
}

const IDLE: readonly IdleFlag[] = [
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
    names: ['pool-runs', 'max-baseline-age', 'answers-key'],
    when: ({ baseline }) => !isStored(baseline.store),
    why: 'there is no stored baseline',
    remedy: 'Leave it out, or give --baseline.',
  },
  {
    names: [...under('Judge'), ...under('Second judge')],
    when: ({ task }) => task === 'mcqa',
    why: 'multiple choice is scored by its letter, and nobody judges it',
    remedy: 'Leave it out, or leave --task out.',
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
      ...(['max-tokens', 'temperature', 'seed'] as const),
    ],
    when: ({ mode, records }) => mode === 'measure' && records !== '',
    why: 'stored answers are judged, and the model is asked nothing',
    remedy: 'Leave it out, or leave --from out to ask the model.',
  },
];

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
  const found = IDLE.find(
    ({ names, when }) => names.some((name) => flags.includes(name)) && when(config, context),
  );
  if (found !== undefined) throw idle(found, flags);
}

/** The error of a flag that can do nothing. */
function idle({ names, why, remedy }: IdleFlag, flags: readonly InputName[]): GateError {
  const name = names.find((each) => flags.includes(each)) ?? '';
  return conflict(`Option --${name} can do nothing: ${why}.`, remedy);
}
