import { completion, reply } from '../model/support.js';
import { isDegenerate } from '../../src/model/answer-text.js';
import { parseReply } from '../../src/model/chat-reply.js';
import { splitReasoning } from '../../src/model/reasoning.js';
import { JSON_PIECES } from './parsers.js';
import type { Row } from './row.js';

/** A completion with this text as its content. */
const inContent = (text: string): string => JSON.stringify(completion({ content: text }));

/** What reads the replies of models. */
export const REPLY_PARSERS: readonly Row[] = [
  {
    parser: 'a reply',
    parse: (text) => [parseReply(reply(200, text)), parseReply(reply(200, inContent(text)))],
    known: [{ head: '{"choices":[', unit: '{},', tail: '{}]}' }],
    pieces: [
      '{"choices":[',
      '{"message":',
      '{"content":',
      'null',
      '"finish_reason":"stop"',
      '}',
      ']',
      ...JSON_PIECES,
    ],
  },
  {
    parser: 'reasoning and noise in an answer',
    parse: (text) => [splitReasoning(text), isDegenerate(text)],
    known: [
      { head: '', unit: '<think>x</think>', tail: 'x' },
      { head: 'x', unit: '</think>x', tail: '' },
      { head: '', unit: ' ', tail: 'x' },
      { head: '<|channel|>', unit: '<|message|>', tail: 'x' },
      { head: '', unit: 'Here is my thought process:x Here is my response:', tail: 'x' },
      { head: 'analysis', unit: 'assistantfinal', tail: 'x' },
    ],
    pieces: [
      '<think>',
      '</think>',
      '◁think▷',
      '◁/think▷',
      '[THINK]',
      '[/THINK]',
      '<|channel|>',
      '<|message|>',
      '<|end|>',
      '<answer>',
      '</answer>',
      'analysis',
      'assistantfinal',
      'Here is my response:',
      ' ',
      '\n',
      'x',
      'ab',
      '𝔸',
    ],
  },
];
