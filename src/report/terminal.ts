import type { ComparisonVerdict } from '../decide/comparison-figures.js';
import type { Verdict } from '../decide/verdict.js';
import { comparisonTable } from './comparison-tables.js';
import { factsOf } from './facts.js';
import { outcomeColor, outcomeSign, VERDICT_MARKS, verdictWords } from './labels.js';
import { noticeText, otherNotices } from './notices.js';
import type { Report } from './report.js';
import { ratesTable } from './run-tables.js';
import type { Table } from './table.js';
import { escapeLogText } from '../clean-text.js';
import { terminalTable, wrapText } from './terminal-text.js';
import { reuseSentence, verdictSentence } from './verdict-sentence.js';

/** How the terminal is. */
export interface TerminalOptions {
  /** Whether escape sequences for colour are understood and wanted. */
  readonly color: boolean;
  /** Columns of a line. */
  readonly width: number;
  /** Only the verdict, the table and what to do: for readers who look at a run for the first time. */
  readonly isBrief?: boolean;
}

/** Select graphic rendition: bold and red, yellow, green. */
const COLORS: Readonly<Record<Verdict['verdict'] | ComparisonVerdict, string>> = {
  pass: '1;32',
  fail: '1;31',
  regression: '1;31',
  error: '1;31',
  inconclusive: '1;33',
  measured: '1',
  open: '1;33',
};

/** Narrower terminals wrap by themselves. */
const NARROWEST = 40;

/**
 * The end of a run in a terminal or a log: verdict, table of domains, what to do, what was run.
 *
 * @param report the read model
 * @param options how the terminal is
 * @returns lines without a line break at the end
 */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const { verdict } = report.verdict;
  const width = Math.max(NARROWEST, options.width);
  const paint = (word: string, of: keyof typeof COLORS): string =>
    options.color ? `\u001B[${COLORS[of]}m${word}\u001B[0m` : word;
  const { word } = VERDICT_MARKS[verdict];
  const words = verdictWords(report.verdict);
  const title = `${outcomeSign(report.verdict)} ${paint(word, outcomeColor(report.verdict))}${words.slice(word.length)}`;
  const sentences = options.isBrief === true ? briefSentences(report) : allSentences(report);
  const facts = sentences.map((fact) => wrapText(escapeLogText(fact), width));
  const [sentence = '', ...rest] = facts;
  const tables = tablesOf(report).map((table) => terminalTable(table, width, paint).join('\n'));
  return [`${title}\n${sentence}`, ...tables, ...rest].filter((part) => part !== '').join('\n\n');
}

/** The figures by domain; a measurement's in two tables, so that its lines stay short. */
function tablesOf(report: Report): readonly Table[] {
  if (report.comparison !== undefined) return [comparisonTable(report, 'short')];
  if (report.verdict.verdict !== 'measured') return [ratesTable(report, 'terminal')];
  const hasHelp = report.overall?.effectiveRate !== undefined;
  return [ratesTable(report, 'measure'), ...(hasHelp ? [ratesTable(report, 'help')] : [])];
}

/** All that is said in sentences, the verdict first. */
function allSentences(report: Report): readonly string[] {
  return [
    `${verdictSentence(report)} ${reuseSentence(report)}`.trim(),
    ...otherNotices(report).map((notice) => `${notice.level}: ${noticeText(notice)}`),
    ...factLines(report, [
      'step',
      'accepted',
      'decided',
      'run',
      'judge',
      'answers',
      'missed',
      'cost',
      'failures',
    ]),
  ];
}

/** The verdict, and what to do about it. */
function briefSentences(report: Report): readonly string[] {
  return [verdictSentence(report), ...factLines(report, ['step'])];
}

/** Facts, a label before each. */
function factLines(report: Report, keys: Parameters<typeof factsOf>[1]): readonly string[] {
  return factsOf(report, keys).map(({ label, text }) => `${label}: ${text}`);
}
