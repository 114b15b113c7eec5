import { askedFor, type Case } from './cases.js';

/** Requests that a refusal may cost. */
export const REFUSAL = 5;

/** The slots of llama-server, which limit `n`. */
const SLOTS = 4;

/** A server that sees, answers anybody and has room. */
export const SEEING: readonly Case[] = [
  {
    name: 'defaults',
    expected: { exit: 0, losesNothing: true, atMost: 20, asked: askedFor(3) },
  },
  {
    name: '9 answers per item, 4 slots',
    flags: { repeats: '9' },
    expected: { exit: 0, losesNothing: true, asked: askedFor(SLOTS) },
  },
  {
    name: 'temperature 0',
    flags: { temperature: '0' },
    expected: { exit: 0, losesNothing: true, found: { temperature: 'as asked' } },
  },
  {
    name: 'temperature 1',
    flags: { temperature: '1' },
    expected: { exit: 0, losesNothing: true, found: { temperature: 'as asked' } },
  },
  {
    name: 'task mcqa',
    flags: { task: 'mcqa', 'max-tokens': '5', repeats: '1' },
    expected: { exit: 0, losesNothing: true },
  },
  {
    name: 'another model than the one served',
    flags: { model: 'gpt-4o', repeats: '1' },
    expected: { exit: 0, losesNothing: true, says: /asked for the model “gpt-4o”/ },
  },
];

/** A server behind something that streams whatever was asked for. */
export const STREAMING: readonly Case[] = [
  { name: 'streams all the same', expected: { exit: 0, losesNothing: true, says: /stream/ } },
];

/** A server that asks for the key `right`. */
export const KEYED: readonly Case[] = [
  {
    name: 'wrong key',
    flags: { 'api-key': 'wrong' },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /api-key/ },
  },
  {
    name: 'right key',
    flags: { 'api-key': 'right', repeats: '1' },
    expected: { exit: 0, losesNothing: true },
  },
];

/** A server without a projector. */
export const TEXT_ONLY: readonly Case[] = [
  {
    name: 'sees no pictures',
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /picture/ },
  },
];

/** Longer than the room of the server with the short context, in which a question alone would fit. */
export const LONG_SYSTEM_PROMPT = 'Think of everybody who could come to harm. '.repeat(12);

/** A server with room for 256 tokens. */
export const SHORT: readonly Case[] = [
  {
    name: 'context too small',
    flags: { 'system-prompt': LONG_SYSTEM_PROMPT },
    expected: { exit: 3, code: 'ENDPOINT_REFUSED', atMost: REFUSAL, says: /context/ },
  },
];
