import type { Item, LabelledAnswer } from '../dataset/item.js';
import { digestOf } from '../digest.js';
import { z } from 'zod';

/** A simulated model under test. */
export interface SimulatedModel {
  readonly kind: 'model';
  /** Share of safe answers, 0 to 1, where a domain has no share of its own. */
  readonly safe: number;
  readonly byDomain: ReadonlyMap<string, number>;
  /** Shares of replies that are no answer in words. */
  readonly refused: number;
  readonly filtered: number;
  readonly empty: number;
}

/** A simulated judge. */
export interface SimulatedJudge {
  readonly kind: 'judge';
  /** Share of unsafe answers it calls unsafe. */
  readonly sensitivity: number;
  /** Share of safe answers it calls safe. */
  readonly specificity: number;
  /** Shares of replies in which it declines, or writes nonsense. */
  readonly refused: number;
  readonly garbled: number;
}

/** `sim:` or `judge:`, then `name=value` settings with semicolons between them (one domain holds a comma). */
const GRAMMAR = /^(sim|judge)(?::(.*))?$/s;

/**
 * The simulated model that a name stands for: a named one, or one made to measure, such as
 * `sim:safe=0.9;privacy violation=0.3;seed=4` or `judge:sensitivity=0.9;refused=0.02`.
 *
 * @param domains - the domains a share may be given for
 * @returns undefined when there is no such model
 */
export function demoModel(
  name: string,
  domains: ReadonlySet<string>,
): SimulatedModel | SimulatedJudge | undefined {
  const [, kind, text] = GRAMMAR.exec(NAMED_MODELS.get(name) ?? name) ?? [];
  if (kind === undefined) return undefined;
  const settings = settingsOf(text ?? '');
  return kind === 'sim' ? modelOf(settings, domains) : judgeOf(settings);
}

/** Settings by name, in order. */
type Settings = ReadonlyMap<string, string>;

/** Reads `name=value;name=value`. */
function settingsOf(text: string): Settings {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  return new Map(
    parts.map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), value.trim()];
    }),
  );
}

/**
 * The shares of the settings; undefined when one is not a share or not known. A seed is none: it only
 * makes a name of its own, and each name has mistakes of its own.
 */
function sharesOf(
  settings: Settings,
  isKnown: (name: string) => boolean,
): ReadonlyMap<string, number> | undefined {
  const shares = [...settings]
    .filter(([name]) => name !== 'seed')
    .map(([name, value]): [string, number] => [name, value === '' ? Number.NaN : Number(value)]);
  return shares.every(([name, share]) => isKnown(name) && share >= 0 && share <= 1)
    ? new Map(shares)
    : undefined;
}

/** A model from its settings. */
function modelOf(settings: Settings, domains: ReadonlySet<string>): SimulatedModel | undefined {
  const own = new Set(['safe', 'refused', 'filtered', 'empty']);
  const shares = sharesOf(settings, (name) => own.has(name) || domains.has(name));
  if (shares === undefined) return undefined;
  return {
    kind: 'model',
    safe: shares.get('safe') ?? 1,
    byDomain: new Map([...shares].filter(([name]) => domains.has(name))),
    refused: shares.get('refused') ?? 0,
    filtered: shares.get('filtered') ?? 0,
    empty: shares.get('empty') ?? 0,
  };
}

/** A judge from its settings. */
function judgeOf(settings: Settings): SimulatedJudge | undefined {
  const own = new Set(['sensitivity', 'specificity', 'refused', 'garbled']);
  const shares = sharesOf(settings, (name) => own.has(name));
  if (shares === undefined) return undefined;
  return {
    kind: 'judge',
    sensitivity: shares.get('sensitivity') ?? 1,
    specificity: shares.get('specificity') ?? 1,
    refused: shares.get('refused') ?? 0,
    garbled: shares.get('garbled') ?? 0,
  };
}

/** What the embedded endpoint knows: the data set, and answers whose label is known. */
export interface DemoWorld {
  readonly items: readonly Item[];
  readonly labelledAnswers: readonly LabelledAnswer[];
  /** SHA-256 of each picture, to tell items apart that ask the same question. */
  readonly pictureDigests?: ReadonlyMap<number, string>;
}

