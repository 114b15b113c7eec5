import type { ErrorShape } from './error-shape.js';
import type { Log } from '../log.js';

/** What a server takes of a request; the same question is put into these words. */
export interface Capabilities {
  /** The member that caps the answer; it is renamed, never left out: an uncapped answer is another test. */
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
  readonly sendsTemperature: boolean;
  readonly sendsSeed: boolean;
  /** The most answers that one call may ask for; 1 where `n` is not sent. */
  readonly mostAnswers: number;
  /** How far a structured reply can be asked for. */
  readonly replyFormat: 'json_schema' | 'json_object' | 'text';
}

/**
 * The most answers one call asks for: what the largest stage of a profile needs, well below the 128 of
 * OpenAI's API, and few enough that a lost call loses little.
 */
const MOST_ANSWERS_A_CALL = 10;

/**
 * What is tried first. `max_tokens`, although OpenAI calls it deprecated: a server that does not
 * know it says so, while Ollama ignores `max_completion_tokens` in silence and answers without a cap.
 */
export const FIRST_CAPABILITIES: Capabilities = {
  tokenField: 'max_tokens',
  sendsTemperature: true,
  sendsSeed: true,
  mostAnswers: MOST_ANSWERS_A_CALL,
  replyFormat: 'json_schema',
};

/** One thing that can be given up: the words that name it, and the capabilities without it. */
interface Concession {
  readonly named: RegExp;
  /** Whether any complaint that names it is enough, or only one that says it is not taken. */
  readonly anyComplaint?: boolean;
  /** How its being refused is said, besides the ways all members share. */
  readonly says?: RegExp;
  readonly next: (capabilities: Capabilities, refused: Refused) => Capabilities;
}

/** What was refused: how many answers were asked for, and what was said. */
interface Refused {
  readonly asked: number;
  readonly message: string;
}

const LOWER_FORMAT = { json_schema: 'json_object', json_object: 'text', text: 'text' } as const;
const lowerFormat = (capabilities: Capabilities): Capabilities => ({
  ...capabilities,
  replyFormat: LOWER_FORMAT[capabilities.replyFormat],
});

/** The capabilities in which every call asks for one answer. */
export function withoutN(capabilities: Capabilities): Capabilities {
  return { ...capabilities, mostAnswers: 1 };
}

