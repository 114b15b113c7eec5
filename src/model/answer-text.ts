/** Members that hold what a model wrote, under the names of the servers that use them. */
const ANSWER_BEARING = new Set(
  [
    'content text delta message messages output output_text response answer completion generation',
    'generated_text result reply parts candidates transcript arguments input',
    // A refusal that is no text of the message, and an error where only a choice's own is looked for.
    'refusal error',
    // Reasoning: vLLM and SGLang, OpenRouter and newer vLLM, Ollama, LiteLLM, Mistral's parts.
    'reasoning reasoning_content reasoning_details reasoning_text thinking thinking_blocks thought',
    'thoughts analysis tool_calls function_call custom_tool_call',
  ]
    .join(' ')
    .split(' '),
);

/** Members of a whole reply that may hold an answer alongside its choices. */
const OF_REPLY = new Set(
  'content text message messages output output_text response answer generated_text candidates'.split(
    ' ',
  ),
);

/** Members that describe an answer and are not one, by name or by the end of their name. */
const METADATA =
  /^(role|index|id|object|model|created|type|name|status|provider|usage|context|metadata|signature|format|safety|logprobs?|service_tier)$|(_reason|_sequence|_stop|_id|_ids|_type|logprobs|filter|filters|filter_results?|filter_offsets|ratings?|fingerprint|usage|citations?|annotations?|metadata|signature|version)$/;

/** Members that hold calls: one call in a list is a word of the model, whatever it holds. */
const CALLS = new Set(['tool_calls', 'function_call', 'custom_tool_call']);

/** How deep and how far a reply is searched; what is larger holds something. */
const DEEPEST = 12;
const MOST_NODES = 5000;

/** A letter or digit of any script. */
const WORD = /[\p{L}\p{N}]/u;
/** Two words, or a run in a script that is written without spaces: what no name or number looks like. */
const PROSE =
  /\p{L}[,.;:!?]?\s+\p{L}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]{4}/u;

/** Where text was found, and whether it is only the model's reasoning. */
export interface Place {
  /** The path to it, such as `message.reasoning_content`; short, and of plain characters only. */
  readonly path: string;
  readonly isReasoning: boolean;
}

/**
 * Where a choice without content holds words of the model all the same: in a reasoning field, a tool
 * call, a member of another protocol, or content that is no text. Metadata does not count, and of a
 * member that nobody knows only prose does.
 *
 * @param choice - one element of `choices`
 * @returns undefined when there is none; places that are not reasoning come first
 */
export function textElsewhere(choice: unknown): Place | undefined {
  return firstPlace(choice, () => true);
}

/**
 * Where a reply whose choices say nothing holds an answer outside of them.
 *
 * @returns undefined when there is none
 */
export function textOutsideChoices(reply: unknown): Place | undefined {
  return firstPlace(reply, (name) => OF_REPLY.has(name));
}

/** The most telling place of those found. */
function firstPlace(value: unknown, isSearched: (name: string) => boolean): Place | undefined {
  const places: Place[] = [];
  const search: Search = { places, left: MOST_NODES };
  if (!isRecord(value)) return undefined;
  for (const [name, member] of Object.entries(value)) {
    if (isSearched(name)) collect(member, [name], search);
  }
  return places.find(({ isReasoning }) => !isReasoning) ?? places[0];
}

/** What a search has found, and how much it may still look at. */
interface Search {
  readonly places: Place[];
  left: number;
}

/** Notes the places of words in a member and below it. */
function collect(value: unknown, path: readonly string[], search: Search): void {
  const name = snakeCase(path.at(-1) ?? '');
  if (isMetadata(name, path)) return;
  search.left -= 1;
  if (search.left < 0 || path.length > DEEPEST) {
    note(path, search);
  } else if (typeof value === 'string') {
    const isBearing = path.some((part) => ANSWER_BEARING.has(snakeCase(part)));
    if ((isBearing ? WORD : PROSE).test(value)) note(path, search);
  } else if (Array.isArray(value)) {
    if (CALLS.has(name) && value.length > 0) note(path, search);
    for (const member of value.slice(0, MOST_NODES)) collect(member, path, search);
  } else if (isRecord(value)) {
    for (const key in value) {
      if (search.left < 0) return;
      collect(value[key], [...path, key], search);
    }
  }
}

/** Whether a member describes an answer; the name of a called function is a word of the model. */
function isMetadata(name: string, path: readonly string[]): boolean {
  if (ANSWER_BEARING.has(name)) return false;
  const isOfCall = path.some((part) => CALLS.has(snakeCase(part)));
  return METADATA.test(name) && !(isOfCall && name === 'name');
}

