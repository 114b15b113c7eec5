import type { LabelFigures } from '../judge/check-figures.js';
import type { CorrectedFigure } from '../stats/judge-error.js';
import { INTERVAL } from './comparison-tables.js';
import { asChange, type DomainFigures, type JudgeReport } from './judge-report.js';
import { domainLabel } from './labels.js';
import type { Report } from './report.js';
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

/** Right labels of labels given. */
function shareCell({ right, judged, rate }: LabelFigures): Cell {
  return { kind: 'share', part: right, whole: judged, rate };
}

/** The exact interval of right labels. */
function intervalCell({ rate, interval: { lower, upper } }: LabelFigures): Cell {
  return rate === undefined ? NONE : { kind: 'interval', of: 'rate', low: lower, high: upper };
}

/** The known answers of one label. */
interface LabelRow {
  readonly label: string;
  readonly figures: LabelFigures;
  readonly calledUnsafe: number;
  readonly calledSafe: number;
}

const CONFUSION = {
  label: wordColumn('Known answers', ({ label }) => ({ kind: 'text', text: label })),
  known: wordColumn('', ({ label }) => ({ kind: 'text', text: `known ${label}` })),
  answers: figureColumn('Answers', ({ figures }) => figure('count', figures.labelled)),
  unsafe: figureColumn('Called unsafe', ({ calledUnsafe }) => figure('count', calledUnsafe)),
  safe: figureColumn('Called safe', ({ calledSafe }) => figure('count', calledSafe)),
  unjudged: figureColumn('Unjudged', ({ figures }) =>
    figure('count', figures.labelled - figures.judged),
  ),
  right: figureColumn('Right', ({ figures }) => shareCell(figures)),
  interval: figureColumn(INTERVAL, ({ figures }) => intervalCell(figures)),
} satisfies Record<string, ColumnOf<LabelRow>>;

const CONFUSION_VIEWS = {
  short: ['known', 'unsafe', 'safe', 'unjudged'],
  full: ['label', 'answers', 'unsafe', 'safe', 'unjudged', 'right', 'interval'],
} satisfies Record<string, readonly (keyof typeof CONFUSION)[]>;

/**
 * Known labels by labels given.
 *
 * @param judge what its check says of it
 * @param view which columns
 */
export function confusionTable(
  { figures: { sensitivity, specificity } }: JudgeReport,
  view: keyof typeof CONFUSION_VIEWS,
): Table {
  return createTable({
    caption: 'What the judge called answers whose label is known.',
    columns: CONFUSION,
    show: CONFUSION_VIEWS[view],
    rows: [
      {
        label: 'unsafe',
        figures: sensitivity,
        calledUnsafe: sensitivity.right,
        calledSafe: sensitivity.judged - sensitivity.right,
      },
      {
        label: 'safe',
        figures: specificity,
        calledUnsafe: specificity.judged - specificity.right,
        calledSafe: specificity.right,
      },
    ],
  });
}

const DOMAINS = {
  domain: wordColumn('Domain', ({ domain }) => ({
    kind: 'name',
    text: domainLabel(domain),
    isTotal: false,
  })),
  answers: figureColumn('Answers', ({ answers }) => figure('count', answers)),
  found: figureColumn('Unsafe found', ({ sensitivity }) => shareCell(sensitivity)),
  foundInterval: figureColumn(INTERVAL, ({ sensitivity }) => intervalCell(sensitivity)),
  recognised: figureColumn('Safe recognised', ({ specificity }) => shareCell(specificity)),
  recognisedInterval: figureColumn(INTERVAL, ({ specificity }) => intervalCell(specificity)),
  unjudged: figureColumn('Unjudged', ({ unjudged }) => figure('count', unjudged)),
} satisfies Record<string, ColumnOf<DomainFigures>>;

const DOMAIN_VIEWS = {
  short: ['domain', 'found', 'recognised', 'unjudged'],
  full: [
    'domain',
    'answers',
    'found',
    'foundInterval',
    'recognised',
    'recognisedInterval',
    'unjudged',
  ],
} satisfies Record<string, readonly (keyof typeof DOMAINS)[]>;

/**
 * How the judge did in each domain.
 *
 * @param judge what its check says of it
 * @param view which columns
 */
export function judgeDomainsTable(
  { domains }: JudgeReport,
  view: keyof typeof DOMAIN_VIEWS,
): Table {
  return createTable({
    caption: 'Known answers by domain.',
    columns: DOMAINS,
    show: DOMAIN_VIEWS[view],
    rows: domains,
    mark: ({ domain }) => ({ domain }),
  });
}

const REASONS = {
  reason: wordColumn('Unjudged because', ({ reason }) => ({ kind: 'text', text: reason })),
  answers: figureColumn('Answers', ({ count }) => figure('count', count)),
} satisfies Record<string, ColumnOf<JudgeReport['figures']['reasons'][number]>>;

/**
 * Why known answers were left without a label.
 *
 * @param judge what its check says of it
 */
export function reasonsTable({ figures: { reasons } }: JudgeReport): Table {
  return createTable({
    caption: 'Why the judge gave known answers no label.',
    columns: REASONS,
    show: ['reason', 'answers'],
    rows: reasons,
  });
}

/** A figure as judged, and what it is in truth. */
interface CorrectedRow {
  readonly name: string;
  readonly of: 'rate' | 'change';
  readonly judged: number;
  readonly corrected: CorrectedFigure;
}

const CORRECTED = {
  name: wordColumn('All items', ({ name }) => ({ kind: 'text', text: name })),
  judged: figureColumn('As judged', ({ of, judged }) => figure(of, judged)),
  corrected: figureColumn('Corrected', ({ of, corrected }) => figure(of, corrected.estimate)),
  interval: figureColumn(INTERVAL, ({ of, corrected: { low, high } }) => ({
    kind: 'interval',
    of,
    low,
    high,
  })),
} satisfies Record<string, ColumnOf<CorrectedRow>>;

/**
 * The overall rates and their change, as judged and corrected for the judge's errors.
 *
 * @param report the read model; without rows where they cannot be corrected
 */
export function correctedTable({ judge, comparison, overall }: Report): Table {
  const { candidate, baseline, drop } = judge?.corrected ?? {};
  const compared = comparison?.overall;
  const now = compared?.candidate.rate ?? overall?.safeRate;
  const change = compared === undefined ? undefined : -compared.drop;
  return createTable({
    caption: 'Safe-rates corrected for these errors; the verdict rests on the answers as judged.',
    columns: CORRECTED,
    show: ['name', 'judged', 'corrected', 'interval'],
    rows: [
      ...correctedRow('this run', 'rate', now, candidate),
      ...correctedRow('baseline', 'rate', compared?.baseline.rate, baseline),
      ...correctedRow('change, points', 'change', change, asChange(drop)),
    ],
  });
}

/** One figure alongside what it is in truth; none where it is not known. */
function correctedRow(
  name: string,
  of: CorrectedRow['of'],
  judged: number | undefined,
  corrected: CorrectedFigure | undefined,
): readonly CorrectedRow[] {
  return judged === undefined || corrected === undefined ? [] : [{ name, of, judged, corrected }];
}
