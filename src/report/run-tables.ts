import type { FlippedItem } from '../decide/comparison-figures.js';
import type { EndpointUsage } from '../model/limits.js';
import { ANSWER_KINDS, type AnswerKind } from '../model/answer.js';
import { rankedRates } from './compared-rates.js';
import { OVERALL } from './domain-rates.js';
import type { EarlierVerdict } from './hidden-lines.js';
import { markWords, type MarkWords } from './harmless-words.js';
import { domainLabel } from './labels.js';
import { INTERVAL } from './comparison-tables.js';
import type {
  DomainRates,
  ItemAnswers,
  PinnedLevel,
  PoolRun,
  RateInterval,
  Report,
} from './report.js';
import {
  createTable,
  figure,
  figureColumn,
  NONE,
  wordColumn,
  type Cell,
  type Column,
  type ColumnOf,
  type Table,
} from './table.js';

/** The name of a domain, or of all together. */
function domainCell({ domain }: { readonly domain: string }): Cell {
  return { kind: 'name', text: domainLabel(domain), isTotal: domain === OVERALL };
}

/** The safe-rate; none where no answer has a score. */
function safeCell({ counts, safeRate }: DomainRates): Cell {
  return figure('rate', counts.scored === 0 ? undefined : safeRate);
}

/** Where a rate lies; none where it does not exist. */
function intervalCell(interval: RateInterval | undefined): Cell {
  return interval === undefined ? NONE : { kind: 'interval', of: 'rate', ...interval };
}

/** A column per kind of answer. */
const KINDS = Object.fromEntries(
  ANSWER_KINDS.map((kind) => [
    kind,
    { ...figureColumn(kind, ({ counts }: DomainRates) => figure('count', counts.kinds[kind])) },
  ]),
) as Record<AnswerKind, ColumnOf<DomainRates>>;

/** Every figure of this run alone. */
const RATES = {
  domain: wordColumn('Domain', domainCell),
  items: figureColumn('Items', ({ items }) => figure('count', items)),
  safe: figureColumn('Safe', safeCell),
  safeNow: figureColumn('Safe, this run', safeCell),
  measured: figureColumn('Safe', ({ counts: { scored }, safeRate }) =>
    scored === 0 ? { kind: 'none' } : { kind: 'measured', rate: safeRate, answers: scored },
  ),
  worstCase: figureColumn('If all without score were unsafe – safe', ({ counts, worstCase }) =>
    counts.scored === 0 ? { kind: 'none' } : { kind: 'bounds', ...worstCase },
  ),
  interval: figureColumn(INTERVAL, (row) => intervalCell(row.safeInterval)),
  effective: figureColumn('Effective', (row) => figure('rate', row.effectiveRate)),
  effectiveInterval: figureColumn(`${INTERVAL}, effective`, (row) =>
    intervalCell(row.effectiveInterval),
  ),
  both: figureColumn('Safe and effective', (row) => figure('rate', row.safeAndEffectiveRate)),
  bothInterval: figureColumn(`${INTERVAL}, safe and effective`, (row) =>
    intervalCell(row.safeAndEffectiveInterval),
  ),
  majority: figureColumn('Majority of three', (row) => figure('rate', row.majorityOfThree)),
  asked: figureColumn('Asked', ({ counts }) => figure('count', counts.planned)),
  ...KINDS,
  truncated: figureColumn('cut at max-tokens', ({ counts }) => figure('count', counts.truncated)),
  unscored: figureColumn('without score', ({ counts }) =>
    figure('count', counts.planned - counts.scored),
  ),
  scored: figureColumn('Answers', ({ counts }) => figure('count', counts.scored)),
} satisfies Record<string, ColumnOf<DomainRates>>;

const ENDED = ['asked', ...ANSWER_KINDS, 'truncated', 'unscored'] as const;
const HELP = ['effective', 'effectiveInterval', 'both', 'bothInterval'] as const;
const ALONE = ['items', 'safe', 'interval', 'worstCase', ...HELP, 'majority'] as const;

/** Which of them stand where. */
const RATE_VIEWS = {
  short: ['domain', 'safeNow', 'effective', 'both', 'scored', 'items'],
  terminal: ['domain', 'measured', 'effective', 'both'],
  measure: ['domain', 'items', 'measured', 'interval', 'majority', 'unscored'],
  help: ['domain', ...HELP],
  rates: ['domain', ...ALONE],
  ended: ['domain', ...ENDED],
  full: ['domain', ...ALONE, ...ENDED],
} satisfies Record<string, readonly (keyof typeof RATES)[]>;

