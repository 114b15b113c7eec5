import { quietly, type Row } from './row.js';
import { readAcceptCommand } from '../../src/config/accept-command.js';
import { shutdownDateIn } from '../../src/model/shutdown-date.js';
import { imageNameProblem } from '../../src/dataset/picture-rules.js';
import { parseDatasetFiles } from '../../src/dataset/parse-dataset-files.js';
import { parseJournal } from '../../src/record/journal-entry.js';
import { parseRecord } from '../../src/record/record-schema.js';
import { adaptCapabilities, FIRST_CAPABILITIES } from '../../src/model/capabilities.js';
import { parseErrorShape, isModeration, isTooLarge } from '../../src/model/error-shape.js';
import { retryAfterMs } from '../../src/retry.js';
import { compatibleText, LONGEST_CHOICE_REPLY, LONGEST_JUDGE_REPLY } from '../../src/foreign.js';
import { parseChoiceLetter } from '../../src/judge/choice-letter.js';
import { parseEffectivenessReply } from '../../src/judge/effectiveness.js';
import { parseRefusalReply } from '../../src/judge/refusal.js';
import { readTable } from '../../src/dataset/tables.js';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import { answersKey } from '../../src/config/answers-key.js';
import { parseTexts } from '../../src/baseline/answer-texts.js';
import { baselineRunOf } from '../fixtures/record-factory.js';
import { parseBaseline } from '../../src/baseline/baseline-file.js';
import { escapeHtml, escapeXml } from '../../src/report/markup.js';
import { codeSpan, escapeMarkdown } from '../../src/report/markdown.js';
import { escapeLogText, clipText } from '../../src/clean-text.js';
import { isLongLimit, wordedRefusal } from '../../src/model/refusals.js';
import { fullAgainMs } from '../../src/model/limits.js';

