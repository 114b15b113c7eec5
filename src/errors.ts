/** Why a run ended as an error, the second word of an `error` verdict. */
export type ErrorReason =
  | 'config'
  | 'dataset'
  | 'endpoint'
  | 'judge'
  | 'judge-unreliable'
  | 'too-many-unscored'
  | 'budget'
  | 'cancelled';

/** What is known of a failure before it happens; docs/troubleshooting.md is made from it. */
interface ErrorDefinition {
  readonly reason: ErrorReason;
  /** What it means, one sentence. */
  readonly meaning: string;
  /** Where to look and what to do, beyond the remedy that the failure itself carries. */
  readonly advice: string;
}

/** Every coded failure: the verdict reason it leads to, what it means, and what to do. */
export const ERROR_TABLE = {
  CONFIG_INVALID: {
    reason: 'config',
    meaning: 'An input, or a key of the configuration file, has a value it cannot have.',
    advice:
      'The line names the input, or file, line and key, with the value and what it may be; docs/inputs.md says what each is for. An empty value counts as not given.',
  },
  CONFIG_UNREADABLE: {
    reason: 'config',
    meaning: 'Nobody can tell what the configuration file says at the base of a pull request.',
    advice:
      'The line says what GitHub answered. The file is read there, and not in the checkout, because a pull request must not loosen its own gate; so the run does not continue without it. Run the job again once GitHub answers.',
  },
  CONFIG_MISSING: {
    reason: 'config',
    meaning: 'An input this run needs was not given.',
    advice:
      'Give the input that the line names. In a workflow a secret or variable that does not exist is an empty text: look for a typing error in its name, and remember that pull requests from forks and of Dependabot get none of the repository’s secrets.',
  },
  CONFIG_CONFLICT: {
    reason: 'config',
    meaning: 'Two inputs, or an input and the event, contradict each other.',
    advice: 'Change one of the two that the line names. Nothing was asked, so nothing was spent.',
  },
  CONFIG_PERMISSION: {
    reason: 'config',
    meaning: 'The token lacks a permission this run needs.',
    advice:
      'Give the job the permission that the line names, under `permissions:`; a list there takes away every permission it does not name. Tokens of pull requests from forks only read, whatever the workflow says.',
  },
  DATASET_UNREACHABLE: {
    reason: 'dataset',
    meaning: 'A file of the data set could not be fetched or read.',
    advice:
      'Open the URL from the runner. HF_ENDPOINT names a mirror, HTTPS_PROXY a proxy, HF_TOKEN the account where access has to be asked for; a directory is looked for from the workspace on, and is there only after a checkout. With `dataset: smoke` no download is needed.',
  },
  DATASET_INVALID: {
    reason: 'dataset',
    meaning: 'A row, a field or a picture of the data set is not as it must be.',
    advice:
      'The line names file, row and field. Rows are accepted whole or not at all: correct the row or remove it.',
  },
  DATASET_INCOMPLETE: {
    reason: 'dataset',
    meaning: 'Too many pictures of a judge check could not be had.',
    advice:
      'The log names each picture and why. Pictures by URL come and go: run it again later, or from a machine that reaches their hosts. What was fetched is kept.',
  },
  ENDPOINT_UNREACHABLE: {
    reason: 'endpoint',
    meaning: 'The model endpoint did not answer in time, or was lost for two minutes.',
    advice:
      'Ask `GET ENDPOINT/models` with curl from the same job. 127.0.0.1 is the runner itself, so a server has to be started in the same job; a service container needs its port published. A server that loads weights for long needs a larger `wait-for-endpoint`; an unknown host and a bad certificate are not waited for.',
  },
  ENDPOINT_REFUSED: {
    reason: 'endpoint',
    meaning:
      'The model endpoint refuses every request: key, credit, model, path, pictures, size or a long limit.',
    advice:
      'The line has the server’s own words. Compare `model` with the names that `GET ENDPOINT/models` lists, see whether `endpoint` has to end in /v1, and whether the secret behind `api-key` reached this run.',
  },
  ENDPOINT_FAILING: {
    reason: 'endpoint',
    meaning:
      'The model endpoint failed too many requests in a row, or answered nothing for two minutes.',
    advice:
      'Look at the server’s own log first. Out of memory: a lower `concurrency`. Pictures or contexts too large: a larger context length or body limit on the server. Answers so far are kept: a re-run resumes with them.',
  },
  ENDPOINT_UNHEARD: {
    reason: 'endpoint',
    meaning: 'The model endpoint answers, but none of its first answers stands where answers do.',
    advice:
      'The line names where the words are. A reasoning parser that does not fit the model puts whole answers into `reasoning_content`; a tool-call parser into `tool_calls`; a chat template that opens a think tag leaves one without an end. Such answers have no score: silence would count as safe.',
  },
  CONTROL_UNREACHABLE: {
    reason: 'endpoint',
    meaning:
      'The endpoint of the baseline’s model did not answer in time, or was lost for two minutes.',
    advice:
      'As for ENDPOINT_UNREACHABLE, with `baseline-endpoint`. It says nothing of the model under test; its answers so far are kept.',
  },
  CONTROL_REFUSED: {
    reason: 'endpoint',
    meaning:
      'The endpoint of the baseline’s model refuses every request: key, credit, model, path, pictures, size or a long limit.',
    advice:
      'As for ENDPOINT_REFUSED, with `baseline-endpoint`, `baseline-model` and `baseline-api-key`; those that are empty take the values of the model under test.',
  },
  CONTROL_FAILING: {
    reason: 'endpoint',
    meaning:
      'The endpoint of the baseline’s model failed too many requests in a row, or answered nothing for two minutes.',
    advice: 'As for ENDPOINT_FAILING, with `baseline-endpoint`.',
  },
  CONTROL_UNHEARD: {
    reason: 'endpoint',
    meaning:
      'The endpoint of the baseline’s model answers, but none of its first answers stands where answers do.',
    advice: 'As for ENDPOINT_UNHEARD, with `baseline-endpoint`.',
  },
  JUDGE_UNREACHABLE: {
    reason: 'judge',
    meaning: 'The judge endpoint did not answer in time, or was lost for two minutes.',
    advice: 'As for ENDPOINT_UNREACHABLE, with `judge-endpoint`.',
  },
  JUDGE_REFUSED: {
    reason: 'judge',
    meaning:
      'The judge endpoint refuses every request: key, credit, model, path, pictures, size or a long limit.',
    advice:
      'As for ENDPOINT_REFUSED, with `judge-endpoint`, `judge-model` and `judge-api-key`. A judge has to accept pictures.',
  },
  JUDGE_FAILING: {
    reason: 'judge',
    meaning:
      'The judge endpoint failed too many requests in a row, or answered nothing for two minutes.',
    advice:
      'As for ENDPOINT_FAILING. A rate limit is met with a lower `concurrency` or with `requests-per-minute`; the answers already judged are kept.',
  },
  JUDGE_UNHEARD: {
    reason: 'judge',
    meaning: 'The judge endpoint answers, but none of its first answers stands where answers do.',
    advice: 'As for ENDPOINT_UNHEARD, with `judge-endpoint`.',
  },
  JUDGE_UNRELIABLE: {
    reason: 'judge-unreliable',
    meaning: 'The judge mislabels known answers, or declines to label them.',
    advice:
      'Take another judge. A small model, one that does not see pictures, and one whose maker’s policy declines such questions are the usual cases.',
  },
  TOO_MANY_UNSCORED: {
    reason: 'too-many-unscored',
    meaning: 'Too many answers have no score for any verdict on safety.',
    advice:
      'The report lists the reasons. `no-answer`: reasoning used the tokens and left no text, so give a larger `max-tokens` or switch reasoning off. `misplaced`: as for ENDPOINT_UNHEARD. `degenerate`: the model writes noise, as one does that was quantised or loaded wrongly; a re-run takes such answers over, so that after a correction behind the same name `reuse-answers: false` is needed once. `failed`: the server; the report lists the causes. Unjudged: the judge declines or does not keep to its format. Raise `max-unscored` only if you know why they are missing.',
  },
  BUDGET_EXHAUSTED: {
    reason: 'budget',
    meaning: 'max-requests does not cover the first stage, or retries used it up.',
    advice:
      '`npx siuo-gate plan` prints what a run needs. Raise `max-requests`, or ask less: a smaller profile, fewer `domains`. Answers already paid for are kept for a re-run.',
  },
  CANCELLED: {
    reason: 'cancelled',
    meaning: 'The run was cancelled before it had a verdict.',
    advice:
      'Run it again: it resumes with the answers it has. When nobody cancelled it, the job’s `timeout-minutes` or a `concurrency` group did.',
  },
  RECORD_INVALID: {
    reason: 'config',
    meaning:
      'A record that mode report was given, or its answers, are not as mode sweep writes them.',
    advice:
      'The line names the file and the first fault. A shard that stopped early is run again; a record that was changed, or that holds what nobody asked, is not taken.',
  },
  RECORD_MISMATCH: {
    reason: 'config',
    meaning: 'The records that mode report was given are not the whole of one sweep of this run.',
    advice:
      'Every shard has to be there, once, of this repository, commit and protocol. Mode report is given the same inputs as the sweep; an artifact of an earlier run, or of another job with the same name, is the usual stray.',
  },
  BASELINE_UNREADABLE: {
    reason: 'config',
    meaning: 'The baseline store could not be asked.',
    advice:
      'Run it again; where it stays, the line has what the service said. Runners without the cache service need another `baseline`.',
  },
  GITHUB_UNAVAILABLE: {
    reason: 'config',
    meaning: 'GitHub’s API could not be asked, or answered with something else.',
    advice:
      'The line says which: a used-up rate limit, a failing GitHub (githubstatus.com), no answer, or the page of a proxy in between. Limits are waited for up to five minutes; nothing was asked of the model, so nothing was spent.',
  },
  INTERNAL: {
    reason: 'config',
    meaning: 'A fault of siuo-gate itself.',
    advice: 'Please open an issue with the line and the log. Answers so far are kept.',
  },
} as const satisfies Record<string, ErrorDefinition>;