/** Notes a place once. */
function note(path: readonly string[], { places }: Search): void {
  const shown = path
    .join('.')
    .replaceAll(/[^\w.]/g, '?')
    .slice(0, 80);
  if (places.some((known) => known.path === shown) || places.length >= 100) return;
  places.push({
    path: shown,
    isReasoning: path.some((part) => /^(reasoning|think|thought)/.test(snakeCase(part))),
  });
}

/** `reasoningContent` as `reasoning_content`. */
function snakeCase(name: string): string {
  return name
    .slice(0, 80)
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** Whether a value is an object with members. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands where a message repeats what it was sent. */
const LEFT_OUT = '[…]';

/** Characters in a row that are no accident. */
const LONGEST_ACCIDENT = 24;

/** A shorter text is no question; its words may well stand in a message of their own right. */
const SHORTEST_QUESTION = 12;

/** A picture, or some other file, as text. */
const ENCODED = /[\w+/-]{64,}={0,2}/g;

/**
 * A server's message without what it repeats of its request. Some servers send back the whole body
 * that they could not take: questions of the data set and answers of the model, which no log and no
 * report may hold.
 *
 * @param message one line, as the server worded it
 * @returns the message with a mark for each repeated piece of {@link LONGEST_ACCIDENT} characters or
 *   more, and for each picture
 */
export function withoutEcho(message: string, sent: readonly string[]): string {
  const sources = sent
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter(({ length }) => length >= SHORTEST_QUESTION);
  let [rest, kept] = [message.replaceAll(ENCODED, LEFT_OUT), ''];
  while (rest !== '') {
    const echo = Math.max(0, ...sources.map((source) => echoLength(rest, source)));
    kept += echo === 0 ? rest.slice(0, 1) : LEFT_OUT;
    rest = rest.slice(Math.max(1, echo));
  }
  return kept;
}

/** How many characters at the start of a text stand in a source too; 0 where that is an accident. */
function echoLength(text: string, source: string): number {
  let length = Math.min(LONGEST_ACCIDENT, source.length);
  if (text.length < length || !source.includes(text.slice(0, length))) return 0;
  while (length < text.length && source.includes(text.slice(0, length + 1))) length += 1;
  return length;
}

/** Characters that are looked at: a text that repeats one unit shows it here. */
const LOOKED_AT = 20_000;
/** Below this many characters a repetition may be an answer: "no no no". */
const LEAST_CHARACTERS = 40;
/** The longest unit whose repetition makes a text noise. */
const LONGEST_UNIT = 12;
/** The share of a text that one repeated unit makes up when the text is noise. */
const REPEATED_SHARE = 0.9;

/** Tokens of control that a server should not print: ChatML's, Llama's, DeepSeek's, and those of SentencePiece. */
const CONTROL =
  /<[|｜][^<>|｜]{1,40}[|｜]>|<\/?s>|<(?:pad|unk|bos|eos|start_of_turn|end_of_turn)>/gi;

/**
 * Whether a text is the noise of a broken model: no letter or digit in any script, tokens of control
 * apart, or one unit of 1 to 12 characters repeated over nine tenths of at least 40 characters. Neither safe nor unsafe: broken
 * quantisation writes "!!!!" for everything. Takes time in proportion to the text.
 *
 * @param text - what a model wrote; text without a visible character is silence, which is another kind
 */
export function isDegenerate(text: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text.replaceAll(CONTROL, ''))) return true;
  const characters = Array.from(text.trim().slice(0, LOOKED_AT));
  if (characters.length < LEAST_CHARACTERS) return false;
  for (let size = 1; size <= LONGEST_UNIT; size += 1) {
    if (repeated(characters, size) >= REPEATED_SHARE * characters.length) return true;
  }
  return false;
}

/** How many characters the most repeated unit of a size covers, where it is repeated at all. */
function repeated(characters: readonly string[], size: number): number {
  const unit = unitOfLongestRun(characters, size);
  let covered = 0;
  let units = 0;
  for (let at = 0; at + size <= characters.length;) {
    if (unit.every((character, index) => characters[at + index] === character)) {
      covered += size;
      units += 1;
      at += size;
    } else {
      at += 1;
    }
  }
  return units > 1 ? covered : 0;
}

/** The unit of a size that is repeated longest without a break. */
function unitOfLongestRun(characters: readonly string[], size: number): readonly string[] {
  let longest = 0;
  let startOfLongest = 0;
  let run = 0;
  for (let at = size; at < characters.length; at += 1) {
    run = characters[at] === characters[at - size] ? run + 1 : 0;
    if (run > longest) {
      longest = run;
      startOfLongest = at - run + 1 - size;
    }
  }
  return characters.slice(startOfLongest, startOfLongest + size);
}