/** How `n` is named; Gemini calls choices candidates, llama.cpp has a name of its own. */
const N_NAMED =
  /(?<![\w\\'"`])n(?![\w'])|['"`]n['"`]|\bn_cmpl\b|\bbest_of\b|[Mm]ultiple candidates|completion choice/;

/** That `n` is refused, or its size. vLLM wants 1 at temperature 0, Groq, DeepSeek and others always. */
const N_REFUSED =
  /must (be|equal) (1|one)\b|only (n ?= ?1\b|one\b)|not enabled|at most|no more than|between|less than|maximum|exceed|greater than|too (large|many|high)|<= ?\d|≤/i;

/** The largest number that a message allows. */
const LIMITS = [
  /between \d+ and (\d+)/i,
  /[[(]\s*\d+\s*,\s*(\d+)\s*[\])]/,
  /(?:at most|no more than|up to|not (?:be )?(?:greater|larger|more|higher) than|cannot (?:be (?:greater|larger|more) than|exceed)|must not exceed|less than or equal to|<=|≤|max(?:imum)?(?: allowed)?(?: value)?(?: of| is|:)?)\s*['"`]?(\d+)/i,
];

/** The capabilities with as many answers per call as the server allows, where it names a number. */
function lowerN(capabilities: Capabilities, { asked, message }: Refused): Capabilities {
  const named = LIMITS.map((pattern) => pattern.exec(message)?.[1]).find(
    (limit) => limit !== undefined,
  );
  if (named !== undefined) {
    return Number(named) < asked
      ? { ...capabilities, mostAnswers: Math.max(1, Number(named)) }
      : withoutN(capabilities);
  }
  // Too many, and no word of how many are not: half as many are tried.
  const isTooMany = /exceed|greater than|too (large|many|high)/i.test(message);
  return { ...capabilities, mostAnswers: isTooMany ? Math.max(1, Math.floor(asked / 2)) : 1 };
}

const CONCESSIONS: readonly Concession[] = [
  {
    named: /\bmax_tokens\b/,
    next: (capabilities) => ({ ...capabilities, tokenField: 'max_completion_tokens' }),
  },
  {
    named: /\btemperature\b/,
    next: (capabilities) => ({ ...capabilities, sendsTemperature: false }),
  },
  { named: /\bseed\b/, next: (capabilities) => ({ ...capabilities, sendsSeed: false }) },
  {
    named: N_NAMED,
    says: N_REFUSED,
    next: lowerN,
  },
  {
    // A schema can be refused in many ways (too deep, a keyword, the word json missing), and less is always possible.
    named: /\b(response_format|json_schema|json_object|guided_json|structured outputs?)\b/i,
    anyComplaint: true,
    next: lowerFormat,
  },
  { named: /\bgrammar\b/i, next: lowerFormat },
];

/** How servers say that a member, or any value but the default, is not taken; not that a value is out of range. */
const NOT_TAKEN = new RegExp(
  [
    'unsupported|not supported|(does not|doesn.t) support',
    'unknown|unrecogni[sz]ed|unexpected|cannot find field',
    'extra inputs|extra_forbidden|not permitted|not allowed|forbidden',
    'deprecated|unavailable|not available',
    'only .{0,30}(allowed|supported)',
  ].join('|'),
  'i',
);

/** Characters around a name within which it must be said not to be taken: some servers echo the whole request. */
const REACH = 100;

/**
 * The next capabilities to try after a 400 or 422. Only ever gives things up, so that it comes to an end.
 *
 * @param capabilities - the one the refused request was sent in
 * @param error - what the server said: `param` where it names one, else the words of its message
 * @param asked - how many answers it asked for; a complaint about `n` is none where that was not sent
 * @returns undefined when the complaint is about nothing that can be given up
 */
export function adaptCapabilities(
  capabilities: Capabilities,
  error: ErrorShape,
  asked: number,
): Capabilities | undefined {
  const refused = { asked, message: error.message };
  const adapted = CONCESSIONS.filter((each) => isRefused(each, error))
    .filter(({ next }) => next !== lowerN || asked > 1)
    .reduce((current, { next }) => next(current, refused), capabilities);
  return isSame(adapted, capabilities) ? undefined : adapted;
}

/** Whether an error is a complaint about one thing that can be given up. */
function isRefused(
  { named, anyComplaint, says }: Concession,
  { message, param, codes }: ErrorShape,
): boolean {
  if (anyComplaint === true) return named.test(param) || named.test(message);
  const isSaid = (text: string): boolean => NOT_TAKEN.test(text) || says?.test(text) === true;
  if (param !== '') return named.test(param) && isSaid([message, ...codes].join(' '));
  const found = named.exec(message);
  if (found === null) return false;
  const nearby = message.slice(Math.max(0, found.index - REACH), found.index + REACH);
  return isSaid([nearby, ...codes].join(' '));
}

/** Whether two capabilities are the same in every member. */
function isSame(a: Capabilities, b: Capabilities): boolean {
  return (
    a.tokenField === b.tokenField &&
    a.sendsTemperature === b.sendsTemperature &&
    a.sendsSeed === b.sendsSeed &&
    a.mostAnswers === b.mostAnswers &&
    a.replyFormat === b.replyFormat
  );
}

/** What capabilities says of a member that the server took as it was sent. */
export const AS_ASKED = 'as asked';

/** What capabilities says of a temperature that the server refused: its own default applied. */
export const NOT_SENT = 'not sent';

/** How many answers a call may ask for, in words. */
function numberText({ mostAnswers }: Capabilities): string {
  if (mostAnswers === 1) return 'not taken';
  return mostAnswers < MOST_ANSWERS_A_CALL ? `at most ${mostAnswers}` : AS_ASKED;
}

/**
 * capabilities as the record and the log name it: one entry per thing that is negotiated, and how the
 * model marks its reasoning where it does.
 *
 * @param reasonings - names of the reasoning capabilities that were seen; none leaves the entry out
 * @example describeCapabilities(FIRST_CAPABILITIES)['token-field'] // 'max_tokens'
 */
export function describeCapabilities(
  capabilities: Capabilities,
  reasonings: readonly string[] = [],
): Record<string, string> {
  return {
    'token-field': capabilities.tokenField,
    temperature: capabilities.sendsTemperature ? AS_ASKED : NOT_SENT,
    seed: capabilities.sendsSeed ? AS_ASKED : 'not taken',
    n: numberText(capabilities),
    'reply-format': capabilities.replyFormat,
    ...(reasonings.length === 0 ? {} : { reasoning: [...reasonings].sort().join(', ') }),
  };
}

/** The capabilities of one endpoint, shared by all its samples. */
export interface CapabilitiesKeeper {
  current(): Capabilities;
  /** Takes over what a refused request taught; ignored when another sample has already learnt since. */
  learn(sentIn: Capabilities, next: Capabilities): void;
}

/**
 * Starts with the capabilities most servers take; a change is logged once.
 *
 * @param role - which endpoint, for the log
 */
export function keepCapabilities(role: string, log: Log): CapabilitiesKeeper {
  let current = FIRST_CAPABILITIES;
  return {
    current: () => current,
    learn: (sentIn, next) => {
      if (sentIn !== current) return;
      log.info(`The ${role} endpoint does not take all parameters: ${changes(current, next)}.`);
      current = next;
    },
  };
}

/** What is different, in words. */
function changes(before: Capabilities, after: Capabilities): string {
  const was = describeCapabilities(before);
  return Object.entries(describeCapabilities(after))
    .filter(([name, value]) => was[name] !== value)
    .map(([name, value]) => `${name} is now ${value}`)
    .join(', ');
}
