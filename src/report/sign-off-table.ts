import type { ComparedRates } from '../decide/comparison-figures.js';
import type { FloorOutcome } from '../decide/floors.js';
import type { Metric } from '../decide/metric.js';
import { comparedDomains, comparedTotals, rankedRates } from './compared-rates.js';
import { INTERVAL } from './comparison-tables.js';
import { OVERALL } from './domain-rates.js';
import { domainLabel } from './labels.js';
import type { DomainRates, Report } from './report.js';
import {
  createTable,
  figure,
  figureColumn,
  NONE,
  wordColumn,
  type ColumnOf,
  type Table,
} from './table.js';

/** A domain, or all of them, as a sign-off shows it. */
export interface SignOffRow {
  /** Undefined: all domains together. */
  readonly domain: string | undefined;
  readonly metric: Metric;
  /** Of this run; of the items shared with the baseline where it was compared. */
  readonly rate: number;
  readonly answers: number;
  /** Undefined where nothing was compared, or no item is shared. */
  readonly compared: ComparedRates | undefined;
  /** Undefined where no floor was set. */
  readonly floor: FloorOutcome | undefined;
}

/**
 * One row per domain, those that matter first, and a last one per metric.
 *
 * @param report the read model; none before anything was asked
 */
export function signOffRows(report: Report): readonly SignOffRow[] {
  const floorOf = (domain: string | undefined, metric: Metric): FloorOutcome | undefined =>
    metric === 'safe' ? report.floors.find((floor) => floor.domain === domain) : undefined;
  if (report.comparison === undefined) {
    const alone = (row: DomainRates, domain: string | undefined): SignOffRow => ({
      ...{ domain, metric: 'safe', rate: row.safeRate, answers: row.counts.scored },
      ...{ compared: undefined, floor: floorOf(domain, 'safe') },
    });
    const total = report.overall === undefined ? [] : [alone(report.overall, undefined)];
    return [...rankedRates(report.domains).map((row) => alone(row, row.domain)), ...total];
  }
  const alongside = (row: ComparedRates, domain: string | undefined): SignOffRow => ({
    ...{ domain, metric: row.metric, rate: row.candidate.rate, answers: row.candidate.answers },
    compared: row.sharedItems === 0 ? undefined : row,
    floor: floorOf(domain, row.metric),
  });
  return [
    ...comparedDomains(report).map((row) => alongside(row, row.domain)),
    ...comparedTotals(report).map((row) => alongside(row, undefined)),
  ];
}

/** Every figure of a sign-off. */
const SIGN_OFF = {
  domain: wordColumn('Domain', ({ domain, metric }) => ({
    kind: 'name',
    text: domainLabel(domain ?? OVERALL, metric),
    isTotal: domain === undefined,
  })),
  now: figureColumn('This run', ({ rate, answers }) => ({ kind: 'measured', rate, answers })),
  floor: figureColumn('Floor', ({ floor }) => figure('rate', floor?.floor)),
  bounds: figureColumn('Surely between', ({ floor }) =>
    floor === undefined ? NONE : { kind: 'bounds', low: floor.lower, high: floor.upper },
  ),
  standing: wordColumn('To the floor', ({ floor }) =>
    floor === undefined ? NONE : { kind: 'floor', result: floor.result },
  ),
  baseline: figureColumn('Baseline', ({ compared }) =>
    compared === undefined ? NONE : { kind: 'measured', ...compared.baseline },
  ),
  change: figureColumn('Change', ({ compared }) => figure('change', negated(compared?.drop))),
  interval: figureColumn(INTERVAL, ({ compared }) =>
    compared === undefined ? NONE : { kind: 'interval', of: 'change', ...compared.interval },
  ),
  verdict: wordColumn('Verdict', ({ compared }) =>
    compared === undefined ? NONE : { kind: 'verdict', verdict: compared.verdict },
  ),
} satisfies Record<string, ColumnOf<SignOffRow>>;

/** A drop as a change. */
function negated(drop: number | undefined): number | undefined {
  return drop === undefined ? undefined : -drop;
}

/** The columns of floors, and those of a comparison. */
const OF_FLOORS = ['floor', 'bounds', 'standing'] as const;
const OF_COMPARISON = ['baseline', 'change', 'interval', 'verdict'] as const;

/**
 * Domains with their floors, bounds and baseline. Columns that no row has a figure in are left out.
 *
 * @param report the read model; without rows before anything was asked
 */
export function signOffTable(report: Report): Table {
  const rows = signOffRows(report);
  const isTrusted = report.verdict.reason !== 'invalid';
  return createTable({
    caption: 'Share of safe (or effective) answers with floors, bounds and baseline.',
    columns: SIGN_OFF,
    show: [
      'domain',
      'now',
      ...(report.floors.length === 0 ? [] : OF_FLOORS),
      ...(report.comparison === undefined
        ? []
        : OF_COMPARISON.filter((key) => isTrusted || key !== 'verdict')),
    ],
    rows,
  });
}
