import { points, share, table } from '../markdown.js';
import type { Mix } from '../../src/decide/simulation.js';
import type { SeedlessCell } from './cells.js';
import type { CellResult } from './run-cell.js';

/** A row: cells that are simulated and what is shown of them, or figures that are quoted. */
export type Row =
  | { readonly quoted: readonly string[] }
  | {
      readonly cells: readonly SeedlessCell[];
      readonly show: (results: readonly CellResult[]) => readonly string[];
    };

/** A table whose figures are still to be simulated. */
export interface TablePlan {
  /** The heading, and what the columns mean. */
  readonly title: string;
  readonly intro: string;
  readonly head: readonly string[];
  readonly rows: readonly Row[];
}

/** How a row of the first rule is marked in its column. */
const FIRST = 'first';
/** The rule as it is. */
export const NOW = '**now**';

/** Every cell that a table needs. */
export function cellsOf({ rows }: TablePlan): readonly SeedlessCell[] {
  return rows.flatMap((row) => ('cells' in row ? row.cells : []));
}

/** The table with its heading, the results looked up by cell. */
export function render(plan: TablePlan, resultOf: (cell: SeedlessCell) => CellResult): string {
  const rows = plan.rows.map((row) =>
    'quoted' in row ? row.quoted : row.show(row.cells.map(resultOf)),
  );
  return [`### ${plan.title}`, plan.intro, table(plan.head, rows)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** A quoted row: names, the mark of the first rule, figures with bars between them. */
export function quotedRow(names: readonly string[], figures: string | undefined): readonly Row[] {
  if (figures === undefined) return [];
  return [{ quoted: [...names, FIRST, ...figures.split('|').map((figure) => figure.trim())] }];
}

/** Safe-rate of a mix as rows are named. */
function rateName({ rate }: Mix): string {
  return `${points(rate)} %`;
}

/** Safe-rate and concentration of a mix as rows are named. */
export function mixName(mix: Mix): string {
  return `${rateName(mix)}, ${mix.concentration}`;
}

/** A named figure of a result as a share; empty where it is not there. */
export function shareOf(result: CellResult | undefined, name: string, decimals = 2): string {
  return share(result?.[name], decimals);
}

/** A named figure of a result as a whole number; a dash where no run came out so. */
export function countOf(result: CellResult | undefined, name: string): string {
  const value = result?.[name];
  return value === undefined || Number.isNaN(value) ? '–' : `${Math.round(value)}`;
}
