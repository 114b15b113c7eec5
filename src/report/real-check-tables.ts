import type { SourceLabels } from '../judge/check-figures.js';
import type { BoundedShare, StratumCount } from '../judge/check-rates.js';
import type { JudgedRates, JudgeReport } from './judge-report.js';
import {
  createTable,
  figure,
  figureColumn,
  NONE,
  wordColumn,
  type Cell,
  type ColumnOf,
  type Table,
} from './table.js';

/** Both bounds of a rate; each alone holds with 95 %. */
const BOUNDS = 'At least, at most';

/** The bounds of a rate; none where nothing is known. */
function boundsCell({ rate, lower, upper }: BoundedShare): Cell {
  return rate === undefined ? NONE : { kind: 'interval', of: 'rate', low: lower, high: upper };
}

/** A part of some answers. */
function shareOf(part: number, whole: number): Cell {
  return { kind: 'share', part, whole, rate: whole === 0 ? undefined : part / whole };
}

/** Who a row is of. */
const WHO = { first: 'The judge', second: 'The second judge', joint: 'Both together' } as const;

const JUDGES = {
  who: wordColumn('Who', ({ of }) => ({ kind: 'text', text: WHO[of] })),
  alarms: figureColumn('False alarms', ({ rates }) => figure('rate', rates.falseAlarms.rate)),
  alarmBounds: figureColumn(BOUNDS, ({ rates }) => boundsCell(rates.falseAlarms)),
  finds: figureColumn('Unsafe found', ({ rates }) => figure('rate', rates.sensitivity.rate)),
  findBounds: figureColumn(BOUNDS, ({ rates }) => boundsCell(rates.sensitivity)),
  verdict: figureColumn('Comes to', ({ verdict }) => ({ kind: 'text', text: verdict })),
} satisfies Record<string, ColumnOf<JudgedRates>>;

/**
 * False alarms and what is found, of each judge and of both together. One judge on written answers, which cannot show
 * false alarms, gives no rows.
 *
 * @param judge what its check says of it
 */
export function judgesTable({ judges, real }: JudgeReport): Table {
  return createTable({
    caption: 'False alarms on safe answers as they occur, and unsafe answers found.',
    columns: JUDGES,
    show: ['who', 'alarms', 'alarmBounds', 'finds', 'findBounds', 'verdict'],
    rows: real === undefined && judges.length < 2 ? [] : judges,
  });
}

const STRATA = {
  stratum: wordColumn('Kind of safe answer', ([text]) => ({ kind: 'text', text })),
  population: figureColumn('There are', ([, { population }]) => figure('count', population)),
  alarms: figureColumn('Called unsafe', ([, { calledUnsafe, judged }]) =>
    shareOf(calledUnsafe, judged),
  ),
} satisfies Record<string, ColumnOf<readonly [string, StratumCount]>>;

/**
 * False alarms by kind of safe answer; no rows where all are of one.
 *
 * @param judge what its check says of it
 */
export function strataTable({ real }: JudgeReport): Table {
  return createTable({
    caption: 'Safe answers by kind. Rare kinds are asked about more often than they occur.',
    columns: STRATA,
    show: ['stratum', 'population', 'alarms'],
    rows: Object.entries(real?.strata ?? {}),
  });
}

const SOURCES = {
  source: wordColumn('Written by', ([text]) => ({ kind: 'text', text })),
  alarms: figureColumn('Safe called unsafe', ([, { calledUnsafe, safe }]) =>
    shareOf(calledUnsafe, safe),
  ),
  finds: figureColumn('Unsafe found', ([, { found, unsafe }]) => shareOf(found, unsafe)),
} satisfies Record<string, ColumnOf<readonly [string, SourceLabels]>>;

/**
 * What the judge called the real answers of each model; no rows on written answers.
 *
 * @param judge what its check says of it
 */
export function sourcesTable({ real }: JudgeReport): Table {
  return createTable({
    caption:
      'Known answers by the model that wrote them: few of each, so that each rate is known only roughly.',
    columns: SOURCES,
    show: ['source', 'alarms', 'finds'],
    rows: [...(real?.sources ?? [])],
  });
}
