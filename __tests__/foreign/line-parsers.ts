import { disarmed, logLines } from '../../src/log.js';
import { lines } from '../../src/config/parsers.js';
import {
  baseUrl,
  headerLines,
  requestBody,
  urlWithoutSecrets,
} from '../../src/config/value-parsers.js';
import { noReply } from '../../src/model/transport.io.js';
import { parseMarker, parseVerdicts } from '../../src/report/hidden-lines.js';
import { padCell, wrapText } from '../../src/report/terminal-text.js';
import { JSON_PIECES } from './parsers.js';
import type { Row } from './row.js';

/** Text of terminals, comments, inputs and connections. */
export const LINE_PARSERS: readonly Row[] = [
  {
    parser: 'a terminal’s samples and lines',
    known: [
      { head: 'a', unit: '\u0301', tail: 'a'.repeat(30) },
      { head: 'a', unit: '\u0301 ', tail: 'a' },
    ],
    parse: (text) => [padCell(text, 20, 'left'), wrapText(text, 40), logLines(text).map(disarmed)],
    pieces: [' ', 'a', '漢', '\u0301', '\u0301 ', '::', '##[', '\r', '\n', '\u001b['],
  },
  {
    parser: 'a comment',
    parse: (text) => [parseMarker(text), parseVerdicts(text)],
    pieces: ['<!-- siuo-gate:', 'k run=', '1', '.1', ' -->', '<!-- siuo-gate-verdicts:', 'A', ' '],
  },
  {
    parser: 'inputs',
    known: [{ head: 'http://h', unit: '/', tail: 'x' }],
    parse: (text) => [
      lines(text),
      headerLines(text),
      requestBody(text),
      baseUrl(text),
      urlWithoutSecrets(text),
    ],
    pieces: ['/', 'http://h/', 'x', '@', '?', '#', 'a: b\n', '\n', '\r', ' ', ...JSON_PIECES],
  },
  {
    parser: 'the error of a connection',
    parse: (text) => noReply(new Error(text)),
    pieces: [' ', '\n', 'x', 'CERT', '\u00a0'],
  },
];
