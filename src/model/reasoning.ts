/** A text parted into the answer and the reasoning before it. */
export interface ReasoningSplit {
  /** What is left for the reader; empty when there is nothing but reasoning. */
  readonly answer: string;
  /** How the reasoning was marked, as the record names it; undefined when there is none. */
  readonly format?: string;
  /** The reasoning has an end. False: the text was cut, or stopped, inside it. */
  readonly isClosed: boolean;
}

/** One way in which models mark reasoning in the text itself. Marks are found in any case. */
interface Format {
  /** The word of the record: its first opening mark. */
  readonly name: string;
  readonly open: string;
  readonly close: string;
  /** Chat templates that write the opening mark themselves leave only the closing one in the reply. */
  readonly mayLackOpening: boolean;
}

/** A format from its marks. */
function format(
  open: readonly [string, ...string[]],
  close: readonly [string, ...string[]],
  template: 'opens' | 'does not open' = 'does not open',
): Format {
  return {
    name: open[0],
    open: anyOf(open),
    close: anyOf(close),
    mayLackOpening: template === 'opens',
  };
}

/** The source of a pattern of some marks. */
function anyOf(marks: readonly string[]): string {
  return marks.map((mark) => mark.replaceAll(/[|[\]/<>]/g, String.raw`\$&`)).join('|');
}

/** A format of tags of one word, which some models write with spaces in them. */
function tag(word: string, template?: 'opens'): Format {
  return {
    ...format([`<${word}>`], [`</${word}>`], template),
    open: String.raw`<\s*${word}\s*>`,
    close: String.raw`<\s*/\s*${word}\s*>`,
  };
}

/**
 * Every format with its source. A text is read by the first whose mark it begins with.
 *
 * @see https://docs.vllm.ai/en/latest/features/reasoning_outputs/ the parsers of vLLM, one a family
 */
const FORMATS: readonly Format[] = [
  // DeepSeek-R1, Qwen3 (which also writes empty blocks), GLM-4.1V, InternVL 3.5, Phi-4-reasoning.
  tag('think', 'opens'),
  // Claude-style prompts and their imitations.
  tag('thinking', 'opens'),
  // EXAONE Deep.
  tag('thought', 'opens'),
  tag('thoughts'),
  // Prompts that ask for a scratchpad.
  tag('reasoning'),
  // ByteDance Seed-OSS.
  tag('seed:think', 'opens'),
  // LongCat-Flash-Thinking.
  tag('longcat_think', 'opens'),
  // Kimi-VL-Thinking.
  format(['◁think▷'], ['◁/think▷'], 'opens'),
  // Mistral's Magistral.
  format(['[THINK]'], ['[/THINK]'], 'opens'),
  // Cohere Command A Reasoning and Command A Vision.
  format(['<|START_THINKING|>'], ['<|END_THINKING|>'], 'opens'),
  // Google Gemma 4: a channel called thought.
  format(['<|channel>'], ['<channel|>'], 'opens'),
  // Google MedGemma, whose tokenizer has no name for its marks.
  format(['<unused94>'], ['<unused95>'], 'opens'),
  // ServiceNow Apriel, which writes sentences; its template opens with them.
  format(['Here are my reasoning steps:'], ['[BEGIN FINAL RESPONSE]'], 'opens'),
  // Swiss AI Apertus.
  format(['<|inner_prefix|>'], ['<|inner_suffix|>']),
  // Sky-T1, OpenThinker.
  format(['<|begin_of_thought|>'], ['<|end_of_thought|>']),
  // IBM Granite 3.2, which writes sentences.
  format(
    ['Here is my thought process:', "Here's my thought process:"],
    ['Here is my response:', "Here's my response:"],
  ),
];

/** Marks that some of these models put round the answer that follows their reasoning. */
const WRAPPERS: readonly (readonly [open: string, close: string])[] = [
  ['<answer>', '</answer>'],
  ['<response>', '</response>'],
  ['<|START_RESPONSE|>', '<|END_RESPONSE|>'],
  ['<|START_TEXT|>', '<|END_TEXT|>'],
  ['<|begin_of_solution|>', '<|end_of_solution|>'],
];

/**
 * Takes the reasoning off a text. Marks count at its beginning, several blocks in a row too; a mark
 * behind words of the answer is part of the answer, so that nothing a reader sees is hidden from the
 * judge. A lone closing mark counts where its format has chat templates that write the opening one.
 * Takes time in proportion to the text.
 *
 * @param text - what a model wrote; empty has no reasoning
 * @example splitReasoning('<think>Hm.</think>No.') // { answer: 'No.', format: '<think>', isClosed: true }
 */
export function splitReasoning(text: string): ReasoningSplit {
  const harmony = splitHarmony(text);
  if (harmony !== undefined) return harmony;
  const lone = loneClosing(text);
  let at = lone?.end ?? 0;
  let name = lone?.name;
  for (;;) {
    const block = blockAt(text, at);
    if (block === undefined) break;
    name ??= block.name;
    if (block.end === undefined) return { answer: '', format: name, isClosed: false };
    at = block.end;
  }
  return name === undefined
    ? { answer: text, isClosed: true }
    : { answer: unwrapped(text.slice(at).trimStart()), format: name, isClosed: true };
}

/** Reasoning in a text: how it is marked, and where it ends, if it does. */
interface Block {
  readonly name: string;
  readonly end: number | undefined;
}

