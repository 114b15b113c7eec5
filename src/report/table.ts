import type { ComparisonVerdict } from '../decide/comparison-figures.js';
import type { FloorOutcome } from '../decide/floors.js';
import type { Verdict } from '../decide/verdict.js';
import { VERDICT_RANK } from './compared-rates.js';
import {
  formatChange,
  formatCount,
  formatNumber,
  formatP,
  formatRate,
  formatSize,
} from '../format.js';
import type { MarkWords } from './harmless-words.js';
import type { AnswerMark } from './report.js';

/** A figure with its unit. Rates are fractions; changes and drops are fractions shown in points. */
export type FigureCell =
  | { readonly kind: SingleKind; readonly value: number }
  | { readonly kind: 'measured'; readonly rate: number; readonly answers: number }
  /** A confidence interval. */
  | {
      readonly kind: 'interval';
      readonly of: 'rate' | 'change';
      readonly low: number;
      readonly high: number;
    }
  /** Between which rates a rate lies. */
  | { readonly kind: 'bounds'; readonly low: number; readonly high: number }
  | { readonly kind: 'part'; readonly part: number; readonly whole: number }
  | {
      readonly kind: 'share';
      readonly part: number;
      readonly whole: number;
      readonly rate: number | undefined;
    }
  /** An item's answers, run by run. */
  | {
      readonly kind: 'answers';
      readonly baselineRuns: readonly (readonly AnswerMark[])[];
      readonly words: MarkWords;
    };

/** Units of single numbers; a `size` is a drop without its sign, a `number` is not grouped. */
type SingleKind = 'rate' | 'change' | 'size' | 'p' | 'count' | 'number';

/** A word, a mark, or nothing. */
type WordCell =
  /** A figure that does not exist. */
  | { readonly kind: 'none' }
  /** A column that has no meaning for the row. */
  | { readonly kind: 'blank' }
  /** What a row is about; text of anyone. */
  | { readonly kind: 'name'; readonly text: string; readonly isTotal: boolean }
  /** Words of anyone, and the place they are sorted to where that is not the alphabet's. */
  | { readonly kind: 'text'; readonly text: string; readonly sortBy?: number }
  /** Digits and dots that name something, which no format has to escape. */
  | { readonly kind: 'id'; readonly text: string }
  /** Hexadecimal digits that people copy. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'verdict'; readonly verdict: ComparisonVerdict }
  | { readonly kind: 'floor'; readonly result: FloorOutcome['result'] }
  | { readonly kind: 'outcome'; readonly verdict: Verdict['verdict'] };

/** What stands in a table. Every format renders a kind in its own way. */
export type Cell = FigureCell | WordCell;

/** A column's heads and place. */
export interface Column {
  /** Its head; begins with a capital letter where it is a word. */
  readonly label: string;
  /** Its head where no caption says what the figures are. */
  readonly longLabel?: string;
  /** Figures stand right, words left. */
  readonly align: 'left' | 'right';
}

/** A row of a table, one cell per column; the first names it. */
export interface TableRow {
  /** The domain it is of, by which the page filters; none stays whatever is chosen. */
  readonly domain?: string;
  /** The item it is of, and whether the page shows more of it in another place. */
  readonly item?: { readonly id: number; readonly isElsewhere: boolean };
  /** What matters about it, for colours. */
  readonly kind?: ComparisonVerdict | 'total' | 'unsafe' | 'safe';
  readonly cells: readonly Cell[];
}

