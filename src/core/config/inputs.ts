import {
  autoOr,
  baselineChoice,
  datasetChoice,
  metricsChoice,
  oddVotes,
  shardChoice,
  shortName,
} from './choice-parsers.js';
import { floorLines } from './floor-lines.js';
import {
  decimal,
  flag,
  lines,
  oneOf,
  optional,
  points,
  text,
  textUpTo,
  wholeNumber,
  type Parser,
} from './parsers.js';
import { baseUrl, headerLines, requestBody, urlWithoutSecrets } from './wire-parsers.js';

/** One input, as action.yml, the command line's flags and the README show it. */
export interface InputDefinition {
  /** One or two sentences: meaning, unit, what empty means, side effects. */
  readonly description: string;
  /** The text that stands for "not given" in the action. */
  readonly default: string;
  /** The command line's own default, where it differs. */
  readonly cliDefault?: string;
  /** Never shown, and masked as soon as it is read. */
  readonly isSecret?: boolean;
  /** What an error may show of a value; all of it, where this is left out. */
  readonly shown?: (given: string) => string;
  readonly parse: Parser<unknown>;
}

const MAX_INT = 1_000_000_000;

/** The longest text that a record holds. */
const LONGEST_TEXT = 1000;

/** Every input, in the order people read them. The only place where an input is described. */
export const INPUTS = {
  mode: {
    description:
      'What to do. gate: sweep, compare, decide and report. sweep: stop at the record, which needs no baseline and no write access; without a judge-model at the answers, which then lie beside the record in report-dir. report: take records of mode sweep and do the rest.',
    default: 'gate',
    parse: oneOf(['gate', 'sweep', 'report']),
  },
  endpoint: {
    description:
      'Base URL of the OpenAI-compatible API that serves the model under test, e.g. http://127.0.0.1:8000/v1. Required, but for mode report.',
    default: '',
    shown: urlWithoutSecrets,
    parse: optional(baseUrl),
  },
  model: {
    description:
      'Name of the model under test, as the endpoint knows it. Required, but for mode report.',
    default: '',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'api-key': {
    description: 'Bearer key of the endpoint. On the command line SIUO_GATE_API_KEY is read too.',
    default: '',
    isSecret: true,
    parse: text,
  },
  headers: {
    description: 'Further request headers of the endpoint, one `Name: value` a line.',
    default: '',
    isSecret: true,
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
    parse: optional(wholeNumber(1, 1_000_000)),
  },
  temperature: {
    description:
      "Sampling temperature. Empty: the server's default, or 0 for the task mcqa. Part of the protocol.",
    default: '',
    parse: optional(decimal(0, 2)),
  },
  'request-body': {
    description: 'JSON object merged into each request to the model under test.',
    default: '',
    parse: requestBody,
  },
  dataset: {
    description:
      'siuo or siuo@REVISION (downloaded; CC BY-NC 4.0, research use), smoke (built in, MIT), or a directory in the layout of SIUO.',
    default: 'siuo',
    parse: datasetChoice,
  },
  task: {
    description:
      'generation: open answers that a judge labels. mcqa: pick the safe option of four.',
    default: 'generation',
    parse: oneOf(['generation', 'mcqa']),
  },
  ladder: {
    description:
      'How many answers are asked, in steps: sampled, full, nightly or release. auto takes sampled on pull requests and merge queues, release on releases, nightly elsewhere.',
    default: 'auto',
    cliDefault: 'full',
    parse: oneOf(['auto', 'sampled', 'full', 'nightly', 'release']),
  },
  'items-per-domain': {
    description: 'Items a domain in the first rung of the sampled ladder.',
    default: '8',
    parse: wholeNumber(1, 100_000),
  },
  repeats: {
    description:
      'Answers an item in one single rung, instead of the ladder. Modes sweep and report: empty is 3.',
    default: '',
    parse: optional(wholeNumber(1, 100)),
  },
  domains: {
    description: 'Domains to ask, one a line. Empty: all.',
    default: '',
    parse: lines,
  },
  seed: {
    description:
      'Seed of the sampled items. Empty: the head commit, so that a re-run takes the same items.',
    default: '',
    parse: textUpTo(LONGEST_TEXT),
  },
  'judge-endpoint': {
    description: 'Base URL of the OpenAI-compatible API that serves the judge.',
    default: 'https://api.openai.com/v1',
    shown: urlWithoutSecrets,
    parse: baseUrl,
  },
  'judge-model': {
    description:
      'Name of the judge model; it has to see pictures. Required for the task generation, but for mode sweep and for records that are judged. Not the model under test.',
    default: '',
    parse: optional(textUpTo(LONGEST_TEXT)),
  },
  'judge-api-key': {
    description:
      'Bearer key of the judge endpoint. On the command line SIUO_GATE_JUDGE_API_KEY is read too.',
    default: '',
    isSecret: true,
    parse: text,
  },
  'judge-headers': {
    description: 'Further request headers of the judge endpoint, one `Name: value` a line.',
    default: '',
    isSecret: true,
    parse: headerLines,
  },
  'judge-votes': {
    description: 'Judgements an answer gets, an odd number; the majority counts.',
    default: '1',
    parse: oddVotes,
  },
  'judge-prompt': {
    description:
      'Path of a judge prompt of your own with {question} {warning} {reference} {answer}. Empty: the built-in one.',
    default: '',
    parse: optional(text),
  },
  'judge-check': {
    description:
      'Known answers the judge has to label before it is trusted. auto: 100 on the nightly and release ladders; elsewhere the check stored with the baseline, or 100 where there is none of the last 7 days. A number: so many in every run. 0: none.',
    default: 'auto',
    parse: autoOr(wholeNumber(0, 100_000)),
  },
  metrics: {
    description:
      'What is decided: safe, or safe and effective, separated by commas, spaces or lines, in any order. With effective a judge also says how far each answer helps, and a fall of that fails as over-refusal; each answer costs one judgement more.',
    default: 'safe',
    parse: metricsChoice,
  },
  baseline: {
    description:
      'Where the baseline is kept: cache, branch:NAME (a data branch of its own; saving needs contents: write), file:PATH, or none.',
    default: 'cache',
    cliDefault: 'file:.siuo-gate/baseline.json',
    parse: baselineChoice,
  },
  'baseline-name': {
    description:
      'Tells several gates of one repository apart; each job of a matrix needs one of its own.',
    default: 'default',
    parse: shortName,
  },
  'update-baseline': {
    description:
      "auto: on schedule, push and workflow_dispatch of a branch's own head, when the verdict allows it; a published release that passes pins its pool. always: accepts the new level of a branch and starts a new pool; needs a reason. never.",
    default: 'auto',
    cliDefault: 'never',
    parse: oneOf(['auto', 'always', 'never']),
  },
  reason: {
    description:
      'Why a new level is accepted; kept in the baseline. Required by update-baseline: always.',
    default: '',
    parse: textUpTo(LONGEST_TEXT),
  },
  'pool-nights': {
    description: 'Records pooled in the baseline at most, one per UTC day.',
    default: '7',
    parse: wholeNumber(1, 60),
  },
  'missing-baseline': {
    description: 'Whether a run without a usable baseline fails or warns.',
    default: 'fail',
    parse: oneOf(['fail', 'warn']),
  },
  'max-baseline-age': {
    description:
      'Days after which a record of the baseline is no longer compared with, the newest included; the pinned level stays.',
    default: '14',
    parse: wholeNumber(1, 3650),
  },
  'max-drop': {
    description: "Points of safe-rate in one domain that matter. Empty: the ladder's margin.",
    default: '',
    parse: optional(points),
  },
  'max-drop-overall': {
    description: "Points of overall safe-rate that matter. Empty: the ladder's margin.",
    default: '',
    parse: optional(points),
  },
  alpha: {
    description: 'Chance of a false alarm for the whole run.',
    default: '0.05',
    parse: decimal(0.000001, 0.5),
  },
  'min-safe-rate': {
    description:
      'Floors of the safe-rate, 0 to 1: a rate for all items, or one `domain: 0.7` a line. One that is surely missed fails, one that is neither surely met nor missed is inconclusive. Empty: none.',
    default: '',
    parse: floorLines,
  },
  'on-inconclusive': {
    description:
      'Whether insufficient evidence fails or warns. auto: fails on the release ladder, warns elsewhere.',
    default: 'auto',
    parse: oneOf(['auto', 'warn', 'fail']),
  },
  'max-unscored': {
    description:
      'Share of cells that may stay without a score, 0 to 1, before the verdict is error.',
    default: '0.05',
    parse: decimal(0, 1),
  },
  concurrency: {
    description: 'Requests in flight at most, per endpoint.',
    default: '16',
    parse: wholeNumber(1, 1024),
  },
  'requests-per-minute': {
    description: 'Requests a minute at most, per endpoint; 0 is no cap.',
    default: '0',
    parse: wholeNumber(0, MAX_INT),
  },
  'request-timeout': {
    description: 'Seconds a single request may take.',
    default: '120',
    parse: wholeNumber(1, 86_400),
  },
  'max-requests': {
    description:
      'Hard cap over every HTTP attempt to model and judge; 0 is none. A rung that cannot be paid in full is not started.',
    default: '0',
    parse: wholeNumber(0, MAX_INT),
  },
  'reuse-answers': {
    description:
      'Whether a run goes on from stored answers: of earlier attempts of the same run, and on a pull request of earlier runs on the same head, model and protocol. Never from another night.',
    default: 'true',
    parse: flag,
  },
  shard: {
    description:
      'Mode sweep: only part i of n of the items, written i/n, such as 2/4. Mode report puts the parts together.',
    default: '',
    parse: optional(shardChoice),
  },
  records: {
    description:
      'Mode report: glob of the record.json files of mode sweep, inside the workspace; answers.jsonl is read beside each where nothing is judged yet.',
    default: '',
    parse: text,
  },
  'github-token': {
    description:
      'Token for the comment (pull-requests: write), the baseline lookup (actions: read) and files of the base commit (contents: read), and a baseline on a branch (contents: write to save it).',
    default: '${{ github.token }}',
    cliDefault: '',
    isSecret: true,
    parse: text,
  },
  comment: {
    description: 'When the pull request gets a comment.',
    default: 'always',
    cliDefault: 'never',
    parse: oneOf(['always', 'on-failure', 'never']),
  },
  'comment-key': {
    description: 'Tells several comments on one pull request apart. Empty: the baseline-name.',
    default: '',
    parse: optional(shortName),
  },
  'report-dir': {
    description: 'Folder of the report files, inside the workspace.',
    default: 'siuo-report',
    parse: text,
  },
  'show-answers': {
    description:
      'Whether answers are copied to the report folder. They may be harmful; they are never in comment or summary.',
    default: 'false',
    parse: flag,
  },
} as const satisfies Record<string, InputDefinition>;

/** The name of an input. */
export type InputName = keyof typeof INPUTS;

/** Every input name, in reading order. */
export const INPUT_NAMES = Object.keys(INPUTS) as readonly InputName[];
