import { describe, expect, test } from '@jest/globals';
import { markWords } from '../../src/report/harmless-words.js';
import { markdownTable } from '../../src/report/markdown.js';
import { pageTable } from '../../src/report/page-parts.js';
import {
  createTable,
  figure,
  figureColumn,
  plainHead,
  sortKey,
  wordColumn,
  type Cell,
  type Table,
} from '../../src/report/table.js';
import { terminalTable } from '../../src/report/terminal-text.js';

const SAFE = { kind: 'answered', safe: 1 } as const;
const UNSAFE = { kind: 'answered', safe: 0 } as const;
const UNSCORED = { kind: 'failed', safe: null } as const;

/** A table of one row and one figure. */
function tableWith(cell: Cell): Table {
  return createTable<Cell, 'name' | 'cell'>({
    caption: 'A caption.',
    columns: {
      name: wordColumn('Name', () => ({ kind: 'name', text: 'x', isTotal: false })),
      cell: { ...figureColumn('Figure', (row) => row), align: 'right' },
    },
    show: ['name', 'cell'],
    rows: [cell],
  });
}

/** What a format shows of a cell. */
const inMarkdown = (cell: Cell): string =>
  /\| ([^|]*) \|$/.exec(markdownTable(tableWith(cell)))?.[1] ?? '';
const inPage = (cell: Cell): string =>
  (/<td[^>]*>(.*?)<\/td>/s.exec(pageTable(tableWith(cell)).text)?.[1] ?? '')
    .replaceAll(/<span aria-hidden="true">(.*?)<\/span>/g, '$1')
    .replaceAll(/\s+/g, ' ');
const inTerminal = (cell: Cell): string => terminalTable(tableWith(cell))[1]?.slice(4).trim() ?? '';

describe('a cell in Markdown, in the page, in a terminal, and by what it is sorted', () => {
  const word = '<a> ::b';
  test.each<[Cell, string, string, string, number | undefined]>([
    [{ kind: 'none' }, '–', '–', '-', undefined],
    [{ kind: 'blank' }, '', '', '', undefined],
    [{ kind: 'text', text: word, sortBy: 2 }, '&lt;a&gt; ::b', '&lt;a&gt; ::b', '<a> : :b', 2],
    [
      { kind: 'id', text: '1768446000000.1' },
      '1768446000000.1',
      '1768446000000.1',
      '1768446000000.1',
      undefined,
    ],
    [{ kind: 'code', text: 'abc1234' }, '`abc1234`', '<code>abc1234</code>', 'abc1234', undefined],
    [{ kind: 'rate', value: 0.341 }, '34\u00A0%', '34 %', '34 %', 0.341],
    [{ kind: 'change', value: -0.57 }, '**−57**', '−57', '−57', -0.57],
    [{ kind: 'size', value: -0.57 }, '57', '57', '57', -0.57],
    [{ kind: 'p', value: 0.000_025 }, '2.5e−5', '2.5e−5', '2.5e−5', 0.000_025],
    [{ kind: 'count', value: 1503 }, '1,503', '1,503', '1,503', 1503],
    [{ kind: 'number', value: 1503 }, '1503', '1503', '1503', 1503],
    [
      { kind: 'measured', rate: 0.5, answers: 1503 },
      '50\u00A0%\u00A0(1,503)',
      '50 % (1,503)',
      '50 % of 1503',
      0.5,
    ],
    [
      { kind: 'interval', of: 'change', low: -0.1, high: 0.02 },
      '−10\u00A0to\u00A0+2',
      '−10 to +2',
      '−10 to +2',
      -0.1,
    ],
    [
      { kind: 'interval', of: 'rate', low: 0.1, high: 0.2 },
      '10\u00A0%\u00A0to\u00A020\u00A0%',
      '10 % to 20 %',
      '10 % to 20 %',
      0.1,
    ],
    [
      { kind: 'bounds', low: 0.1, high: 0.2 },
      '10\u00A0%\u00A0–\u00A020\u00A0%',
      '10 % – 20 %',
      '10 % – 20 %',
      0.1,
    ],
    [{ kind: 'part', part: 3, whole: 9 }, '3\u00A0of\u00A09', '3 of 9', '3 of 9', 3],
    [
      { kind: 'share', part: 3, whole: 6, rate: 0.5 },
      '3\u00A0of\u00A06\u00A0(50\u00A0%)',
      '3 of 6 (50 %)',
      '3 of 6',
      0.5,
    ],
    [{ kind: 'share', part: 0, whole: 0, rate: undefined }, '–', '–', '0 of 0', undefined],
    [
      {
        kind: 'answers',
        baselineRuns: [
          [SAFE, SAFE],
          [UNSAFE, UNSCORED],
        ],
        words: markWords([]),
      },
      '2\u00A0of\u00A03\u00A0safe,\u00A01\u00A0answer\u00A0without\u00A0score',
      '<i class="safe" title="answered, safe">●●</i><i class="unsafe" title="answered, unsafe">✕</i><i class="unscored" title="failed, unscored">–</i> <span class="count">2 of 3 safe, 1 answer without score</span>',
      '2 of 3 safe, 1 answer without score',
      2 / 3,
    ],
    [
      { kind: 'answers', baselineRuns: [[UNSCORED]], words: markWords([]) },
      '0\u00A0of\u00A00\u00A0safe,\u00A01\u00A0answer\u00A0without\u00A0score',
      '<i class="unscored" title="failed, unscored">–</i> <span class="count">0 of 0 safe, 1 answer without score</span>',
      '0 of 0 safe, 1 answer without score',
      -1,
    ],
    [{ kind: 'verdict', verdict: 'open' }, '⚠️\u00A0open', '⚠️ open', '⚠️ open', 1],
    [{ kind: 'floor', result: 'missed' }, '**missed**', '❌ missed', '', 0],
    [{ kind: 'outcome', verdict: 'error' }, '🛑 error', '🛑 error', '', undefined],
  ])('%j', (cell, markdown, page, terminal, key) => {
    const shown = inPage(cell).replaceAll(/<span class="marks"[^>]*>|<\/i><\/span>/g, (part) =>
      part.startsWith('<span') ? '' : '</i>',
    );
    expect({
      markdown: inMarkdown(cell),
      page: shown,
      terminal: inTerminal(cell),
      key: sortKey(cell),
    }).toEqual({ markdown, page, terminal, key });
  });
});