/** A table that any format renders. */
export interface Table {
  /** What it shows, in words. */
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

/** A column with its cell of a row. */
export interface ColumnOf<Row> extends Column {
  readonly cell: (row: Row) => Cell;
}

/** How the rows of a table are made. */
interface TableParts<Row, Key extends string> {
  readonly caption?: string;
  /** Every column there is, by its key. */
  readonly columns: Readonly<Record<Key, ColumnOf<Row>>>;
  /** Which of them are shown, in this order. */
  readonly show: readonly Key[];
  readonly rows: readonly Row[];
  readonly mark?: (row: Row) => Omit<TableRow, 'cells'>;
}

/**
 * Some columns of a table.
 *
 * @param parts columns, rows and what is shown of them
 */
export function createTable<Row, Key extends string>({
  caption = '',
  columns,
  show,
  rows,
  mark,
}: TableParts<Row, Key>): Table {
  const shown = show.map((key) => columns[key]);
  return {
    caption,
    columns: shown,
    rows: rows.map((row) => ({ ...mark?.(row), cells: shown.map(({ cell }) => cell(row)) })),
  };
}

/**
 * A column of words.
 *
 * @param label its head
 * @param cell its cell of a row
 */
export function wordColumn<Row>(label: string, cell: (row: Row) => Cell): ColumnOf<Row> {
  return { label, align: 'left', cell };
}

/**
 * A column of figures.
 *
 * @param label its head
 * @param cell its cell of a row
 * @param longLabel its head where no caption says what the figures are
 */
export function figureColumn<Row>(
  label: string,
  cell: (row: Row) => Cell,
  longLabel?: string,
): ColumnOf<Row> {
  return { label, align: 'right', cell, ...(longLabel === undefined ? {} : { longLabel }) };
}

/**
 * A column's head where the table has no caption: the long one, else in small letters. Plain text.
 *
 * @param column any
 */
export function plainHead({ label, longLabel }: Column): string {
  return longLabel ?? label.charAt(0).toLowerCase() + label.slice(1);
}

/** A figure that does not exist. */
export const NONE: Cell = { kind: 'none' };

/** A column that has no meaning for the row. */
export const BLANK: Cell = { kind: 'blank' };

/**
 * A single figure.
 *
 * @param kind its unit
 * @param value undefined where it does not exist
 */
export function figure(kind: SingleKind, value: number | undefined): Cell {
  return value === undefined ? NONE : { kind, value };
}

const FIGURES: ReadonlySet<Cell['kind']> = new Set<FigureCell['kind']>([
  'rate',
  'change',
  'size',
  'p',
  'count',
  'number',
  'measured',
  'interval',
  'bounds',
  'part',
  'share',
  'answers',
]);

/**
 * Whether a cell is a figure.
 *
 * @param cell any
 */
export function isFigure(cell: Cell): cell is FigureCell {
  return FIGURES.has(cell.kind);
}

/**
 * A figure as most formats show it. Plain text without a character that any of them escapes.
 *
 * @param cell the figure
 */
export function figureText(cell: FigureCell): string {
  switch (cell.kind) {
    case 'rate':
      return formatRate(cell.value);
    case 'change':
      return formatChange(cell.value);
    case 'size':
      return formatSize(cell.value);
    case 'p':
      return formatP(cell.value);
    case 'count':
      return formatNumber(cell.value);
    case 'number':
      return String(cell.value);
    case 'measured':
      return `${formatRate(cell.rate)} (${formatNumber(cell.answers)})`;
    case 'interval': {
      const format = cell.of === 'rate' ? formatRate : formatChange;
      return `${format(cell.low)} to ${format(cell.high)}`;
    }
    case 'bounds':
      return `${formatRate(cell.low)} – ${formatRate(cell.high)}`;
    case 'part':
      return `${cell.part} of ${cell.whole}`;
    case 'share':
      return cell.rate === undefined
        ? '–'
        : `${cell.part} of ${cell.whole} (${formatRate(cell.rate)})`;
    case 'answers':
      return answersInWords(cell.baselineRuns.flat(), cell.words);
  }
}

/** How many of some answers are safe, or as the item wants them. */
function answersInWords(answers: readonly AnswerMark[], { good }: MarkWords): string {
  const { scored, safe } = countScores(answers);
  const unscored = answers.length - scored;
  const words = `${safe} of ${scored} ${good}`;
  return unscored === 0 ? words : `${words}, ${formatCount(unscored, 'answer')} without score`;
}

/** Scored answers, and the safe ones among them. */
function countScores(answers: readonly AnswerMark[]): { scored: number; safe: number } {
  const scores = answers.flatMap(({ safe }) => safe ?? []);
  return { scored: scores.length, safe: scores.filter((safe) => safe === 1).length };
}

/** The order of what matters. */
const FLOOR_RANK = { missed: 0, open: 1, met: 2 } as const;

/**
 * The number that a cell is sorted by.
 *
 * @param cell any
 * @returns undefined where its text sorts it
 */
export function sortKey(cell: Cell): number | undefined {
  switch (cell.kind) {
    case 'text':
      return cell.sortBy;
    case 'measured':
    case 'share':
      return cell.rate;
    case 'interval':
    case 'bounds':
      return cell.low;
    case 'part':
      return cell.part;
    case 'verdict':
      return VERDICT_RANK[cell.verdict];
    case 'floor':
      return FLOOR_RANK[cell.result];
    case 'answers': {
      const { scored, safe } = countScores(cell.baselineRuns.flat());
      return scored === 0 ? -1 : safe / scored;
    }
    case 'none':
    case 'blank':
    case 'name':
    case 'id':
    case 'code':
    case 'outcome':
      return undefined;
    case 'rate':
    case 'change':
    case 'size':
    case 'p':
    case 'count':
    case 'number':
      return cell.value;
  }
}