/** Columns that only a run has which asked how far answers help. */
const ABOUT_HELP: ReadonlySet<keyof typeof RATES> = new Set(HELP);

/** Views that a reader scans for the worst domain; only a run that scored something has them. */
const RANKED: ReadonlySet<keyof typeof RATE_VIEWS> = new Set(['short', 'terminal']);

/**
 * The rates of this run alone and how its answers ended, a row per domain and one of all. Short views
 * have the least safe domain first, the others the data set's order.
 *
 * @param report the read model; without rows when nothing was asked, of short views when nothing was scored
 * @param view which columns
 */
export function ratesTable(report: Report, view: keyof typeof RATE_VIEWS): Table {
  const { domains, overall, protocol } = report;
  const hasHelp = overall?.effectiveRate !== undefined;
  const show = RATE_VIEWS[view].filter((key) => hasHelp || !ABOUT_HELP.has(key));
  const isRanked = RANKED.has(view);
  const count = isRanked ? overall?.counts.scored : overall?.counts.planned;
  const rows = isRanked ? rankedRates(domains) : domains;
  const table = createTable({
    caption: 'Rates of this run, and how its answers ended.',
    columns: RATES,
    show,
    rows: overall === undefined || count === 0 ? [] : [...rows, overall],
    mark: (row) => (row === overall ? { kind: 'total' } : { domain: row.domain }),
  });
  if (protocol?.task === 'mcqa') return { ...table, columns: table.columns.map(ofChoices) };
  const words = markWords(domains.map(({ domain: name }) => name));
  return { ...table, columns: table.columns.map((column) => inWords(column, words)) };
}

/** A column in the words of multiple choice, where nobody is called safe. */
function ofChoices(column: Column): Column {
  return {
    ...column,
    label: column.label.replace('Safe', 'Accuracy').replace('unsafe – safe', 'wrong – right'),
  };
}

/** A column in the words of the questions that were asked. */
function inWords(column: Column, { good, bad }: MarkWords): Column {
  const capital = good.charAt(0).toUpperCase() + good.slice(1);
  return {
    ...column,
    label: column.label.replace(/^Safe\b/, capital).replace('unsafe – safe', `${bad} – ${good}`),
  };
}

/** What one endpoint took. */
interface UsageRow extends EndpointUsage {
  readonly endpoint: string;
}

const USAGE = {
  endpoint: wordColumn('Endpoint', ({ endpoint }) => ({ kind: 'text', text: endpoint })),
  requests: figureColumn('Requests', ({ requests }) => figure('count', requests)),
  retries: figureColumn('of them retries', ({ retries }) => figure('count', retries)),
  tokensIn: figureColumn('Tokens in', ({ tokensIn }) => figure('count', tokensIn)),
  tokensOut: figureColumn('Tokens out', ({ tokensOut }) => figure('count', tokensOut)),
} satisfies Record<string, ColumnOf<UsageRow>>;

/**
 * What the run took of each endpoint.
 *
 * @param usage of the run
 */
export function usageTable({ model, judge }: NonNullable<Report['usage']>): Table {
  return createTable({
    caption: 'Requests and tokens.',
    columns: USAGE,
    show: ['endpoint', 'requests', 'retries', 'tokensIn', 'tokensOut'],
    rows: [
      { endpoint: 'model', ...model },
      { endpoint: 'judge', ...judge },
    ],
  });
}

/** An item and which way it turned. */
interface ItemRow extends ItemAnswers {
  readonly turned: FlippedItem['to'] | undefined;
}

/** What became of an item. */
function turnedCell({ turned, domain }: ItemRow): Cell {
  const { good, bad } = markWords([domain]);
  if (turned === undefined) return { kind: 'text', text: '', sortBy: 2 };
  return turned === 'unsafe'
    ? { kind: 'text', text: `▼ ${bad}`, sortBy: 0 }
    : { kind: 'text', text: `▲ ${good}`, sortBy: 1 };
}

/** Answers run by run. */
function answersCell(
  baselineRuns: readonly (readonly ItemAnswers['candidate'][number][])[],
  domain: string,
): Cell {
  return baselineRuns.flat().length === 0
    ? { kind: 'text', text: 'none', sortBy: -1 }
    : { kind: 'answers', baselineRuns, words: markWords([domain]) };
}

const ITEMS = {
  item: wordColumn('Item', ({ itemId }) => figure('number', itemId)),
  domain: wordColumn('Domain', ({ domain }) => ({ kind: 'text', text: domainLabel(domain) })),
  baseline: wordColumn('Baseline', ({ baseline, domain }) => answersCell(baseline, domain)),
  now: wordColumn('This run', ({ candidate, domain }) => answersCell([candidate], domain)),
  turned: wordColumn('Turned', turnedCell),
} satisfies Record<string, ColumnOf<ItemRow>>;

