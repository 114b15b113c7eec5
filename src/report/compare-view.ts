import type { Side } from '../baseline/comparable-records.js';
import type { ComparedRecords, SideFinding } from '../baseline/compare-records.js';
import type { VerdictReason } from '../decide/verdict.js';
import type { Metric } from '../decide/metric.js';
import type { Rankable, RankedItems } from '../decide/samples.js';
import { standingRows, type Standing, type StandingRow, type TwoWays } from '../decide/two-ways.js';
import { clipText } from '../clean-text.js';
import { formatCount, formatRate } from '../format.js';
import type { NamedRecord, SweepRecord, Target } from '../record/record-schema.js';
import {
  createTable,
  figure,
  figureColumn,
  wordColumn,
  type ColumnOf,
  type Table,
} from './table.js';
import { INTERVAL } from './comparison-tables.js';
import { OVERALL } from './domain-rates.js';
import { domainLabel } from './labels.js';

/** One side as a comparison names it. */
export interface ComparedSide {
  /** The file or endpoint it was read from; text of anyone. */
  readonly name: string;
  readonly target: Target;
  /** When it was measured. */
  readonly at: string;
  /** Answers per item that were compared. */
  readonly answersPerItem: number;
  /** Items that the other side does not have. */
  readonly itemsOfItsOwn: number;
}

/** Everything that a comparison of two sides shows; it holds no answer. */
export interface CompareView {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly isTwoSided: boolean;
  /** What one-sided comparison decides, as a gate would; null where both directions are asked. */
  readonly gate: VerdictReason | null;
  readonly task: SweepRecord['protocol']['task'];
  readonly judge: SweepRecord['protocol']['judge'];
  readonly dataset: SweepRecord['protocol']['dataset'];
  /** Chance of any wrong difference in this comparison. */
  readonly alpha: number;
  /** Items that both sides have. */
  readonly items: number;
  /** Domains in the data set's order, each on every metric; totals have the domain null. */
  readonly rows: readonly StandingRow[];
  /** What the reader should know besides the figures, in sentences of ours. */
  readonly notes: readonly string[];
}

/** What a view is made of, whether the sides were stored or asked now. */
export interface CompareParts {
  readonly toolVersion: string;
  readonly a: ComparedSide;
  readonly b: ComparedSide;
  readonly ways: readonly TwoWays[];
  readonly ranked: RankedItems<Rankable>;
  readonly gate: VerdictReason;
  readonly protocol: SweepRecord['protocol'];
  readonly alpha: number;
  readonly notes: readonly string[];
}

/**
 * The view of a comparison.
 *
 * @param parts both sides, decided in each direction
 */
export function compareView({ ways, ranked, gate, protocol, ...facts }: CompareParts): CompareView {
  const isTwoSided = ways.some(({ higher }) => higher !== undefined);
  const { task, judge, dataset } = protocol;
  return {
    schemaVersion: 1,
    ...facts,
    isTwoSided,
    gate: isTwoSided ? null : gate,
    ...{ task, judge, dataset },
    items: [...ranked.values()].flat().length,
    rows: ways.flatMap((way) => standingRows(way, ranked)),
  };
}

/**
 * The view of two records.
 *
 * @param sides the records, and the names they were given by
 * @param found what comparing them came to
 * @param toolVersion of this siuo-gate
 */
export function recordsView(
  sides: Readonly<Record<Side, NamedRecord>>,
  found: ComparedRecords,
  toolVersion: string,
): CompareView {
  const { a, b } = sides;
  const sideOf = (side: Side, { name, record }: NamedRecord): ComparedSide => ({
    name,
    target: record.target,
    at: record.provenance.createdAt,
    answersPerItem: found.answersPerItem[side],
    itemsOfItsOwn: found.onlyIn[side],
  });
  return compareView({
    toolVersion,
    a: sideOf('a', a),
    b: sideOf('b', b),
    ways: found.ways,
    ranked: found.ranked,
    gate: found.gate,
    protocol: b.record.protocol,
    alpha: found.profile.alpha,
    notes: notesOf(sides, found),
  });
}

/** What the reader should know of two records. */
function notesOf(
  { a, b }: Readonly<Record<Side, NamedRecord>>,
  { onlyIn, changedItems, differences, findings, ranked }: ComparedRecords,
): readonly string[] {
  const left = [
    ...(onlyIn.a > 0 ? [`${onlyIn.a} only A has`] : []),
    ...(onlyIn.b > 0 ? [`${onlyIn.b} only B has`] : []),
    ...(changedItems > 0 ? [`${changedItems} whose row or picture is another in B`] : []),
  ];
  const shared = [...ranked.values()].flat().length;
  const partial = [a, b].filter(({ record }) => record.partial);
  return [
    ...(left.length === 0
      ? []
      : [
          `Only the ${formatCount(shared, 'item')} that both have ${shared === 1 ? 'is' : 'are'} compared; left out: ${left.join(', ')}.`,
        ]),
    ...differences.map(
      ({ field, baseline, candidate }) =>
        `A and B were asked with different ${field}: ${clipText(baseline, 60)} and ${clipText(candidate, 60)}. What differs may be this, not the model.`,
    ),
    ...partial.map(
      ({ record }) =>
        `${record === a.record ? 'A' : 'B'} was stopped before its end: its record holds a part of the answers.`,
    ),
    ...findingNotes(findings),
  ];
}

/**
 * What checks found, in sentences.
 *
 * @param findings of either side; what only a gate says is left out
 */
export function findingNotes(findings: readonly SideFinding[]): readonly string[] {
  return findings.flatMap((each) => findingText(each) ?? []);
}

const KIND_WORDS = {
  filtered: 'were stopped by a content filter, which counts as safe',
  empty: 'are empty, which counts as safe',
  unscored: 'have no score',
} as const;

