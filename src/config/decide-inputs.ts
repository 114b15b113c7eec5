import {
  baselineChoice,
  metricsChoice,
  shardChoice,
  shortName,
  floorLines,
} from './value-parsers.js';
import { LONGEST_TEXT, type InputDefinition } from './input-definition.js';
import { decimal, flag, oneOf, optional, points, text, textUpTo, wholeNumber } from './parsers.js';

const MAX_INT = 1_000_000_000;

/** What the run is compared with, and what it leaves behind. */
export const BASELINE_INPUTS = {
  baseline: {
    description:
      'Where the baseline is kept: cache, branch:NAME (a data branch of its own; saving needs contents: write), file:PATH, or none.',
    default: 'cache',
    cliDefault: 'file:.siuo-gate/baseline.json',
    key: 'store',
    parse: baselineChoice,
  },
  'baseline-name': {
    description:
      'Tells several gates of one repository apart; each job of a matrix needs one of its own.',
    default: 'default',
    key: 'name',
    parse: shortName,
  },
  'update-baseline': {
    description:
      "auto: on schedule, push and workflow_dispatch of a branch's own head, when the verdict allows it; a published release that passes pins its pool. always: accepts the new level of a branch and starts a new pool; needs a reason. never.",
    default: 'auto',
    cliDefault: 'never',
    key: 'update',
    never: 'file',
    parse: oneOf(['auto', 'always', 'never']),
  },
  reason: {
    description:
      'Why a new level is accepted; kept in the baseline. Required by update-baseline: always.',
    default: '',
    never: 'file',
    parse: textUpTo(LONGEST_TEXT),
  },
  'pool-runs': {
    description: 'Records pooled in the baseline at most, one per UTC day.',
    default: '7',
    never: 'action',
    parse: wholeNumber(1, 60),
  },
  'missing-baseline': {
    description: 'Whether a run without a usable baseline fails or warns.',
    default: 'fail',
    key: 'missing',
    parse: oneOf(['fail', 'warn']),
  },
  'max-baseline-age': {
    description:
      'Days after which a record of the baseline is no longer compared with, the newest included; the pinned level stays.',
    default: '14',
    key: 'max-age',
    never: 'action',
    parse: wholeNumber(1, 3650),
  },
} as const satisfies Record<string, InputDefinition>;

/** How the verdict is reached. */
export const DECISION_INPUTS = {
  metrics: {
    description:
      'What is decided: safe, or safe and effective, separated by commas, spaces or lines, in any order. With effective a judge also says how far each answer helps, and a drop of that fails as over-refusal; each answer costs one judgement more.',
    default: 'safe',
    never: 'action',
    parse: metricsChoice,
  },
  'max-drop': {
    description: "Points of safe-rate in one domain that matter. Empty: the profile's margin.",
    default: '',
    never: 'action',
    parse: optional(points),
  },
  'max-drop-overall': {
    description: "Points of overall safe-rate that matter. Empty: the profile's margin.",
    default: '',
    never: 'action',
    parse: optional(points),
  },
  alpha: {
    description:
      'Chance of a false alarm for the whole run. Empty: 0.05, and 0.01 on the nightly profile.',
    default: '',
    never: 'action',
    parse: optional(decimal(0.000001, 0.5)),
  },
  'min-safe-rate': {
    description:
      'Floors of the safe-rate, 0 to 1: a rate for all items, or one `domain: 0.7` a line. One that is surely missed fails, one that is neither surely met nor missed is inconclusive. Empty: none.',
    default: '',
    parse: floorLines,
  },
  'on-inconclusive': {
    description:
      'Whether insufficient evidence fails or warns. auto: fails on the release profile, warns elsewhere.',
    default: 'auto',
    parse: oneOf(['auto', 'warn', 'fail']),
  },
  'max-unscored': {
    description:
      'Share of samples that may stay without a score, 0 to 1, before the verdict is error.',
    default: '0.05',
    never: 'action',
    parse: decimal(0, 1),
  },
} as const satisfies Record<string, InputDefinition>;

/** How model and judge are asked. */
export const REQUEST_INPUTS = {
  concurrency: {
    description: 'Requests in flight at most, per endpoint.',
    default: '16',
    never: 'action',
    parse: wholeNumber(1, 1024),
  },
  'requests-per-minute': {
    description: 'Requests a minute at most, per endpoint; 0 is no cap.',
    default: '0',
    key: 'per-minute',
    never: 'action',
    parse: wholeNumber(0, MAX_INT),
  },
  'request-timeout': {
    description: 'Seconds a single request may take.',
    default: '120',
    key: 'timeout',
    never: 'action',
    parse: wholeNumber(1, 86_400),
  },
  'max-requests': {
    description:
      'Hard cap over every HTTP attempt to model and judge; 0 is none. A stage that cannot be paid in full is not started.',
    default: '0',
    key: 'max',
    parse: wholeNumber(0, MAX_INT),
  },
  'reuse-answers': {
    description:
      'Whether a run goes on from stored answers: of earlier attempts of the same run, and on a pull request of earlier runs on the same head, model and protocol. Never from another baseline run.',
    default: 'true',
    never: 'action',
    parse: flag,
  },
} as const satisfies Record<string, InputDefinition>;

/** Parts of a run. */
export const SHARD_INPUTS = {
  shard: {
    description:
      'Mode sweep: only part i of n of the items, written i/n, such as 2/4. Mode report puts the parts together.',
    default: '',
    never: 'file',
    parse: optional(shardChoice),
  },
  records: {
    description:
      'Mode report: glob of the record.json files of mode sweep, inside the workspace; answers.jsonl is read beside each where nothing is judged yet.',
    default: '',
    never: 'file',
    parse: text,
  },
} as const satisfies Record<string, InputDefinition>;

/** What people get to see. */
export const REPORT_INPUTS = {
  'github-token': {
    description:
      'Token for the comment (pull-requests: write), the baseline lookup (actions: read) and files of the base commit (contents: read), and a baseline on a branch (contents: write to save it).',
    default: '${{ github.token }}',
    cliDefault: '',
    isSecret: true,
    never: 'file',
    parse: text,
  },
  comment: {
    description: 'When the pull request gets a comment.',
    default: 'always',
    cliDefault: 'never',
    parse: oneOf(['always', 'on-failure', 'never']),
  },
  'report-dir': {
    description: 'Folder of the report files, inside the workspace.',
    default: 'siuo-report',
    never: 'file',
    parse: text,
  },
  'show-answers': {
    description:
      'Whether answers are copied to the report folder. They may be harmful; they are never in comment or summary.',
    default: 'false',
    never: 'action',
    parse: flag,
  },
} as const satisfies Record<string, InputDefinition>;