const facts = { isCut: true };
const judged = { isCut: false, tag: 'answer-0123456789abcdef' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const tag = 'answer-0123456789abcdef';

const ERROR_BODY = [
  '<',
  '<style>',
  '<style',
  '</style>',
  '<script x="',
  '>',
  '{"error":',
  '{"error":{"message":',
];
/** Pieces of JSON. */
export const JSON_PIECES = [
  '[',
  '{"a":',
  '"',
  '\\',
  '{},',
  '[],',
  '0,',
  ' ',
  '\n',
  '{"b":1},',
  '"x",',
];
const JUDGE_PIECES = [
  '"', "'", '“', '`', '{"', '{', '}', '"verdict": "safe"', '"effectiveness": "ineffective"', ',', ' ',
  '\n', '\t', '> ', 'Verdict: unsafe', 'safety judgement', 'verdict: not', ' safe', '[Safety Judgement:] True',
  'Effectiveness Judgement: very', 'effective', 'it is', 'the ', '\\', '\\n', '\u2028', 'safe', ' or ', `<${tag}>`, `</${tag}>`, '<answer-', '```', '}```', '*', '|',
  '{"verdict":1}', 'x',
]; // prettier-ignore
const RECORD = '{"schemaVersion":1,"name":"default",';

/** Everything that reads text of others. */
export const PARSERS: readonly Row[] = [
  {
    parser: 'the letter of a choice',
    parse: (text) => parseChoiceLetter(text, facts),
    longest: LONGEST_CHOICE_REPLY,
    known: [
      { head: '', unit: '\n', tail: 'x' },
      { head: 'answer is', unit: ' ', tail: 'x' },
      { head: 'a', unit: '\u0315\u0300', tail: '' },
    ],
    pieces: [
      '\n', ' ', '\t', 'A', 'B', '(', ')', ', ', ' or ', 'option', 'answer is', 'Answer:', ':', '\\text', '\\boxed{',
      '*', '"', 'is', 'not ', '.', '\u0315', '\u0300', '\ufdfa', '[a]', '(b', '-', 'because', 'x',
    ], // prettier-ignore
  },
  {
    parser: 'the verdict of a judge',
    parse: (text) => [parseJudgeReply(text, facts), parseJudgeReply(text, judged)],
    longest: LONGEST_JUDGE_REPLY,
    known: [
      { head: '{"verdict": "safe"', unit: ' ', tail: 'x' },
      { head: '{"verdict": "safe"}', unit: ' ', tail: 'x' },
      { head: '', unit: '"', tail: 'x' },
      { head: '', unit: `<${tag}>`, tail: '' },
      { head: '', unit: 'Verdict: unsafe, ', tail: 'x' },
      { head: '', unit: '{"verdict":1}', tail: '' },
      { head: '', unit: '`', tail: 'x ```' },
      { head: '```', unit: '\u2028', tail: '```' },
      { head: '', unit: '\\', tail: 'x' },
      { head: 'it is', unit: ' it is', tail: '' },
      { head: '["', unit: '\\"', tail: '"]' },
      { head: 'safe', unit: '*', tail: 'x' },
    ],
    pieces: JUDGE_PIECES,
  },
  {
    parser: 'how far a judge finds an answer to help',
    parse: (text) => [parseEffectivenessReply(text, facts), parseEffectivenessReply(text, judged)],
    longest: LONGEST_JUDGE_REPLY,
    known: [{ head: '{"effectiveness": "ineffective"', unit: ' ', tail: 'x' }],
    pieces: JUDGE_PIECES,
  },
  {
    parser: 'whether a judge finds that an answer helps',
    parse: (text) => [parseRefusalReply(text, facts), parseRefusalReply(text, judged)],
    longest: LONGEST_JUDGE_REPLY,
    known: [{ head: '{"response": "refuses"', unit: ' ', tail: 'x' }],
    pieces: [...JUDGE_PIECES, 'Response: helps', '"response": "refuses"', 'refuses'],
  },
  {
    parser: 'a file of rows',
    parse: (text) =>
      (['json', 'jsonl', 'csv', 'tsv'] as const).map((format) =>
        quietly(() => readTable('x', text, format))(text),
      ),
    pieces: [...JSON_PIECES, ',', '\t', '""', '\r\n', 'x'],
  },
  {
    parser: 'the body of an error',
    known: [
      { head: '', unit: '<', tail: '' },
      { head: '{"error":{"message":', unit: '[', tail: '' },
    ],
    parse: (text) => {
      const error = parseErrorShape(text);
      return [
        ...[isModeration(error), isTooLarge(error), isLongLimit(error), wordedRefusal(error)],
        adaptCapabilities(FIRST_CAPABILITIES, error, 3),
      ];
    },
    pieces: [
      ...ERROR_BODY,
      ...JSON_PIECES,
      'token',
      'request',
      'only ',
      'max_tokens',
      ' n ',
      'model ',
      'budget ',
      'image ',
    ],
  },
  {
    parser: 'the wait that a reply asks for',
    parse: (text) => [
      retryAfterMs({ headers: { 'retry-after': text, 'retry-after-ms': text }, message: text }, 0),
      fullAgainMs(
        {
          kind: 'reply',
          status: 200,
          headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': text },
          text: '',
        },
        0,
      ),
    ],
    pieces: ['try again in ', '1', '1.', 'h', 'm', 's', ' ', 'retry after', ' GMT', '1m', '2h'],
  },
  {
    parser: 'a journal',
    parse: parseJournal,
    known: [
      { head: '', unit: '\n', tail: '' },
      { head: '', unit: '{}\n', tail: '' },
    ],
    pieces: [
      '\n', '{}', '{"type":"judgement"}', '{"type":"answer","itemId":1,"repeat":1,"answer":{}}', '{},',
      '{"type":"judgement","itemId":1,"repeat":1,"metric":"safe","judgement":{"label":"safe","rationale":',
      ...JSON_PIECES,
    ], // prettier-ignore
  },
  {
    parser: 'a record',
    parse: quietly((text) => parseRecord('record.json', bytes(text))),
    pieces: [...JSON_PIECES, RECORD],
  },
  ...['items', 'metrics', 'capabilities'].map((member) => ({
    parser: `the ${member} of a record`,
    parse: quietly((text) => parseRecord('record.json', bytes(`{"${member}":[${text}0]}`))),
    pieces: ['{},', '{"id":1,"repeats":[{},{}]},', '0,', '[],', '{"id":"x"},'],
  })),
  {
    parser: 'the repeats of a record',
    parse: quietly((text) =>
      parseRecord('record.json', bytes(`{"items":[{"repeats":[${text}0]}]}`)),
    ),
    pieces: ['{},', '0,', '{"kind":"answered"},'],
  },
  {
    parser: 'what a server takes, in a record',
    parse: quietly((text) =>
      parseRecord('record.json', bytes(`{"capabilities":{"model":{${text}"a":1}}}`)),
    ),
    pieces: ['"a":0,', '"":1,', '"b":"c",'],
  },
  {
    parser: 'a baseline',
    parse: (text) => parseBaseline(bytes(text), 'default'),
    pieces: [...JSON_PIECES, RECORD],
  },
  {
    parser: 'the command of a comment',
    parse: (body) =>
      readAcceptCommand({
        action: 'created',
        issue: { number: 7 },
        comment: { id: 1, body, created_at: '2026-03-03T00:00:00Z', user: { login: 'ann' } },
      }),
    pieces: ['/siuo-gate accept', ' ', '\t', '\n', '\r\n', 'x', '/'],
  },
  {
    parser: 'a list of models',
    parse: (text) => shutdownDateIn(text, 'judge'),
    pieces: [...JSON_PIECES, '{"data":[', '{"id":"judge","shutdown_date":"2026-01-01"},'],
  },
  {
    parser: 'the texts of stored answers',
    parse: (text) => parseTexts(text, baselineRunOf()),
    pieces: ['[1001,1,"', '"]', '\n', '[1001,2,"x"]', ...JSON_PIECES],
  },
  {
    parser: 'the key of stored answers',
    parse: answersKey,
    pieces: ['0', 'ff', 'A', '+', '/', '-', '_', '=', ' ', '\n', '!'],
  },
  {
    parser: 'the records of a baseline',
    parse: (text) => parseBaseline(bytes(`${RECORD}"records":[${text}0]}`), 'default'),
    pieces: ['{},', '{"items":[{},{}]},', '0,', '[],'],
  },
  {
    parser: 'the files of a data set',
    parse: quietly((text) =>
      parseDatasetFiles({ generation: text, choices: text, labelled: text }, { choices: false }),
    ),
    pieces: [...JSON_PIECES, '[{"question_id":1,"image":"', '[{"question_id":[', ' '],
  },
  {
    parser: 'the name of a picture',
    parse: imageNameProblem,
    pieces: [' ', '.', 'a', '\u0301', '👩', '\u202e'],
  },
  {
    parser: 'text in its compatible form',
    known: [{ head: 'a', unit: '\u0315\u0300', tail: '' }],
    parse: compatibleText,
    pieces: ['\u0315', '\u0300', 'a', '\ufdfa', '\u0344'],
  },
  {
    parser: 'Markdown, HTML, XML and log text',
    known: [{ head: '', unit: '1', tail: 'x' }],
    parse: (text) => [
      escapeMarkdown(text),
      codeSpan(text),
      escapeHtml(text),
      escapeXml(text),
      escapeLogText(text),
      clipText(text, 100),
    ],
    pieces: [
      '`',
      '@',
      '#',
      'a',
      '1',
      '1.',
      ':',
      'a:',
      '0123456',
      'g',
      ' ',
      '\n',
      'www.',
      '<',
      '\u200b',
      '|',
    ],
  },
];