/** What a check found, in words of a comparison; undefined for what only a gate says. */
function findingText({ side, finding }: SideFinding): string | undefined {
  const [name, other] = side === 'a' ? ['A', 'B'] : ['B', 'A'];
  switch (finding.code) {
    case 'more-filtered':
    case 'more-empty':
    case 'more-unscored':
      return `${formatRate(finding.candidateShare)} of the answers of ${name} ${KIND_WORDS[finding.kind]}; of ${other} ${formatRate(finding.baselineShare)}. Nothing is called equal, or ${name} not lower, because of it.`;
    case 'silence':
      return `${finding.silent} of ${finding.answers} answers of ${name} in ${domainLabel(finding.domain)} are empty or filtered. They count as safe and show nothing of the model.`;
    case 'one-text':
      return `One and the same text answers ${formatRate(finding.share)} of the questions to ${name}: a model that says one thing to everything was not measured.`;
    case 'constant-answers':
      return 'Answers to an item never vary on one side, so that repeats are copies: one answer per item is compared, and only large differences can be found.';
    case 'baseline-run-drift':
    case 'churn':
    case 'dependent-answers':
    case 'invalid-baseline':
    case 'thin-baseline':
      return undefined;
  }
}

/** Words of a metric: what B is when it is lower, and when it is higher. */
interface MetricWords {
  readonly lower: string;
  readonly higher: string;
  readonly share: string;
}

/** How a metric is spoken of. */
export function metricWords(metric: Metric, task: CompareView['task']): MetricWords {
  if (task === 'mcqa')
    return { lower: 'less accurate', higher: 'more accurate', share: 'right choices' };
  return metric === 'safe'
    ? { lower: 'less safe', higher: 'safer', share: 'safe answers' }
    : { lower: 'less effective', higher: 'more effective', share: 'effective answers' };
}

/** A standing in words, B being its subject. */
function standingWords(standing: Standing, metric: Metric, task: CompareView['task']): string {
  const words = metricWords(metric, task);
  switch (standing) {
    case 'lower':
      return `B ${words.lower}`;
    case 'higher':
      return `B ${words.higher}`;
    case 'alike':
      return 'no difference';
    case 'not-lower':
      return `not ${words.lower}`;
    case 'open':
      return 'cannot tell';
  }
}

/** What matters most comes first. */
const RANK: Readonly<Record<Standing, number>> = {
  lower: 0,
  higher: 1,
  open: 2,
  'not-lower': 3,
  alike: 4,
};

/** The figures of a comparison; B less A. */
function columnsOf({ task }: CompareView) {
  return {
    domain: wordColumn('Domain', ({ domain, metric }: StandingRow) => ({
      kind: 'name',
      text: domainLabel(domain ?? OVERALL, metric),
      isTotal: domain === null,
    })),
    a: figureColumn('A', ({ a }: StandingRow) => ({ kind: 'measured', ...a })),
    b: figureColumn('B', ({ b }: StandingRow) => ({ kind: 'measured', ...b })),
    change: figureColumn('B less A', ({ change }: StandingRow) => figure('change', change)),
    interval: figureColumn(INTERVAL, ({ interval: { low, high } }: StandingRow) => ({
      kind: 'interval',
      of: 'change',
      low,
      high,
    })),
    standing: figureColumn('B is', ({ standing, metric }: StandingRow) => ({
      kind: 'text',
      text: standingWords(standing, metric, task).replace(/^B /, ''),
      sortBy: RANK[standing],
    })),
    items: figureColumn('Items', ({ items }: StandingRow) => figure('count', items)),
    lowerExcluded: figureColumn('Lower by more ruled out above', ({ lower }: StandingRow) =>
      figure('size', Math.max(0, lower.excludedAbove)),
    ),
    higherExcluded: figureColumn('Higher by more ruled out above', ({ higher }: StandingRow) =>
      figure('size', higher === null ? undefined : Math.max(0, higher.excludedAbove)),
    ),
    margin: figureColumn('Margin', ({ margin }: StandingRow) => figure('size', margin)),
    pLower: figureColumn('p, B lower', ({ lower }: StandingRow) => figure('p', lower.p)),
    pHigher: figureColumn('p, B higher', ({ higher }: StandingRow) => figure('p', higher?.p)),
    level: figureColumn('Level', ({ lower }: StandingRow) => figure('p', lower.level)),
    testedAs: wordColumn('Tested as', ({ testedAs }: StandingRow) => ({
      kind: 'text',
      text: testedAs === null ? OVERALL : domainLabel(testedAs),
    })),
  } satisfies Record<string, ColumnOf<StandingRow>>;
}

const VIEWS = {
  short: ['domain', 'a', 'b', 'change', 'interval', 'standing'],
  evidence: [
    ...(['domain', 'items', 'lowerExcluded', 'higherExcluded', 'margin'] as const),
    ...(['pLower', 'pHigher', 'level', 'testedAs'] as const),
  ],
} as const;

/**
 * A and B, a row per domain and one of all on each metric.
 *
 * @param view what was compared
 * @param which the figures, or what the standings rest on
 */
export function compareTable(view: CompareView, which: keyof typeof VIEWS): Table {
  const byOrder = [...view.rows].sort(
    (left, right) => Number(left.domain === null) - Number(right.domain === null),
  );
  return createTable({
    caption:
      which === 'short'
        ? 'Share of safe (effective, right) answers of A and B on the items both have; changes in points, with the answers in brackets.'
        : 'What each row rests on: probabilities, the level they are held against, and the differences that are ruled out, in points.',
    columns: columnsOf(view),
    show: VIEWS[which],
    rows: byOrder,
    mark: ({ domain }) => (domain === null ? { kind: 'total' } : { domain }),
  });
}
