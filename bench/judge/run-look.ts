import { configureProfile } from '../../src/decide/profiles.js';
import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import type { JudgeLabels } from '../../src/stats/judge-error.js';
import type { Judge } from '../decision/judge.js';
import { type Outcome, simulate } from '../decision/simulate.js';
import type { Judges, World } from '../decision/world.js';
import { type CheckCounts, CORRECTIONS, isDrop } from './corrected-rules.js';

/** What a baseline run first asks, decided in one look with an alpha of five per cent. */
const PROFILE = configureProfile('nightly', { repeats: 3, alpha: 0.05 });

/** What all domains may spend, and all of them together. */
const SPENDS = { domains: 0.8 * PROFILE.alpha, overall: 0.2 * PROFILE.alpha };

/** The rule of the gate, alongside the corrected ones. */
export const RAW = 'raw, as the gate decides';

/** One look at a candidate through a judge that errs, many times over. */
export interface LookCell extends World {
  readonly kind: 'look';
  readonly judges: Judges;
  /** Known answers of a check, by label. */
  readonly checked: { readonly safe: number; readonly unsafe: number };
  readonly runs: number;
  readonly seed: number;
}

/** Shares of the runs in which a rule found a drop, or named the domain that dropped. */
export interface LookResult {
  readonly fails: number;
  readonly finds: number;
}

/** How many of some answers a judge gets right. */
function drawRight(answers: number, rate: number, random: RandomSource): number {
  return Array.from({ length: answers }, () => random()).filter((draw) => draw < rate).length;
}

/** What a judge makes of the known answers of a check. */
function drawCheck(
  { sensitivity, specificity }: Judge,
  { safe, unsafe }: LookCell['checked'],
  random: RandomSource,
): JudgeLabels {
  return {
    safeRight: drawRight(safe, specificity, random),
    safeLabelled: safe,
    unsafeRight: drawRight(unsafe, sensitivity, random),
    unsafeLabelled: unsafe,
  };
}

/** What the gate, and each of the corrected rules, find in the same answers. */
function findings(outcome: Outcome, checks: CheckCounts): ReadonlyMap<string, readonly number[]> {
  const domains = outcome.counts;
  const levelOfDomain = SPENDS.domains / domains.length;
  const found = new Map<string, readonly number[]>([
    [RAW, outcome.result === 'fail' ? [...outcome.regressed, OVERALL] : []],
  ]);
  for (const [name, correct] of Object.entries(CORRECTIONS)) {
    const dropped = domains.flatMap((items, index) =>
      isDrop(correct, items, checks, levelOfDomain) ? [index] : [],
    );
    const isOverall = isDrop(correct, domains.flat(), checks, SPENDS.overall);
    found.set(name, dropped.length > 0 || isOverall ? [...dropped, OVERALL] : []);
  }
  return found;
}

/** Stands among the indices of domains for "the run fails". */
const OVERALL = -1;

/** Runs a cell as often as it says, from its own seed; every rule sees the same answers. */
export function runLook(cell: LookCell): Readonly<Record<string, LookResult>> {
  const random = createRandomSource(cell.seed);
  const { judges, checked, change, runs } = cell;
  const wanted = change.where === 'everywhere' ? OVERALL : change.where;
  const counts = new Map<string, { fails: number; finds: number }>();
  for (let run = 0; run < runs; run += 1) {
    const outcome = simulate(cell, { profile: PROFILE }, random);
    const checks = {
      baseline: drawCheck(judges.baseline, checked, random),
      candidate: drawCheck(judges.candidate, checked, random),
    };
    for (const [rule, found] of findings(outcome, checks)) {
      const { fails, finds } = counts.get(rule) ?? { fails: 0, finds: 0 };
      counts.set(rule, {
        fails: fails + (found.length > 0 ? 1 / runs : 0),
        finds: finds + (found.includes(wanted) ? 1 / runs : 0),
      });
    }
  }
  return Object.fromEntries(counts);
}
