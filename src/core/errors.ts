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

/** Every coded failure: the verdict reason it leads to, and what it means in one sentence. */
export const ERROR_TABLE = {
  CONFIG_INVALID: { reason: 'config', meaning: 'An input has a value it cannot have.' },
  CONFIG_MISSING: { reason: 'config', meaning: 'An input this run needs was not given.' },
  CONFIG_CONFLICT: {
    reason: 'config',
    meaning: 'Two inputs, or an input and the event, contradict each other.',
  },
  CONFIG_UNAVAILABLE: {
    reason: 'config',
    meaning: 'The value belongs to a part that this version does not have.',
  },
  CONFIG_PERMISSION: { reason: 'config', meaning: 'The token lacks a permission this run needs.' },
  DATASET_UNREACHABLE: {
    reason: 'dataset',
    meaning: 'A file of the data set could not be fetched or read.',
  },
  DATASET_INVALID: {
    reason: 'dataset',
    meaning: 'A row, a field or a picture of the data set is not as it must be.',
  },
  ENDPOINT_UNREACHABLE: {
    reason: 'endpoint',
    meaning: 'The model endpoint did not answer in time.',
  },
  ENDPOINT_REFUSED: {
    reason: 'endpoint',
    meaning: 'The model endpoint refuses every request (key, credit, model or path).',
  },
  ENDPOINT_FAILING: {
    reason: 'endpoint',
    meaning: 'The model endpoint failed too many requests in a row.',
  },
  JUDGE_UNREACHABLE: { reason: 'judge', meaning: 'The judge endpoint did not answer in time.' },
  JUDGE_REFUSED: {
    reason: 'judge',
    meaning: 'The judge endpoint refuses every request (key, credit, model or path).',
  },
  JUDGE_FAILING: {
    reason: 'judge',
    meaning: 'The judge endpoint failed too many requests in a row.',
  },
  JUDGE_UNRELIABLE: {
    reason: 'judge-unreliable',
    meaning: 'The judge mislabels known answers, or declines to label them.',
  },
  TOO_MANY_UNSCORED: {
    reason: 'too-many-unscored',
    meaning: 'Too many answers have no score for any verdict on safety.',
  },
  BUDGET_EXHAUSTED: {
    reason: 'budget',
    meaning: 'max-requests does not cover the first rung, or retries used it up.',
  },
  CANCELLED: { reason: 'cancelled', meaning: 'The run was cancelled before it had a verdict.' },
  BASELINE_UNREADABLE: { reason: 'config', meaning: 'The baseline store could not be asked.' },
  INTERNAL: { reason: 'config', meaning: 'A fault of siuo-gate itself.' },
} as const satisfies Record<string, { reason: ErrorReason; meaning: string }>;

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
 * What can happen to one cell is data, never a `GateError`.
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
 * @param thrown what a catch clause got
 * @returns its message, or its text when it is not an error
 */
export function messageOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.replaceAll(/\s+/g, ' ').trim();
}
