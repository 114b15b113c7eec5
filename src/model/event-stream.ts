import { parseJson } from '../foreign.js';

/**
 * What the events of a stream add up to: the JSON of one chat completion, or of the error that an event
 * carried; or nothing whole, and why.
 */
export type StreamReading =
  | { readonly kind: 'whole'; readonly json: string }
  | { readonly kind: 'broken'; readonly detail: string };

/** Where a body begins that is a stream, whatever its content type says. */
const BEGINS_AS_STREAM = /^\uFEFF?\s*(data|event):/;

/** The event that ends a stream of the chat API. */
const LAST = '[DONE]';

/**
 * Reads a reply that came as server-sent events although the request said `stream: false`: chunks of a chat
 * completion put together, by choice. A stream that does not end with `[DONE]` was cut off, and the rest of
 * an answer may be missing, so that nothing of it counts.
 *
 * @param text the whole body
 * @param contentType as the header has it; undefined where there is none
 * @returns undefined for a body that is no stream
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function readEventStream(
  text: string,
  contentType: string | undefined,
): StreamReading | undefined {
  const isNamed = /^\s*text\/event-stream\b/i.test(contentType ?? '');
  if (!isNamed && !BEGINS_AS_STREAM.test(text)) return undefined;
  const events = eventsOf(text);
  // A whole JSON body under the wrong content type.
  if (events.length === 0) return undefined;
  const completion = new Completion();
  for (const { name, data } of events) {
    if (data === LAST) return completion.end();
    const value = parseJson(data);
    if (value === undefined) {
      return {
        kind: 'broken',
        detail: 'the reply is an event stream, and an event of it is not JSON',
      };
    }
    const error = errorOf(name, value);
    if (error !== undefined) return { kind: 'whole', json: JSON.stringify(error) };
    completion.add(value);
  }
  return {
    kind: 'broken',
    detail: 'the reply is an event stream that was cut off: it has no [DONE]',
  };
}

/** One event: its name, empty where it has none, and its data. */
interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** The events of a stream that have data. Comments, ids and waits are left out. */
function eventsOf(text: string): readonly StreamEvent[] {
  const events: StreamEvent[] = [];
  let name = '';
  let data: string[] = [];
  for (const line of [...text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/), '']) {
    if (line === '') {
      events.push(...joined(name, data));
      [name, data] = ['', []];
      continue;
    }
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') name = value;
  }
  return events;
}

/**
 * The event of some lines of data. Some servers leave out the empty lines between events: lines that are no
 * JSON together are one event each.
 */
function joined(name: string, data: readonly string[]): readonly StreamEvent[] {
  if (data.length === 0) return [];
  const whole = data.join('\n').trim();
  const isOne = data.length === 1 || parseJson(whole) !== undefined;
  const events = isOne ? [whole] : data.map((line) => line.trim());
  return events.filter((each) => each !== '').map((each) => ({ name, data: each }));
}

/** The error that an event carries, as a body has it; undefined where it carries none. */
function errorOf(name: string, value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const { error } = value;
  const hasError = isObject(error)
    ? Object.keys(error).length > 0
    : hasValue(error) && error !== '';
  if (hasError) return { error };
  return name === 'error' ? { error: value } : undefined;
}

type JsonRecord = Record<string, unknown>;

/** Members that say what something is: a later chunk repeats them, and adds nothing. */
const NAMING: ReadonlySet<string> = new Set([
  'role',
  'id',
  'type',
  'name',
  'index',
  'format',
  'object',
]);

/** Chunks are merged this deep; what lies deeper is the latest. */
const DEEPEST_MERGE = 8;

/** Choices that are put together, as many as a reply is read for. */
const MOST_CHOICES = 128;

/** A chat completion in the making. */
class Completion {
  readonly #head = new Map<string, unknown>();
  readonly #choices = new Map<number, Merged>();

  /** Adds a chunk. */
  add(chunk: unknown): void {
    if (!isObject(chunk)) return;
    for (const [name, value] of Object.entries(chunk)) {
      // Usage comes last, and in some streams grows from chunk to chunk.
      if (name !== 'choices' && hasValue(value)) this.#head.set(name, value);
    }
    const choices: readonly unknown[] = Array.isArray(chunk.choices) ? chunk.choices : [];
    for (const [position, choice] of choices.entries()) {
      if (isObject(choice)) this.#addChoice(indexOf(choice, position), choice);
    }
  }

