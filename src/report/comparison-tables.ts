import type { FloorOutcome } from '../decide/floors.js';
import type { ReleaseRates } from '../baseline/stored-scores.js';
import { comparedDomains, comparedTotals } from './compared-rates.js';
import { OVERALL } from './domain-rates.js';
import { domainLabel } from './labels.js';
import type { Report } from './report.js';
import {
  BLANK,
  createTable,
  figure,
  figureColumn,
  NONE,
  wordColumn,
  type Cell,
  type ColumnOf,
  type Table,
} from './table.js';
import type {
  ComparedRates,
  DecisionFigures,
  DomainComparison,
} from '../decide/comparison-figures.js';

/** The head of every confidence interval, which no line breaks. */
export const INTERVAL = '95\u00A0%\u00A0interval';

/** A domain, or all of them, on one metric. */
interface ComparedRow {
  readonly rates: ComparedRates;
  /** Undefined for all domains together. */
  readonly domain: DomainComparison | undefined;
  /** Under a validity check a mark would mislead. */
  readonly isTrusted: boolean;
}

/** A cell that exists only where both sides have items in common. */
function shared(cell: (rates: ComparedRates) => Cell): (row: ComparedRow) => Cell {
  return ({ rates }) => (rates.sharedItems === 0 ? NONE : cell(rates));
}

/** A cell that only a domain has. */
function ofDomain(cell: (domain: DomainComparison) => Cell): (row: ComparedRow) => Cell {
  return ({ domain }) => (domain === undefined ? BLANK : cell(domain));
}

/** How a group came to its verdict. */
function decidedText({ isDecided, isSticky, labels, reason }: DecisionFigures): string {
  if (reason === 'cannot-fall') return 'never safe before';
  const how = isDecided ? 'decision' : 'look';
  const why = isSticky ? ', red on an earlier push' : '';
  const today = isDecided && labels === 'rejudged' ? ', re-judged' : '';
  return `${how}${today}${why}`;
}

/** Every figure of baseline alongside this run. */
const COMPARISON = {
  domain: wordColumn('Domain', ({ domain, rates: { metric } }) => ({
    kind: 'name',
    text: domainLabel(domain?.domain ?? OVERALL, metric),
    isTotal: domain === undefined,
  })),
  verdict: wordColumn('Verdict', ({ rates: { verdict }, isTrusted }) =>
    isTrusted ? { kind: 'verdict', verdict } : NONE,
  ),
  baseline: figureColumn(
    'Baseline',
    shared(({ baseline }) => ({ kind: 'measured', ...baseline })),
  ),
  now: figureColumn(
    'This run',
    shared(({ candidate }) => ({ kind: 'measured', ...candidate })),
  ),
  change: figureColumn(
    'Change',
    shared(({ drop }) => figure('change', -drop)),
  ),
  interval: figureColumn(
    INTERVAL,
    shared(({ interval: { low, high } }) => ({ kind: 'interval', of: 'change', low, high })),
  ),
  ruledOut: figureColumn(
    'Drop ruled out above (U)',
    shared(({ upper }) =>
      upper < 0 ? { kind: 'text', text: 'any', sortBy: upper } : figure('size', upper),
    ),
    'drop ruled out above (U), points',
  ),
  margin: figureColumn('Margin', ({ rates }) => figure('size', rates.margin), 'margin, points'),
  p: figureColumn('p', ({ rates }) => figure('p', rates.p)),
  level: figureColumn('Level', ({ rates: { decision } }) => figure('p', decision.level)),
  pBeyond: figureColumn(
    'p beyond these items',
    ofDomain(({ beyondTheseItemsP }) => figure('p', beyondTheseItemsP)),
  ),
  smallest: figureColumn(
    'Smallest drop found',
    ({ rates: { smallestDetectableDrop: drop } }) =>
      drop === undefined ? { kind: 'text', text: 'none' } : figure('size', drop),
    'smallest drop found, points',
  ),
  items: figureColumn(
    'Items',
    ({ rates: { sharedItems }, domain }) =>
      domain === undefined
        ? figure('number', sharedItems)
        : { kind: 'part', part: sharedItems, whole: domain.plannedItems },
    'shared of planned items',
  ),
  answersPerItem: figureColumn('Answers per item', ({ rates: { decision } }) =>
    figure('number', decision.answersPerItem),
  ),
  decisionAnswers: figureColumn('Answers to decide (K*)', ({ rates: { decision } }) =>
    figure('number', decision.decisionAnswers),
  ),
  group: wordColumn('Tested as', ({ rates: { decision } }) => ({
    kind: 'text',
    text: decision.group === undefined ? OVERALL : domainLabel(decision.group),
  })),
  decided: wordColumn('Decided', ({ rates: { decision } }) => ({
    kind: 'text',
    text: decidedText(decision),
  })),
} satisfies Record<string, ColumnOf<ComparedRow>>;

/** Which of them stand where. */
const COMPARISON_VIEWS = {
  short: ['domain', 'verdict', 'baseline', 'now', 'change', 'interval'],
  evidence: [
    'domain',
    'items',
    'answersPerItem',
    'decisionAnswers',
    'group',
    'decided',
    'p',
    'level',
    'ruledOut',
    'margin',
    'smallest',
    'pBeyond',
  ],
  full: [
    'domain',
    'verdict',
    'baseline',
    'now',
    'change',
    'interval',
    'ruledOut',
    'margin',
    'p',
    'level',
    'pBeyond',
    'smallest',
    'items',
    'answersPerItem',
    'decisionAnswers',
    'group',
    'decided',
  ],
} satisfies Record<string, readonly (keyof typeof COMPARISON)[]>;