/** The literal code of a failure; a key of {@link ERROR_TABLE}. */
export type ErrorCode = keyof typeof ERROR_TABLE;

/** What a {@link GateError} is made from. */
export interface GateErrorOptions {
  /** What the reader can do about it, one sentence. */
  readonly remedy: string;
  /** The lower error this one wraps. */
  readonly cause?: unknown;
}

/**
 * A failure that stops the run: a literal code, what went wrong with which value, and what to do.
 * What can happen to one sample is data, never a `GateError`.
 */
export class GateError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, options: GateErrorOptions) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'GateError';
    this.code = code;
    this.remedy = options.remedy;
  }

  /** The verdict reason this failure leads to. */
  get reason(): ErrorReason {
    return ERROR_TABLE[this.code].reason;
  }

  /** The failure in one line: what, which value, what to do. */
  get line(): string {
    return `${this.message} ${this.remedy}`;
  }
}

/**
 * The message of anything that was thrown, in one line.
 *
 * @returns its message, or its text when it is not an error
 */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Where failures were met that were given a place. */
const places = new WeakMap<Error, string>();

/**
 * Names in a failure's stack where it was met. Of several places the first stays: the others only heard
 * of it.
 *
 * @param thrown anything that was thrown
 * @param place such as `mode gate, item 4003, repeat 2`
 * @returns the same failure; one that is no error as an error
 */
export function located(thrown: unknown, place: string): Error {
  const error = thrown instanceof Error ? thrown : new Error(messageOf(thrown));
  if (places.has(error)) return error;
  places.set(error, place);
  error.stack = `${error.stack ?? String(error)}\n    while asking: ${place}`;
  return error;
}

/** Where a failure was met; empty where that is not known. */
export function placeOf(thrown: unknown): string {
  return thrown instanceof Error ? (places.get(thrown) ?? '') : '';
}

/**
 * What stopped a run that could not begin, in one line: code, message and remedy.
 *
 * @returns its message alone when it is not one of ours
 */
export function errorLine(thrown: unknown): string {
  return thrown instanceof GateError ? `${thrown.code}: ${thrown.line}` : messageOf(thrown);
}
