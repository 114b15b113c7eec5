import {
  autoOr,
  datasetChoice,
  baseUrl,
  headerLines,
  requestBody,
  urlWithoutSecrets,
} from './value-parsers.js';
import { DEFAULT_CONFIG_PATH, LONGEST_TEXT, type InputDefinition } from './input-definition.js';
import { decimal, lines, oneOf, optional, text, textUpTo, wholeNumber } from './parsers.js';

/** What the run does, and where the rest is said. */
export const RUN_INPUTS = {
  mode: {
    description:
      'What to do. gate: sweep, compare, decide and report. sweep: stop at the record, which needs no baseline and no write access; without a judge-model at the answers, which then lie next to the record in report-dir. report: take records of mode sweep and do the rest.',
    default: 'gate',
    never: 'file',
    parse: oneOf(['gate', 'sweep', 'report']),
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
export const MODEL_INPUTS = {
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
    parse: text,
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
export const PLAN_INPUTS = {
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
      'Answers per item in one single stage, instead of the profile. Modes sweep and report: empty is 3.',
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
export const JUDGE_INPUTS = {
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
    parse: text,
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
  'judge-check': {
    description:
      'Known answers the judge has to label before it is trusted. auto: 100 on the nightly and release profiles; elsewhere the check stored with the baseline, or 100 where there is none of the last 7 days. A number: so many in every run. 0: none.',
    default: 'auto',
    key: 'check',
    never: 'action',
    parse: autoOr(wholeNumber(0, 100_000)),
  },
} as const satisfies Record<string, InputDefinition>;
