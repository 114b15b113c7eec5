import { z } from 'zod';
import { clipText } from '../clean-text.js';
import { sampleKey } from '../decide/samples.js';
import { GateError } from '../errors.js';
import { linesOf, LONGEST_LINE, MOST_LINES, parseJson } from '../foreign.js';
import type { Answer } from '../model/answer.js';
import { readChoice } from '../model/choice-answer.js';
import { parseEntry } from './journal-entry.js';
import { sampleResult, type SampleResult, type SweepResults } from './results.js';

/** Answers per item that are taken. */
const MOST_REPEATS = 100;

/**
 * One line of answers from another tool. Without a `repeat` the answers of an item are numbered as
 * they come; an answer of null is one that never came.
 */
const lineSchema = z.object({
  item: z.number().int().positive(),
  repeat: z.number().int().min(1).max(MOST_REPEATS).optional(),
  answer: z.string().nullable(),
  truncated: z.boolean().optional(),
});

/**
 * Reads answers that another tool wrote, one JSON object per line: `{"item": 1001, "repeat": 1,
 * "answer": "…"}`. Lines of our own answers.jsonl are read too; what a judge said there is passed over.
 * Words are read as a server's reply is: reasoning is taken off, and nothing at all is an empty answer.
 *
 * @param name the file, for errors
 * @param text its content
 * @throws GateError RECORD_INVALID naming the line
 * @see docs/measure.md
 */
export function parseForeignAnswers(name: string, text: string): SweepResults {
  const results = new Map<string, SampleResult>();
  const counted = new Map<number, number>();
  let at = 0;
  for (const line of linesOf(text)) {
    at += 1;
    if (at > MOST_LINES) throw invalid(name, `it has more than ${MOST_LINES} lines`);
    if (line.trim() === '') continue;
    if (line.length > LONGEST_LINE) throw invalid(name, `line ${at} is too long`);
    const entry = parseEntry(line);
    if (entry !== undefined && entry.type !== 'answer') continue;
    const given = entry ?? foreignAnswer(name, line, { at, counted });
    const sample = { itemId: given.itemId, repeat: given.repeat };
    const key = sampleKey(sample);
    if (results.has(key)) throw invalid(name, `line ${at} answers ${key} again`);
    counted.set(sample.itemId, Math.max(counted.get(sample.itemId) ?? 0, sample.repeat));
    results.set(key, sampleResult(sample, given.answer));
  }
  if (results.size === 0) throw invalid(name, 'it holds no answer');
  return results;
}

/** Where a line stands, and how many answers its items have by then. */
interface LinePlace {
  readonly at: number;
  readonly counted: ReadonlyMap<number, number>;
}

/** The answer of a line of another tool. */
function foreignAnswer(
  name: string,
  line: string,
  { at, counted }: LinePlace,
): { readonly itemId: number; readonly repeat: number; readonly answer: Answer } {
  const parsed = lineSchema.safeParse(parseJson(line));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    const fault = clipText(issue?.message ?? 'invalid', 120);
    throw invalid(name, `line ${at}${field === '' ? '' : ` at ${field}`}: ${fault}`);
  }
  const { item, repeat = (counted.get(item) ?? 0) + 1, answer, truncated = false } = parsed.data;
  if (repeat > MOST_REPEATS) {
    throw invalid(name, `item ${item} has more than ${MOST_REPEATS} answers`);
  }
  return { itemId: item, repeat, answer: answerOf(answer, truncated) };
}

/** What the model said. */
function answerOf(words: string | null, isTruncated: boolean): Answer {
  if (words === null) return { kind: 'failed', cause: 'unreadable', detail: '' };
  const finish = isTruncated ? 'length' : 'stop';
  const read = readChoice({ finish_reason: finish, message: { content: words } });
  return read?.answer ?? { kind: 'empty' };
}

/** The error for a file that holds no answers as they are documented. */
function invalid(name: string, fault: string): GateError {
  return new GateError(
    'RECORD_INVALID',
    `The answers ${JSON.stringify(name)} cannot be used: ${fault}.`,
    {
      remedy:
        'Give one JSON object per line, such as {"item": 1001, "repeat": 1, "answer": "…"} (docs/measure.md).',
    },
  );
}