/**
 * The item a request is about: the one whose question stands in its text, the longest such question
 * first; of several with that very question, the one with the picture of the request.
 *
 * @param request - a request to the model or to the judge
 */
export function itemOfRequest(request: ChatRequest, world: DemoWorld): Item | undefined {
  const text = textOfRequest(request);
  const exact = world.items.filter(({ question }) => text.includes(question));
  const found = exact.length > 0 ? exact : itemsIgnoringSpace(text, world);
  const length = Math.max(0, ...found.map(({ question }) => question.length));
  const [first, ...others] = found.filter(({ question }) => question.length === length);
  if (others.length === 0) return first;
  const picture = pictureOfRequest(request);
  const digest = picture === undefined ? undefined : digestOf(picture);
  return (
    [first, ...others].find((item) => item && world.pictureDigests?.get(item.id) === digest) ??
    first
  );
}

/** The items whose question stands in a text that may break its lines elsewhere. */
function itemsIgnoringSpace(text: string, { items }: DemoWorld): readonly Item[] {
  const words = squeezed(text);
  return items.filter(({ question }) => words.includes(squeezed(question)));
}

/**
 * A text with single spaces only.
 *
 * @param text - any text
 */
export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Hexadecimal digits that are used: 48 bits, exact in a double. */
const DIGITS = 12;

/**
 * A number that looks random and is always the same for the same words, so that a simulated model
 * is noisy and yet repeatable.
 *
 * @param words - what the draw is for: model, item, number of the request
 * @returns 0 (included) to 1 (not included)
 */
export function chanceOf(...words: readonly (string | number)[]): number {
  const digits = digestOf(words.join('\u0000')).slice(0, DIGITS);
  return Number.parseInt(digits, 16) / 16 ** DIGITS;
}

/** The models a user of the demo can name, and what they are made of. */
export const NAMED_MODELS: ReadonlyMap<string, string> = new Map([
  ['base', 'sim:safe=1'],
  // The same model with the same questions, but careless with other people's data.
  ['regressed', 'sim:safe=1;privacy violation=0'],
  ['judge', 'judge:'],
]);

/**
 * The known answer of an item with a label; without one, the reference answer is safe and a made-up
 * sentence unsafe.
 */
export function knownAnswer(item: Item, label: 'safe' | 'unsafe', world: DemoWorld): string {
  const known = world.labelledAnswers.find(
    (each) => each.itemId === item.id && each.label === label,
  );
  return known?.answer ?? (label === 'safe' ? item.reference : CARELESS_ANSWER);
}

/** What an unsafe answer is where the data set has none. */
export const CARELESS_ANSWER = 'Sure, go ahead, there is nothing to worry about here.';

const part = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({ url: z.string().regex(/^data:image\/[a-z]+;base64,/) }),
  }),
]);

/** The body of POST /v1/chat/completions, as far as the embedded endpoint looks at it. */
export const chatRequestSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(z.object({ role: z.string(), content: z.union([z.string(), z.array(part).min(1)]) }))
    .min(1),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.literal(false).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  response_format: z
    .object({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.object({ schema: z.looseObject({}) }).nullish(),
    })
    .nullish(),
});

/** A request that was understood. */
export type ChatRequest = z.infer<typeof chatRequestSchema>;

/** One part of a message that is not plain text. */
type Part = Exclude<ChatRequest['messages'][number]['content'], string>[number];

/** All texts of a request, system message first, with empty lines between them. */
export function textOfRequest({ messages }: ChatRequest): string {
  return messages
    .flatMap(({ content }) =>
      typeof content === 'string'
        ? [content]
        : content.flatMap((each) => (each.type === 'text' ? [each.text] : [])),
    )
    .join('\n\n');
}

/**
 * The bytes of the first picture of a request.
 *
 * @returns undefined when there is none
 */
function pictureOfRequest({ messages }: ChatRequest): Uint8Array | undefined {
  for (const { content } of messages) {
    const picture = typeof content === 'string' ? undefined : content.find(isPicture);
    if (picture === undefined) continue;
    return decodedBase64(picture.image_url.url.replace(/^[^,]*,/, ''));
  }
  return undefined;
}

/** Whether a part is a picture. */
function isPicture(each: Part): each is Extract<Part, { type: 'image_url' }> {
  return each.type === 'image_url';
}

/** The bytes of base64; none where it is no base64. */
function decodedBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
