import type { ErrorShape } from './error-shape.js';
import type { Log } from '../log.js';

/** What a server takes of a request; the same question is put into these words. */
export interface Capabilities {
  /** The member that caps the answer; it is renamed, never left out: an uncapped answer is another test. */
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
  readonly sendsTemperature: boolean;
  readonly sendsSeed: boolean;
  /** Whether one call may ask for several answers. */
  readonly sendsN: boolean;
  /** How far a structured reply can be asked for. */
  readonly replyFormat: 'json_schema' | 'json_object' | 'text';
}

/**
 * The most answers one call asks for: what the largest stage of a profile needs, well below the 128 of
 * OpenAI's API, and few enough that a lost call loses little.
 */
export const MOST_ANSWERS_A_CALL = 10;

/**
 * What is tried first. `max_tokens`, although OpenAI calls it deprecated: a server that does not
 * know it says so, while Ollama ignores `max_completion_tokens` in silence and answers without a cap.
 */
export const FIRST_CAPABILITIES: Capabilities = {
  tokenField: 'max_tokens',
  sendsTemperature: true,
  sendsSeed: true,
  sendsN: true,
  replyFormat: 'json_schema',
};

/** One thing that can be given up: the words that name it, and the capabilities without it. */
interface Concession {
  readonly named: RegExp;
  /** Whether any complaint that names it is enough, or only one that says it is not taken. */
  readonly anyComplaint?: boolean;
  /** How its being refused is said, besides the ways all members share. */
  readonly says?: RegExp;
  readonly next: (capabilities: Capabilities) => Capabilities;
}

const LOWER_FORMAT = { json_schema: 'json_object', json_object: 'text', text: 'text' } as const;
const lowerFormat = (capabilities: Capabilities): Capabilities => ({
  ...capabilities,
  replyFormat: LOWER_FORMAT[capabilities.replyFormat],
});

/** The capabilities in which every call asks for one answer. */
export function withoutN(capabilities: Capabilities): Capabilities {
  return { ...capabilities, sendsN: false };
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
    // vLLM wants 1 at temperature 0, Groq, DeepSeek and others always; Gemini calls choices candidates.
    named: /(?<![\w\\])n(?![\w'])|[Mm]ultiple candidates|completion choice/,
    says: /must be (1|one)\b|at most 1\b|only (n ?= ?1\b|one\b)|not enabled/i,
    next: withoutN,
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
 * @returns undefined when the complaint is about nothing that can be given up
 */
export function adaptCapabilities(
  capabilities: Capabilities,
  error: ErrorShape,
): Capabilities | undefined {
  const adapted = CONCESSIONS.filter((each) => isRefused(each, error)).reduce(
    (current, { next }) => next(current),
    capabilities,
  );
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
    a.sendsN === b.sendsN &&
    a.replyFormat === b.replyFormat
  );
}

/** What capabilities says of a member that the server took as it was sent. */
export const AS_ASKED = 'as asked';

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
    temperature: capabilities.sendsTemperature ? AS_ASKED : 'not taken',
    seed: capabilities.sendsSeed ? AS_ASKED : 'not taken',
    n: capabilities.sendsN ? AS_ASKED : 'not taken',
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