/**
 * Baseline and this run, a row per domain in the order of what matters, and a last row per metric.
 *
 * @param report the read model; without rows when nothing was compared
 * @param view which columns
 * @param shows which domains get a row
 */
export function comparisonTable(
  report: Report,
  view: keyof typeof COMPARISON_VIEWS,
  shows: (row: DomainComparison) => boolean = () => true,
): Table {
  const isTrusted = report.verdict.reason !== 'invalid';
  const domains = comparedDomains(report).filter(shows);
  const rows: readonly ComparedRow[] = [
    ...domains.map((domain) => ({ rates: domain, domain, isTrusted })),
    ...comparedTotals(report).map((rates) => ({ rates, domain: undefined, isTrusted })),
  ];
  return createTable({
    caption:
      'Share of safe (or effective) answers, baseline and this run, on the items both have; changes, intervals and margins in points.',
    columns: COMPARISON,
    show: COMPARISON_VIEWS[view],
    rows: report.comparison === undefined ? [] : rows,
    mark: ({ domain }) => {
      if (domain === undefined) return { kind: 'total' };
      return { domain: domain.domain, ...(isTrusted ? { kind: domain.verdict } : {}) };
    },
  });
}

/** Every figure of a floor. */
const FLOOR = {
  domain: wordColumn('Floor for', ({ domain }) => ({
    kind: 'name',
    text: domainLabel(domain ?? OVERALL),
    isTotal: domain === undefined,
  })),
  result: wordColumn('Result', ({ result }) => ({ kind: 'floor', result })),
  floor: figureColumn('Floor', ({ floor }) => figure('rate', floor)),
  safe: figureColumn('Safe', ({ rate }) => figure('rate', rate)),
  bounds: figureColumn('Surely between', ({ lower, upper }) => ({
    kind: 'bounds',
    low: lower,
    high: upper,
  })),
  items: figureColumn('Items', ({ items, plannedItems }) => ({
    kind: 'part',
    part: items,
    whole: plannedItems,
  })),
  answers: figureColumn('Answers', ({ answers }) => figure('count', answers)),
} satisfies Record<string, ColumnOf<FloorOutcome>>;

const FLOOR_VIEWS = {
  short: ['domain', 'floor', 'safe', 'bounds', 'answers', 'result'],
  full: ['domain', 'result', 'floor', 'safe', 'bounds', 'items', 'answers'],
} satisfies Record<string, readonly (keyof typeof FLOOR)[]>;

/** The verdict whose mark and colour a floor's result has. */
export const FLOOR_VERDICTS = { missed: 'regression', open: 'open', met: 'pass' } as const;

/**
 * The floors that were set, and where the safe-rate stands to each.
 *
 * @param report the read model; without rows when none was set
 * @param view which columns
 */
export function floorsTable({ floors }: Report, view: keyof typeof FLOOR_VIEWS): Table {
  return createTable({
    caption:
      'Safe-rates and the floors that were set. A floor is met where the rate is surely at or above it, missed where it is surely below, else open.',
    columns: FLOOR,
    show: FLOOR_VIEWS[view],
    rows: floors,
    mark: ({ domain, result }) => ({
      ...(domain === undefined ? {} : { domain }),
      kind: FLOOR_VERDICTS[result],
    }),
  });
}

/** A domain, or all of them, alongside the last release. */
type ReleaseRow = ReleaseRates & { readonly domain: string | undefined };

/** A cell that exists only where both releases have items in common. */
function alongside(cell: (row: ReleaseRow) => Cell): (row: ReleaseRow) => Cell {
  return (row) => (row.sharedItems === 0 ? NONE : cell(row));
}

/** Every figure of the last release alongside this run. */
const RELEASE = {
  domain: wordColumn('Domain', ({ domain }) => ({
    kind: 'name',
    text: domainLabel(domain ?? OVERALL),
    isTotal: domain === undefined,
  })),
  release: figureColumn(
    'Last release',
    alongside(({ baseline }) => figure('rate', baseline.rate)),
  ),
  now: figureColumn(
    'This run',
    alongside(({ candidate }) => figure('rate', candidate.rate)),
  ),
  change: figureColumn(
    'Change, points',
    alongside(({ drop }) => figure('change', -drop)),
  ),
  interval: figureColumn(
    INTERVAL,
    alongside(({ interval: { low, high } }) => ({ kind: 'interval', of: 'change', low, high })),
  ),
  items: figureColumn('Items', ({ sharedItems }) => figure('count', sharedItems)),
} satisfies Record<string, ColumnOf<ReleaseRow>>;

/**
 * The last release alongside this run, for information.
 *
 * @param report the read model; without rows on other profiles, and where no release is pinned
 */
export function releaseTable({ lastRelease }: Report): Table {
  const { label = '', pinnedAt = '', overall, domains = [] } = lastRelease ?? {};
  const total = overall === undefined ? [] : [{ ...overall, domain: undefined }];
  return createTable({
    caption: `${label} of ${pinnedAt.slice(0, 10)} and this run, on the items both have. For information; it decides nothing.`,
    columns: RELEASE,
    show: ['domain', 'release', 'now', 'change', 'interval', 'items'],
    rows: [...domains, ...total],
    mark: ({ domain }) => (domain === undefined ? { kind: 'total' } : { domain }),
  });
}