/**
 * The answers of items on both sides.
 *
 * @param items which, in this order
 * @param turned which way items turned, by id
 * @param anchored items that the page shows more of, to which their rows lead
 */
export function itemsTable(
  items: readonly ItemAnswers[],
  turned: ReadonlyMap<ItemAnswers['itemId'], FlippedItem['to']>,
  anchored: ReadonlySet<ItemAnswers['itemId']> = new Set(),
): Table {
  const { good, bad } = markWords(items.map(({ domain }) => domain));
  return createTable({
    caption: `Every item by id with all answers, in the order they were asked, those of the baseline run by run; more than are compared where a run asked more. ● ${good}, ✕ ${bad}, – without score.`,
    columns: ITEMS,
    show: ['item', 'domain', 'baseline', 'now', 'turned'],
    rows: items.map((item) => ({ ...item, turned: turned.get(item.itemId) })),
    mark: ({ domain, itemId, turned: to }) => ({
      domain,
      item: { id: itemId, isElsewhere: anchored.has(itemId) },
      ...(to === undefined ? {} : { kind: to }),
    }),
  });
}

/**
 * The safe-rates of the baseline's runs, the pinned level and this run, a row per domain.
 *
 * @param report the read model; without rows when there is no baseline
 */
export function historyTable({ baseline, domains, overall }: Report): Table {
  const { baselineRuns, pinned } =
    baseline?.kind === 'used' ? baseline : { baselineRuns: [], pinned: undefined };
  const oldestFirst = [...baselineRuns].reverse();
  const columns: readonly ColumnOf<DomainRates>[] = [
    RATES.domain,
    figureColumn(pinnedLabel(pinned), ({ domain }) => figure('rate', storedRate(domain, pinned))),
    ...oldestFirst.map((baselineRun) =>
      figureColumn<DomainRates>(baselineRun.createdAt.slice(0, 10), ({ domain }) =>
        figure('rate', storedRate(domain, baselineRun)),
      ),
    ),
    figureColumn('This run', safeCell),
  ];
  return createTable({
    caption:
      'Share of safe answers of single runs, each by itself with all its items; the comparison pools the baseline runs.',
    columns: Object.fromEntries(columns.entries()),
    show: [...columns.keys()].map(String),
    rows: baseline?.kind !== 'used' || overall === undefined ? [] : [...domains, overall],
    mark: (row) => (row === overall ? { kind: 'total' } : { domain: row.domain }),
  });
}

/** The head of the pinned level. */
function pinnedLabel(pinned: PinnedLevel | undefined): string {
  if (pinned === undefined) return 'Pinned';
  const name = pinned.label === '' ? pinned.kind : pinned.label;
  return `Pinned (${name}, ${pinned.pinnedAt.slice(0, 10)})`;
}

/**
 * The safe-rate of a domain in stored records.
 *
 * @param domain its name, or {@link OVERALL}
 * @param stored a baseline run or the pinned level
 * @returns undefined where no answer has a score
 */
export function storedRate(
  domain: string,
  stored: Pick<PoolRun, 'safeRate' | 'domains'> | undefined,
): number | undefined {
  if (domain === OVERALL) return stored?.safeRate;
  return stored?.domains.find((known) => known.domain === domain)?.safeRate;
}

const EARLIER = {
  commit: wordColumn('Commit', ({ sha }) => ({ kind: 'code', text: sha.slice(0, 12) })),
  run: wordColumn('Run', ({ runId, runAttempt }) => ({
    kind: 'id',
    text: `${runId}.${runAttempt}`,
  })),
  verdict: wordColumn('Verdict', ({ verdict }) => ({ kind: 'outcome', verdict })),
  reason: wordColumn('Reason', ({ reason }) => ({ kind: 'text', text: reason })),
  when: wordColumn('When (UTC)', ({ at }) => ({
    kind: 'text',
    text: at.slice(0, 16).replace('T', ' '),
  })),
} satisfies Record<string, ColumnOf<EarlierVerdict>>;

/**
 * The verdicts that the pull request had before, the newest first.
 *
 * @param report the read model; without rows when there was none
 */
export function earlierTable({ earlierVerdicts }: Report): Table {
  return createTable({
    columns: EARLIER,
    show: ['commit', 'run', 'verdict', 'reason', 'when'],
    rows: [...earlierVerdicts].reverse(),
  });
}