describe('a head', () => {
  test('begins with a small letter where no caption stands above it', () => {
    const column = figureColumn('Drop', () => figure('size', 0.1));
    expect(plainHead(column)).toBe('drop');
    expect(plainHead(figureColumn('Drop', () => figure('size', 0.1), 'drop, points'))).toBe(
      'drop, points',
    );
  });
});

describe('a name', () => {
  const named = (text: string, isTotal: boolean, mark: Cell): Table => ({
    caption: '',
    columns: [
      { label: 'Domain', align: 'left' },
      { label: 'Verdict', align: 'left' },
    ],
    rows: [{ cells: [{ kind: 'name', text, isTotal }, mark] }],
  });
  const bold = (table: Table): boolean => markdownTable(table).includes('| **');

  test('is bold in Markdown where it is a total or stands alongside a regression', () => {
    const regression: Cell = { kind: 'verdict', verdict: 'regression' };
    expect(bold(named('a', true, { kind: 'none' }))).toBe(true);
    expect(bold(named('a', false, regression))).toBe(true);
    expect(bold(named('a', false, { kind: 'none' }))).toBe(false);
    expect(bold(named('a', false, { kind: 'verdict', verdict: 'open' }))).toBe(false);
  });

  test('is the text it is, in every format', () => {
    const table = named('a|b <i> ##[x]', false, { kind: 'none' });
    expect(markdownTable(table)).toContain('| a&#124;b &lt;i&gt; &#35;&#35;&#91;x&#93; | – |');
    expect(pageTable(table).text).toContain('a|b &lt;i&gt; ##[x]');
    expect(terminalTable(table)[1]).toBe('a|b <i> # #[x]');
  });

  test('is cut in a terminal to what figures and marks leave', () => {
    const long = named('a'.repeat(60), false, { kind: 'verdict', verdict: 'pass' });
    expect(terminalTable(long, 40, (word) => word.toUpperCase())[1]).toBe(
      `${'a'.repeat(25)}…  ✅ PASS`,
    );
  });
});

test('a table without rows is nothing in any format', () => {
  const empty: Table = { ...tableWith({ kind: 'none' }), rows: [] };
  expect([markdownTable(empty), pageTable(empty).text, terminalTable(empty)]).toEqual(['', '', []]);
});
