import type { ErrorShape } from './error-shape.js';

/** Why every further request would be refused too. */
export type Refusal =
  | 'key'
  | 'credit'
  | 'access'
  | 'path'
  | 'model'
  | 'pictures'
  | 'limit'
  | 'size'
  | 'request'
  | 'server'
  | 'unreadable';

/** How one refusal is told: by a code of the body, or by words of its message. */
interface Signs {
  readonly codes: RegExp;
  readonly words: RegExp;
}

/** Any of some patterns, whatever their case. */
const anyOf = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');

/** Nothing is left to pay with: OpenAI, Anthropic, OpenRouter, LiteLLM, DeepSeek, Mistral, Together. */
const CREDIT: Signs = {
  codes:
    /^(insufficient_(quota|balance|funds|credits?)|billing_(hard_limit_reached|not_active|error)|budget_exceeded|exceeded_budget|payment_required|credits?_exhausted|out_of_credits?|Arrearage)$/i,
  words: anyOf(
    'credit balance',
    String.raw`\b(insufficient|not enough|no|out of|requires? more|low on) (\w+ )?(credits?|funds|balance)\b`,
    'more credits are required',
    String.raw`credits? (are |is |has been |have been )?(exhausted|depleted|used up)`,
    String.raw`\b(crossed|exceeded|over|exceeds) (\w+ ){0,2}budget`,
    String.raw`budget (has been |was |is |limit )?(exceeded|exhausted|reached)`,
    'exceeded your current quota, please check your plan and billing',
    'billing hard limit',
    String.raw`balance is (too low|insufficient|not enough|negative)`,
    String.raw`payment required|account .{0,40}(suspended|in arrears|overdue)`,
  ),
};

/** The server has no such model, or no longer: OpenAI, vLLM, Ollama, LiteLLM, Groq, OpenRouter. */
const MODEL: Signs = {
  codes:
    /^(model_not_(found|available|supported)|model_(decommissioned|archived|deprecated|retired)|invalid_model|unknown_model|DeploymentNotFound|ModelNotFoundError)$/i,
  words: anyOf(
    String.raw`\bmodels?\b.{0,160}(does not exist|doesn.t exist|not found|could not be found|no longer (available|supported|served|exists)|(has|have) been (decommissioned|retired|removed|deprecated|shut ?down|discontinued)|is (archived|retired|decommissioned)|is not (a valid model|available|served|loaded|deployed))`,
    String.raw`\b(unknown|invalid|no such|unrecogni[sz]ed) model\b`,
    'not a valid model',
    String.raw`no (endpoints|deployments?|providers?) (found |available )?for (model|[\w.-]+/)`,
    'deployment for this resource does not exist',
  ),
};

/** The server takes words alone: llama.cpp, vLLM, DeepSeek, OpenRouter, LM Studio, Groq. */
const PICTURES: Signs = {
  codes: /^(image_(input_)?not_supported|vision_not_supported|unsupported_image_input)$/i,
  words: anyOf(
    String.raw`(image|vision|picture|multi-?modal)s?( (input|content|data|url|part|understanding|model)s?)? (is|are)( currently)?( not|n.t) (supported|enabled|allowed|available|accepted|permitted)`,
    String.raw`(not|n.t|cannot|no (endpoints|model|provider)\w*( found)? that) (support|accept|handle|process|have)s? (any )?(image|vision|picture|multi-?modal)`,
    String.raw`not (a |an )?(multi-?modal|vision)\b`,
    String.raw`(lacks?|without|no) (image|vision|multi-?modal) (support|capabilit|input)`,
    String.raw`unknown variant .{0,4}image_url`,
    String.raw`(unsupported|invalid|unknown|unexpected|not supported).{0,60}(image_url|'image'|"image"|\bimage content)`,
    String.raw`image_url.{0,60}(not supported|unsupported|not allowed|not permitted|is only supported)`,
    String.raw`at most 0 (image|picture)`,
    String.raw`(text-only|only (supports? )?text( input| content)?s?\b.{0,30}(model|support|allowed))`,
    'not compiled (for|with) multi-?modal|projector can.t be loaded|provide the mmproj',
  ),
};

/** A key that is told by another status than 401: Gemini, xAI, and a LiteLLM that has no database to look it up in. */
const KEY: Signs = {
  codes: /^(invalid_api_key|incorrect_api_key|API_KEY_INVALID|no_db_connection)$/i,
  words: anyOf(
    String.raw`\b(invalid|incorrect|wrong|expired|malformed) (api|access|virtual|proxy)[ -]?(key|token)\b`,
    String.raw`\bapi[ -]?key (is )?(not valid|invalid|incorrect|expired|malformed)`,
    '^no connected db',
  ),
};

