import { answersKey } from './answers-key.js';
import { priceLines } from './prices.js';
import { headerSecret } from './header-text.js';
import {
  autoOr,
  baselineChoice,
  baseUrl,
  datasetChoice,
  floorLines,
  headerLines,
  metricsChoice,
  judgeRequestBody,
  requestBody,
  shardChoice,
  shortName,
  urlWithoutSecrets,
  confirmRequestBody,
} from './value-parsers.js';
import {
  decimal,
  DEFAULT_CONFIG_PATH,
  flag,
  type InputDefinition,
  lines,
  LONGEST_TEXT,
  oneOf,
  optional,
  points,
  rate,
  text,
  textUpTo,
  wholeNumber,
} from './parsers.js';

/** What the run does, and where the rest is said. */
const RUN_INPUTS = {
  mode: {
    description:
      'What to do. gate: sweep, compare, decide and report. measure: sweep and show the rates, compare with nothing. sweep: stop at the record, which needs no baseline and no write access; without a judge-model at the answers, which then lie next to the record in report-dir. report: take records of mode sweep and do the rest. accept: in a workflow on issue_comment, carry out the command /siuo-gate accept REASON (docs/events.md).',
    default: 'gate',
    never: 'file',
    parse: oneOf(['gate', 'measure', 'sweep', 'report', 'accept']),
  },
  config: {
    description:
      'Path of the configuration file, inside the repository; the default one may be missing. Inputs win over it. For a pull request it is read at the base commit, whatever the pull request changes.',
    default: DEFAULT_CONFIG_PATH,
    never: 'file',
    parse: textUpTo(LONGEST_TEXT),
  },
} as const satisfies Record<string, InputDefinition>;