  #addChoice(index: number, { delta, ...choice }: JsonRecord): void {
    if (index >= MOST_CHOICES) return;
    const merged = this.#choices.get(index) ?? new Merged();
    this.#choices.set(index, merged);
    const { message, text, ...rest } = choice;
    for (const [name, value] of Object.entries(rest)) {
      if (hasValue(value) || !merged.has(name)) merged.set(name, value);
    }
    // A whole message at the end repeats what the parts said.
    if (isObject(delta)) merged.merge('message', delta);
    else if (isObject(message)) merged.set('message', message);
    if (typeof text === 'string') merged.merge('text', text);
  }

  /** The completion that the chunks add up to. */
  end(): StreamReading {
    const choices = [...this.#choices].sort(([a], [b]) => a - b);
    const whole = {
      ...Object.fromEntries(this.#head),
      object: 'chat.completion',
      choices: choices.map(([index, choice]) => ({ ...choice.value(), index })),
    };
    return { kind: 'whole', json: JSON.stringify(whole) };
  }
}

/** An object in the making: texts grow, lists too, and everything else is the latest that came. */
class Merged {
  readonly #members = new Map<string, unknown>();

  has(name: string): boolean {
    return this.#members.has(name);
  }

  set(name: string, value: unknown): void {
    this.#members.set(name, value);
  }

  merge(name: string, value: unknown, depth = 0): void {
    this.set(name, mergedValue(this.#members.get(name), value, { name, depth }));
  }

  value(): JsonRecord {
    return Object.fromEntries([...this.#members].map(([name, value]) => [name, plain(value)]));
  }
}

/** A list in the making; elements with an index are merged with those of the same. */
class MergedList {
  readonly #elements: unknown[] = [];
  readonly #byIndex = new Map<unknown, number>();

  add(elements: readonly unknown[], depth: number): void {
    for (const element of elements) {
      const index = isObject(element) ? element.index : undefined;
      const place = typeof index === 'number' ? this.#byIndex.get(index) : undefined;
      if (place === undefined) {
        if (typeof index === 'number') this.#byIndex.set(index, this.#elements.length);
        this.#elements.push(mergedValue(undefined, element, { name: '', depth }));
      } else {
        this.#elements[place] = mergedValue(this.#elements[place], element, { name: '', depth });
      }
    }
  }

  value(): readonly unknown[] {
    return this.#elements.map(plain);
  }
}

/** What a member becomes with another part of it. */
function mergedValue(
  known: unknown,
  part: unknown,
  { name, depth }: { readonly name: string; readonly depth: number },
): unknown {
  if (!hasValue(part)) return known ?? part;
  if (depth >= DEEPEST_MERGE) return part;
  if (typeof part === 'string') return mergedText(known, part, name);
  if (Array.isArray(part)) {
    const list = listOf(known, depth);
    list.add(part, depth + 1);
    return list;
  }
  if (!isObject(part)) return part;
  const merged = known instanceof Merged ? known : new Merged();
  for (const [member, value] of Object.entries(part)) merged.merge(member, value, depth + 1);
  return merged;
}

/** A text with another part of it. */
function mergedText(known: unknown, part: string, name: string): unknown {
  if (NAMING.has(name)) return part === '' ? (known ?? part) : part;
  if (known instanceof MergedList) {
    known.add([{ type: 'text', text: part }], DEEPEST_MERGE);
    return known;
  }
  return typeof known === 'string' ? known + part : part;
}

/** The list that something known is, or begins. */
function listOf(known: unknown, depth: number): MergedList {
  if (known instanceof MergedList) return known;
  const list = new MergedList();
  // Content that began as text and goes on in parts.
  if (typeof known === 'string' && known !== '') list.add([{ type: 'text', text: known }], depth);
  return list;
}

/** Something in the making as plain data. */
function plain(value: unknown): unknown {
  return value instanceof Merged || value instanceof MergedList ? value.value() : value;
}

/** The index of a choice; its place among those of the chunk, where it names none. */
function indexOf({ index }: JsonRecord, position: number): number {
  return typeof index === 'number' && Number.isInteger(index) && index >= 0 ? index : position;
}

function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isObject(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