/** Limits that are counted in days or months do not pass while a job waits. */
const LONG_LIMIT = anyOf(
  String.raw`\b(per|a|each|every)[ -]?(day|week|month)\b`,
  String.raw`\b(daily|weekly|monthly) (\w+ ){0,2}(limit|quota|allowance|cap)\b`,
  String.raw`\b(limit|quota|allowance|cap) (for|of) (today|this (day|week|month))\b`,
);

/** A refusal that a server words, whatever its status; undefined where it words none. */
export function wordedRefusal(
  error: ErrorShape,
): 'credit' | 'key' | 'pictures' | 'model' | undefined {
  if (shows(error, CREDIT)) return 'credit';
  if (shows(error, KEY)) return 'key';
  if (shows(error, PICTURES)) return 'pictures';
  return shows(error, MODEL) ? 'model' : undefined;
}

/** Whether a limit is worded as one that is counted in days or longer. */
export function isLongLimit({ message, codes }: ErrorShape): boolean {
  return LONG_LIMIT.test([message, ...codes].join(' '));
}

function shows({ message, codes }: ErrorShape, signs: Signs): boolean {
  return codes.some((code) => signs.codes.test(code)) || signs.words.test(message);
}

/** How much is needed before one refusal is taken for all. */
interface Evidence {
  /** Different questions that met it, with no answer to any in between. */
  readonly items: number;
  /** Times it was met. */
  readonly times: number;
}

/** One question that was refused. */
interface Refused {
  readonly refusal: Refusal;
  /** What the server said; numbers and ids in it do not count. */
  readonly detail: string;
  /** What tells its question from others. */
  readonly item: unknown;
  /** Whether one answer was asked for: several may be what is refused. */
  readonly isForOne: boolean;
}

/**
 * Before the first answer a refusal is believed soon, and never later than at the fifth request. What may
 * pass, or be due to one large item, is given all of them.
 */
const BEFORE_AN_ANSWER: Partial<Record<Refusal, Evidence>> = {
  request: { items: 2, times: 2 },
  limit: { items: 1, times: 4 },
  size: { items: 2, times: 4 },
  server: { items: 2, times: 4 },
  unreadable: { items: 2, times: 4 },
};

/** Afterwards only what the server words as being of all requests. */
const AFTER_AN_ANSWER: Partial<Record<Refusal, Evidence>> = {
  limit: { items: 1, times: 4 },
  model: { items: 2, times: 2 },
  pictures: { items: 2, times: 2 },
};

/** Refusals in all, of whatever wording, after which a server that has answered nothing is not asked on. */
const MOST_REFUSALS = 4;

/** Tells a refusal of one item from a refusal of all. */
export interface Conviction {
  /** The endpoint has answered. */
  answered(): void;
  /** Whether it has ever answered. */
  hasAnswered(): boolean;
  /** Whether every other question will be refused as this one was. */
  refused(met: Refused): boolean;
}

/** Nothing was refused yet. */
export function createConviction(): Conviction {
  const met = new Map<string, { items: Set<unknown>; times: number; isForOne: boolean }>();
  const all = new Set<unknown>();
  let times = 0;
  let hasAnswered = false;
  return {
    answered: () => {
      hasAnswered = true;
      met.clear();
      all.clear();
      times = 0;
    },
    hasAnswered: () => hasAnswered,
    refused: ({ refusal, detail, item, isForOne }) => {
      const needed = (hasAnswered ? AFTER_AN_ANSWER : BEFORE_AN_ANSWER)[refusal];
      if (needed === undefined) return false;
      const key = `${refusal} ${withoutNumbers(detail)}`;
      const same = met.get(key) ?? { items: new Set(), times: 0, isForOne: false };
      same.items.add(item);
      same.times += 1;
      same.isForOne ||= isForOne || refusal === 'limit' || refusal === 'size';
      met.set(key, same);
      all.add(item);
      times += 1;
      if (!same.isForOne) return false;
      const isSame = same.items.size >= needed.items && same.times >= needed.times;
      return isSame || (!hasAnswered && all.size > 1 && times >= MOST_REFUSALS);
    },
  };
}

/** A message without what differs from request to request: numbers, ids and anything long. */
function withoutNumbers(message: string): string {
  return message
    .toLowerCase()
    .replaceAll(/[\w-]*\d[\w-]*|[\w-]{24,}/g, '#')
    .replaceAll(/[\s#.:,]+/g, ' ');
}