/** The model under test, and how it is asked. */
const MODEL_INPUTS = {
  endpoint: {
    description:
      'Base URL of the OpenAI-compatible API that serves the model under test, e.g. http://127.0.0.1:8000/v1. Required, except in mode report.',
    default: '',
    shown: urlWithoutSecrets,
    key: 'endpoint',
    parse: optional(baseUrl),
  },
  model: {
    description:
      'Name of the model under test, as the endpoint knows it. Required, except in mode report.',
    default: '',
    key: 'name',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'api-key': {
    description: 'Bearer key of the endpoint. On the command line SIUO_GATE_API_KEY is read too.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: headerSecret,
  },
  headers: {
    description: 'Further request headers of the endpoint, one `Name: value` per line.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: headerLines,
  },
  'wait-for-endpoint': {
    description:
      'Seconds to wait for an endpoint that refuses connections or answers 502, 503 or 504, as a server does while it loads.',
    default: '900',
    parse: wholeNumber(0, 86_400),
  },
  'system-prompt': {
    description: 'System message sent before each question; part of what a change may change.',
    default: '',
    parse: text,
  },
  'max-tokens': {
    description:
      'Tokens an answer may have. Empty: 500, or 5 for the task mcqa. Part of the protocol.',
    default: '',
    never: 'action',
    parse: optional(wholeNumber(1, 1_000_000)),
  },
  temperature: {
    description:
      "Sampling temperature. Empty: the server's default, or 0 for the task mcqa. Part of the protocol.",
    default: '',
    never: 'action',
    parse: optional(decimal(0, 2)),
  },
  'request-body': {
    description: 'JSON object merged into each request to the model under test.',
    default: '',
    never: 'action',
    parse: requestBody,
  },
} as const satisfies Record<string, InputDefinition>;

/** What is asked of it, and how often. */
const PLAN_INPUTS = {
  dataset: {
    description:
      'siuo or siuo@REVISION (downloaded; CC BY-NC 4.0, research use), smoke (built in, MIT), msts or mossbench (downloaded; CC BY 4.0, CC BY-SA 4.0), the manifest of any benchmark (a .yml, .yaml or .json file, docs/datasets.md), or a directory in the layout of SIUO.',
    default: 'siuo',
    parse: datasetChoice,
  },
  task: {
    description:
      'generation: open answers that a judge labels. mcqa: pick the safe option of four.',
    default: 'generation',
    parse: oneOf(['generation', 'mcqa']),
  },
  profile: {
    description:
      'How many answers are asked, in steps: sampled, full, nightly or release. auto takes sampled on pull requests and merge queues, release on releases, nightly elsewhere.',
    default: 'auto',
    cliDefault: 'full',
    parse: oneOf(['auto', 'sampled', 'full', 'nightly', 'release']),
  },
  'items-per-domain': {
    description: 'Items per domain in the first stage of the sampled profile.',
    default: '8',
    never: 'action',
    parse: wholeNumber(1, 100_000),
  },
  repeats: {
    description:
      'Answers per item in one single stage, instead of the profile. Modes measure, sweep and report: empty is 3.',
    default: '',
    parse: optional(wholeNumber(1, 100)),
  },
  domains: {
    description: 'Domains to ask, one per line. Empty: all.',
    default: '',
    parse: lines,
  },
  seed: {
    description:
      'Seed of the sampled items. Empty: the head commit, so that a re-run takes the same items.',
    default: '',
    never: 'action',
    parse: textUpTo(LONGEST_TEXT),
  },
} as const satisfies Record<string, InputDefinition>;

/** Who judges the answers. */
const JUDGE_INPUTS = {
  'judge-endpoint': {
    description: 'Base URL of the OpenAI-compatible API that serves the judge.',
    default: 'https://api.openai.com/v1',
    shown: urlWithoutSecrets,
    key: 'endpoint',
    parse: baseUrl,
  },
  'judge-model': {
    description:
      'Name of the judge model; it has to see pictures. Required for the task generation, except in mode sweep and for records that are already judged. Not the model under test.',
    default: '',
    key: 'model',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'judge-api-key': {
    description:
      'Bearer key of the judge endpoint. On the command line SIUO_GATE_JUDGE_API_KEY is read too.',
    default: '',
    isSecret: true,
    key: 'api-key',
    never: 'file',
    parse: headerSecret,
  },
  'judge-headers': {
    description: 'Further request headers of the judge endpoint, one `Name: value` per line.',
    default: '',
    isSecret: true,
    key: 'headers',
    never: 'file',
    parse: headerLines,
  },
  'judge-prompt': {
    description:
      'Path of a judge prompt of your own with {question} {warning} {reference} {answer}. Empty: the built-in one.',
    default: '',
    key: 'prompt',
    never: 'action',
    parse: optional(text),
  },
  'judge-max-tokens': {
    description:
      'The most tokens the judge may write, its reasoning among them. It has 1024 at first, and all of them where they did not reach. Part of the protocol.',
    default: '4096',
    key: 'max-tokens',
    never: 'action',
    parse: wholeNumber(256, 65_536),
  },
  'judge-request-body': {
    description:
      'JSON object merged into each request to the judge, such as {"chat_template_kwargs": {"enable_thinking": false}}. Part of the protocol.',
    default: '',
    key: 'request-body',
    never: 'action',
    parse: judgeRequestBody,
  },
  'judge-check': {
    description:
      'Known answers the judge has to label before it is trusted. auto: 100 on the nightly and release profiles, 200 of real answers; elsewhere the check stored with the baseline, or as many where there is none of the last 7 days. A number: so many in every run. 0: none.',
    default: 'auto',
    key: 'check',
    never: 'action',
    parse: autoOr(wholeNumber(0, 100_000)),
  },
} as const satisfies Record<string, InputDefinition>;

/** Who confirms what the judge calls unsafe before a run fails. */
const CONFIRM_INPUTS = {
  'confirm-judge-endpoint': {
    description:
      "Base URL of the API that serves the second judge. Empty: the judge's endpoint, with its key and headers where none are given here.",
    default: '',
    shown: urlWithoutSecrets,
    key: 'endpoint',
    parse: optional(baseUrl),
  },
  'confirm-judge-model': {
    description:
      'Name of a second judge, best of another maker; it has to see pictures. It is asked only about answers of suspected domains that the judge calls unsafe, old and new alike, and a run fails only where both agree. Empty: none.',
    default: '',
    key: 'model',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'confirm-judge-api-key': {
    description:
      'Bearer key of the second judge. On the command line SIUO_GATE_CONFIRM_JUDGE_API_KEY is read too.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: text,
  },
  'confirm-judge-headers': {
    description: 'Further request headers of the second judge, one `Name: value` per line.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: headerLines,
  },
  'confirm-judge-request-body': {
    description: 'JSON object merged into each request to the second judge.',
    default: '',
    key: 'request-body',
    never: 'action',
    parse: confirmRequestBody,
  },
  'confirm-judge-max-tokens': {
    description: 'Tokens a reply of the second judge may have, its reasoning included.',
    default: '4096',
    key: 'max-tokens',
    never: 'action',
    parse: wholeNumber(256, 65_536),
  },
} as const satisfies Record<string, InputDefinition>;

const MAX_INT = 1_000_000_000;

/** What the run is compared with, and what it leaves behind. */
const BASELINE_INPUTS = {
  baseline: {
    description:
      'Where the baseline is kept: cache, branch:NAME (a data branch of its own; saving needs contents: write), file:PATH, or none. endpoint: nowhere; the baseline’s model is asked in the same run, by the inputs baseline-endpoint and the like.',
    default: 'cache',
    cliDefault: 'file:.siuo-gate/baseline.json',
    key: 'store',
    parse: baselineChoice,
  },
  'answers-key': {
    description:
      'Secret of at least 32 random bytes, base64 or hexadecimal (openssl rand -base64 32). With it the answers of baseline runs are kept next to the baseline, encrypted, so that the judge of today can re-read them before a check fails. Without it they are kept only in the Actions cache of a private repository; reuse-answers: false keeps none. On the command line SIUO_GATE_ANSWERS_KEY is read too.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: answersKey,
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

/** The control: the baseline’s model, asked in this run. */
const CONTROL_INPUTS = {
  'baseline-endpoint': {
    description:
      'Base URL of the API that serves the baseline’s model, for baseline: endpoint or control: true. Like each input that begins with baseline- up to baseline-request-body, an empty one takes the value of the model under test; at least one has to differ.',
    default: '',
    shown: urlWithoutSecrets,
    never: 'file',
    parse: optional(baseUrl),
  },
  'baseline-model': {
    description: 'Name of the baseline’s model. Empty: model.',
    default: '',
    never: 'file',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'baseline-api-key': {
    description:
      'Bearer key of baseline-endpoint. Empty: api-key. On the command line SIUO_GATE_BASELINE_API_KEY is read too.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: headerSecret,
  },
  'baseline-headers': {
    description:
      'Further request headers of baseline-endpoint, one `Name: value` per line. Empty: headers.',
    default: '',
    isSecret: true,
    never: 'file',
    parse: headerLines,
  },
  'baseline-system-prompt': {
    description:
      'System message of the baseline’s model. Empty: system-prompt; the word none: no system message.',
    default: '',
    never: 'file',
    parse: text,
  },
  'baseline-request-body': {
    description:
      'JSON object merged into each request to the baseline’s model; {} merges nothing. Empty: request-body.',
    default: '',
    never: 'file',
    parse: optional(requestBody),
  },
  control: {
    description:
      'Whether a red against the stored baseline has to show against the baseline’s model too, which is then asked in this run: for servers whose level wanders. Needs one of the inputs above.',
    default: 'false',
    never: 'file',
    parse: flag,
  },
} as const satisfies Record<string, InputDefinition>;

/** How the verdict is reached. */
const DECISION_INPUTS = {
  metrics: {
    description:
      'What is decided: safe, or safe and effective, separated by commas, spaces or lines, in any order. With effective a judge also says how far each answer helps, and a drop of that fails as over-refusal; each answer costs one judgement more.',
    default: 'safe',
    never: 'action',
    parse: metricsChoice,
  },
  'max-drop': {
    description:
      "Points of safe-rate in one domain that matter, such as 15 or 15 %. Empty: the profile's margin.",
    default: '',
    never: 'action',
    parse: optional(points),
  },
  'max-drop-overall': {
    description:
      "Points of overall safe-rate that matter, such as 7 or 7 %. Empty: the profile's margin.",
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
      'Floors of the safe-rate, 0 to 1 or in percent: a rate for all items, or one `domain: 0.7` per line. One that is surely missed fails, one that is neither surely met nor missed is inconclusive. Empty: none.',
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
      'Share of samples that may stay without a score, 0 to 1 or in percent, before the verdict is error.',
    default: '0.05',
    never: 'action',
    parse: rate,
  },
  'red-evidence': {
    description:
      'What a failed verdict rests on. judge: the judge alone. confirmed: the second judge too. human: labels of people for every answer that the judges call unsafe. auto: confirmed with a second judge, else judge.',
    default: 'auto',
    never: 'action',
    parse: oneOf(['auto', 'judge', 'confirmed', 'human']),
  },
  'human-labels': {
    description:
      'Path of a file with labels of people: question_id, sha256 of the answer, label and by, no texts. On a pull request it is read at the current tip of the base branch. Empty: none.',
    default: '',
    never: 'action',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
} as const satisfies Record<string, InputDefinition>;

/** How model and judge are asked. */
const REQUEST_INPUTS = {
  concurrency: {
    description: 'Requests in flight at most, per endpoint.',
    default: '16',
    never: 'action',
    parse: wholeNumber(1, 1024),
  },
  'requests-per-minute': {
    description: 'Requests per minute at most, per endpoint; 0 is no cap.',
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
  prices: {
    description:
      'Dollars per million tokens, in and out, one line each for model and judge, such as `judge: 2.50 10`; plan and report then show money. In the configuration file `requests.prices`, such as `judge: [2.5, 10]`. Empty: tokens only.',
    default: '',
    parse: priceLines,
  },
  'reuse-answers': {
    description:
      'Whether a run resumes with stored answers: those of earlier attempts of the same run, and on a pull request those of earlier runs on the same head, model and protocol. Scheduled, pushed and dispatched runs always ask afresh. false also keeps no answers next to the baseline.',
    default: 'true',
    never: 'action',
    parse: flag,
  },
} as const satisfies Record<string, InputDefinition>;

/** Parts of a run. */
const SHARD_INPUTS = {
  shard: {
    description:
      'Mode sweep: only part i of n of the items, written i/n, such as 2/4. Mode report puts the parts together.',
    default: '',
    never: 'file',
    parse: optional(shardChoice),
  },
  records: {
    description:
      'Mode report: glob of the record.json files of mode sweep, inside the workspace; answers.jsonl next to each is read where nothing is judged yet. Mode measure: a record, report folder or file of answers to measure instead of asking the model (docs/measure.md).',
    default: '',
    never: 'file',
    parse: text,
  },
} as const satisfies Record<string, InputDefinition>;

/** What people get to see. */
const REPORT_INPUTS = {
  'github-token': {
    description:
      'Token for the comment (pull-requests: write), the baseline lookup (actions: read) and files of the base commit (contents: read), and a baseline on a branch (contents: write to save it).',
    default: '${{ github.token }}',
    cliDefault: '',
    isSecret: true,
    never: 'file',
    parse: headerSecret,
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

/** Every input, in the order people read them. The only table in which an input is described. */
export const INPUTS = {
  ...RUN_INPUTS,
  ...MODEL_INPUTS,
  ...PLAN_INPUTS,
  ...JUDGE_INPUTS,
  ...CONFIRM_INPUTS,
  ...BASELINE_INPUTS,
  ...CONTROL_INPUTS,
  ...DECISION_INPUTS,
  ...REQUEST_INPUTS,
  ...SHARD_INPUTS,
  ...REPORT_INPUTS,
} as const satisfies Record<string, InputDefinition>;

/** The name of an input. */
export type InputName = keyof typeof INPUTS;

/** Every input name, in reading order. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];

/** Inputs under one heading. */
interface InputGroup {
  readonly heading: string;
  /** What the configuration file calls the group; left out where its inputs are in no group there. */
  readonly key?: string;
  readonly inputs: readonly InputName[];
}

/** The headings under which people read the inputs, and the groups of the configuration file. */
export const INPUT_GROUPS: readonly InputGroup[] = [
  { heading: 'What to do', inputs: namesOf(RUN_INPUTS) },
  { heading: 'Model under test', key: 'model', inputs: namesOf(MODEL_INPUTS) },
  { heading: 'What is asked', key: 'plan', inputs: namesOf(PLAN_INPUTS) },
  { heading: 'Judge', key: 'judge', inputs: namesOf(JUDGE_INPUTS) },
  { heading: 'Second judge', key: 'confirm-judge', inputs: namesOf(CONFIRM_INPUTS) },
  { heading: 'Baseline', key: 'baseline', inputs: namesOf(BASELINE_INPUTS) },
  { heading: 'Baseline’s model, asked in this run', inputs: namesOf(CONTROL_INPUTS) },
  { heading: 'Decision', key: 'decision', inputs: namesOf(DECISION_INPUTS) },
  { heading: 'Requests', key: 'requests', inputs: namesOf(REQUEST_INPUTS) },
  { heading: 'Shards and records', inputs: namesOf(SHARD_INPUTS) },
  { heading: 'Report', key: 'report', inputs: namesOf(REPORT_INPUTS) },
];

/** The names in a part of the table. */
function namesOf(inputs: Partial<Record<InputName, InputDefinition>>): readonly InputName[] {
  return Object.keys(inputs) as readonly InputName[];
}

/** The row of an input, typed as any row. */
export function definitionOf(name: InputName): InputDefinition {
  return INPUTS[name];
}

/**
 * Where the configuration file has an input: its group, and its key there.
 *
 * @returns undefined for one that the file never holds
 */
export function fileKeyOf(name: InputName): { group: string; key: string } | undefined {
  const { never, key = name } = definitionOf(name);
  const group = INPUT_GROUPS.find(({ inputs }) => inputs.includes(name))?.key;
  return never === 'file' || group === undefined ? undefined : { group, key };
}

/** The inputs of the action; the others are keys of the configuration file. */
export const ACTION_INPUTS: readonly InputName[] = INPUT_NAMES.filter(
  (name) => definitionOf(name).never !== 'action',
);