/** The block of reasoning that begins at a place, white space apart; undefined where there is none. */
function blockAt(text: string, from: number): Block | undefined {
  const start = from + (/^[\s\p{Cf}]*/u.exec(text.slice(from))?.[0].length ?? 0);
  for (const { name, open, close, mayLackOpening } of FORMATS) {
    const opening = firstMatch(text, open, start, 'only there');
    const closing = mayLackOpening ? firstMatch(text, close, start, 'only there') : undefined;
    if (closing !== undefined) return { name, end: closing.end };
    if (opening === undefined) continue;
    return { name, end: endOfBlock(text, { open, close }, opening.end) };
  }
  return undefined;
}

/** Marks of one block that are looked at, so that many blocks take time in proportion to the text. */
const MOST_MARKS = 100;

/**
 * Where a block ends whose opening mark is behind us: at the mark that closes it, where blocks are
 * nested in it; at its first closing mark, where they do not match, as when the reasoning names a mark.
 */
function endOfBlock(
  text: string,
  { open, close }: Pick<Format, 'open' | 'close'>,
  from: number,
): number | undefined {
  const first = firstMatch(text, close, from)?.end;
  if (first === undefined) return undefined;
  const marks = new RegExp(`(${close})|${open}`, 'gi');
  marks.lastIndex = from;
  let depth = 1;
  for (let seen = 0; seen < MOST_MARKS; seen += 1) {
    const mark = marks.exec(text);
    if (mark === null) return first;
    depth += mark[1] === undefined ? 1 : -1;
    if (depth === 0) return mark.index + mark[0].length;
  }
  return first;
}

/** What is before a closing mark whose opening one the chat template wrote. */
function loneClosing(text: string): { readonly name: string; readonly end: number } | undefined {
  for (const { name, open, close, mayLackOpening } of FORMATS) {
    const closing = mayLackOpening ? firstMatch(text, close, 0) : undefined;
    if (closing === undefined) continue;
    const opening = firstMatch(text, open, 0);
    if (opening === undefined || opening.end > closing.end) return { name, end: closing.end };
  }
  return undefined;
}

/** Where a mark stands first, from a place on, or only there; undefined where it does not. */
function firstMatch(
  text: string,
  mark: string,
  from: number,
  where: 'from there on' | 'only there' = 'from there on',
): { readonly end: number } | undefined {
  const pattern = new RegExp(mark, where === 'only there' ? 'yi' : 'gi');
  pattern.lastIndex = from;
  const found = pattern.exec(text);
  return found === null ? undefined : { end: found.index + found[0].length };
}

/** An answer without the marks round it. */
function unwrapped(answer: string): string {
  for (const [open, close] of WRAPPERS) {
    if (!beginsWith(answer, open, 0)) continue;
    const inner = answer.slice(open.length).trimStart();
    const end = inner.trimEnd();
    return beginsWith(end, close, end.length - close.length)
      ? end.slice(0, -close.length).trimEnd()
      : inner;
  }
  return answer;
}

/** Whether a text has a mark at a place, in any case. */
function beginsWith(text: string, mark: string, at: number): boolean {
  return text.slice(at, at + mark.length).toLowerCase() === mark.toLowerCase();
}

/** The end of one message and the beginning of the next: the template wrote the beginning of the first. */
const NEXT_MESSAGE = /<\|end\|>\s*<\|start\|>assistant<\|channel\|>/;

/** The channel whose words are reasoning. */
const ANALYSIS = 'analysis';

/**
 * Reads OpenAI's harmony format: messages in channels, of which `analysis` is reasoning, and what is
 * sent `to=` a tool is no answer. Where a server has dropped the special tokens, only the words
 * `analysis…assistantfinal…` are left.
 *
 * @see https://cookbook.openai.com/articles/openai-harmony
 */
function splitHarmony(text: string): ReasoningSplit | undefined {
  const start = text.search(/\S/);
  if (start < 0) return undefined;
  if (beginsWith(text, '<|channel|>', start) || beginsWith(text, '<|start|>', start)) {
    return splitChannels(text.slice(start));
  }
  if (NEXT_MESSAGE.test(text)) return splitChannels(text);
  const final = text.lastIndexOf('assistantfinal');
  if (
    !/^\s*analysis(?=\s*\p{Lu})/u.test(text) &&
    (final < 0 || !beginsWith(text, ANALYSIS, start))
  ) {
    return undefined;
  }
  if (final < 0) {
    // A word of the answer, unless the next one follows without a space.
    return /^\s*analysis\p{Lu}/u.test(text)
      ? { answer: '', format: 'harmony', isClosed: false }
      : undefined;
  }
  const answer = text.slice(final + 'assistantfinal'.length).trimStart();
  return { answer, format: 'harmony', isClosed: true };
}

/** The answer in harmony's channels. */
function splitChannels(text: string): ReasoningSplit {
  const bodies: string[] = [];
  const [before = '', ...messages] = text.split('<|channel|>');
  let isReasoned = before.includes('<|end|>');
  for (const message of messages) {
    const [header = '', ...rest] = message.split('<|message|>');
    const body = rest.join('<|message|>').split(/<\|(?:end|return|start|call)\|>/, 1)[0] ?? '';
    if (header.trim().toLowerCase().startsWith(ANALYSIS) || header.includes('to=')) {
      isReasoned = true;
    } else {
      bodies.push(body);
    }
  }
  const answer = bodies.join('\n').trim();
  return {
    answer,
    format: 'harmony',
    // A message that was begun and says nothing: silence, or cut there.
    isClosed: bodies.length > 0 || !isReasoned,
  };
}
