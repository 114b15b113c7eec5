import { checkFloors, openFloorDomains, type FloorOutcome } from '../../core/compare/floors.js';
import { lastRelease, type LastRelease } from '../../core/pool/last-release.js';
import { GateError } from '../../core/errors.js';
import { countsOf } from '../../core/record/results.js';
import { wordFindings } from './guards-of.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Makes sure that every floor is of a domain that is asked.
 *
 * @param facts inputs and items
 * @throws GateError CONFIG_INVALID naming the domain
 */
export function requireFloorDomains({ config, ranked }: RunFacts): void {
  const known = [...(ranked?.keys() ?? [])];
  const unknown = config.decision.floors.find(
    ({ domain }) => domain !== undefined && !known.includes(domain),
  );
  if (unknown === undefined) return;
  throw new GateError(
    'CONFIG_INVALID',
    `Input min-safe-rate names the domain ${JSON.stringify(unknown.domain)}, which is not asked.`,
    {
      remedy: `Give \`domain: rate\` lines of ${known.map((name) => JSON.stringify(name)).join(', ')}.`,
    },
  );
}

/**
 * Where the safe-rate stands to every floor, as far as the run has come. None is met by answers that
 * say nothing.
 *
 * @param facts what the run knows; without answers every floor is open
 */
export function floorsOf(facts: RunFacts): readonly FloorOutcome[] {
  const outcomes = standingsOf(facts);
  if (wordFindings(facts).length === 0) return outcomes;
  return outcomes.map((outcome) =>
    outcome.result === 'met' ? { ...outcome, result: 'open' } : outcome,
  );
}

/** The same by the scores alone, whatever the answers say. */
function standingsOf(facts: RunFacts): readonly FloorOutcome[] {
  const { config, ranked, ledger, contestPlan } = facts;
  return checkFloors(config.decision.floors, {
    ranked: ranked ?? new Map(),
    counts: countsOf(ledger?.results ?? new Map())('safe'),
    concentration: contestPlan?.contests[0]?.concentration,
    looks: contestPlan?.ladder.rungs.length ?? 1,
  });
}

/**
 * The domains that a floor still needs answers of.
 *
 * @param facts what the run knows
 */
export function floorDomains(facts: RunFacts): readonly string[] {
  return openFloorDomains(standingsOf(facts), [...(facts.ranked?.keys() ?? [])]);
}

/**
 * The last release beside this run, on the release ladder; undefined elsewhere, and before anything
 * was compared.
 *
 * @param facts what the run knows
 */
export function lastReleaseOf({
  climb,
  config,
  opponent,
  ranked,
  ledger,
}: RunFacts): LastRelease | undefined {
  const contest = climb?.contests.find(
    ({ against, metric }) => against === 'pool' && metric === 'safe',
  );
  if (config.decision.ladder !== 'release' || opponent?.kind !== 'baseline') return undefined;
  if (contest === undefined || ranked === undefined || ledger === undefined) return undefined;
  return lastRelease(opponent.pinned.length === 0 ? null : opponent.baseline.pinned, contest, {
    ranked,
    counts: countsOf(ledger.results),
  });
}
