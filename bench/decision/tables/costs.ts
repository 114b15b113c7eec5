import { forecast } from '../../../src/decide/forecast.js';
import { planDecision } from '../../../src/decide/decision-plan.js';
import {
  configureProfile,
  type StoredProfileName,
  WANTED_ANSWERS,
} from '../../../src/decide/profiles.js';
import { type Effort, inOne, mixOf, runsOf, type SeedlessCell } from '../cells.js';
import type { CellResult } from '../run-cell.js';
import { SIUO_SIZES } from '../world.js';

/** Requests one answer costs with one judgement each. */
const REQUESTS_PER_ANSWER = 2;

/** Requests of the judge check; a pull request goes by the check that the last baseline run stored. */
const CHECK_REQUESTS: Readonly<Record<StoredProfileName, number>> = {
  sampled: 0,
  full: 0,
  nightly: 100,
  release: 100,
};

/** The benchmark's items, as far as their number matters. */
const DOMAINS = new Map(
  SIUO_SIZES.map((size, index) => [
    String(index),
    Array.from({ length: size }, (_, place) => 1000 * (index + 1) + place + 1),
  ]),
);

/** What each profile costs on the benchmark's items. */
const NAMES = ['sampled', 'full', 'nightly', 'release'] as const;

/** The cells of one profile: unchanged at 60 and 95 %, and 15 points down in one domain at 60 %. */
function cellsOfProfile(
  profile: StoredProfileName,
  { many, some }: Effort,
): readonly SeedlessCell[] {
  const gate = profile === 'nightly' ? { profile, asksEveryItem: true } : { profile };
  const baselineAnswers = WANTED_ANSWERS[profile];
  const world = { mix: mixOf(0.6), baselineAnswers };
  return [
    runsOf(gate, world, many),
    runsOf(gate, { mix: mixOf(0.95), baselineAnswers }, many),
    runsOf(gate, { ...world, change: inOne(0.15) }, some),
  ];
}

/** Every cell of the table. */
export function costCells(effort: Effort): readonly SeedlessCell[] {
  return NAMES.flatMap((name) => cellsOfProfile(name, effort));
}

/** A Markdown table of what each profile costs in requests, and how often an unchanged model passes. */
export function costTable(effort: Effort, resultOf: (cell: SeedlessCell) => CellResult): string {
  const rows = NAMES.map((name) => {
    const plan = planDecision(DOMAINS, configureProfile(name), { comparisons: 1 });
    const { least, most } = forecast(plan, []);
    const [low, high, dropped] = cellsOfProfile(name, effort).map(resultOf);
    const cells = [
      requests(name, least),
      unchanged(name, low),
      unchanged(name, high),
      `${requests(name, dropped?.callsWhenRed ?? 0)}; ${percent(dropped?.finds)} found`,
      requests(name, most),
    ];
    return `| \`${name}\` | ${cells.join(' | ')} |`;
  });
  return [
    '| `profile` | at least | unchanged, 60 % safe | unchanged, 95 % safe | red: 15 points down in one domain, 60 % safe | at most |',
    '| --- | --: | --: | --: | --: | --: |',
    ...rows,
  ].join('\n');
}

/** Requests and pass share of an unchanged model. */
function unchanged(name: StoredProfileName, result: CellResult | undefined): string {
  return `${requests(name, result?.calls ?? 0)}; ${percent(result?.passes)} pass`;
}

/** A share in percent; never rounded up to all. */
function percent(share = 0): string {
  return `${share < 1 ? Math.min(99, Math.round(100 * share)) : 100} %`;
}

/** Requests of so many answers on a profile, with the thousands grouped. */
function requests(name: StoredProfileName, answers: number): string {
  return Math.round(answers * REQUESTS_PER_ANSWER + CHECK_REQUESTS[name]).toLocaleString('en');
}
