import { chooseOpponent } from '../../core/pool/choose-opponent.js';
import { conflict } from '../../core/config/config-errors.js';
import { baselineNotices } from '../../core/report/notices.js';
import { needed } from '../needed.js';
import { targetOfRun } from '../outcome/target-of-run.js';
import type { GatePorts } from '../gate-ports.js';
import type { BaselineLookup } from '../ports/baseline-store.js';
import type { RunFacts } from '../run-facts.js';
import type { Baseline } from '../../core/pool/baseline-file.js';
import type { CandidateIdentity } from '../../core/pool/comparability.js';
import { mayUpdate } from '../../core/pool/write-baseline.js';
import { otherGateOfRun, otherGateSentence, TELL_APART } from '../../core/pool/same-run.js';
import { baselineLine } from '../../core/report/baseline-summary.js';

/**
 * Looks the baseline up and decides whether it can be compared with, before anything is spent.
 *
 * @param facts gets the opponent, where it was looked for, and whether this run makes the first one
 * @param ports baseline store, clock and log
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE, and CONFIG_CONFLICT where another gate of
 *   this run has stored what it measured of another target
 */
export async function lookUpBaseline(facts: RunFacts, ports: GatePorts): Promise<void> {
  const found = await ports.baseline.find(facts.begunWith);
  facts.where = found.where;
  if (found.kind === 'found') refuseOtherGate(found.baseline, facts);
  facts.opponent = opponentOf(found, facts, ports);
  const { store, update } = facts.config.baseline;
  facts.isFirst =
    found.kind === 'absent' && store.kind !== 'none' && mayUpdate(update, facts.context);
  const { opponent } = facts;
  if (opponent.kind === 'none') {
    ports.log.info(`Baseline: none. ${opponent.text}`);
    return;
  }
  ports.log.info(`Baseline: ${baselineLine(opponent, found.where, ports.clock.nowMs())}`);
  for (const notice of baselineNotices(opponent, undefined)) {
    ports.log.info(`${notice.text} ${notice.remedy}`);
  }
}

/**
 * Compares again once the pictures are known.
 *
 * @param facts loses its opponent when a picture has changed
 * @param ports the clock
 */
export function recheckOpponent(facts: RunFacts, ports: GatePorts): void {
  if (facts.opponent?.kind !== 'baseline') return;
  const { baseline, refused } = facts.opponent;
  const again = chooseOpponent(baseline, identityOf(facts), whenOf(facts, ports));
  facts.opponent = again.kind === 'baseline' ? { ...again, refused } : again;
}

/** Stops a run that would compare with, and join, what another gate of this same run measured. */
function refuseOtherGate({ name, records }: Baseline, facts: RunFacts): void {
  const { repository, runId, runAttempt, eventName: event, sha } = facts.context;
  const provenance = { repository, runId, runAttempt, event, sha };
  const own = { provenance, target: targetOfRun(facts) };
  const other = otherGateOfRun(records, own);
  if (other !== undefined) throw conflict(otherGateSentence(name, other, own), TELL_APART);
}

/** What a lookup offers this run. */
function opponentOf(
  found: BaselineLookup,
  facts: RunFacts,
  ports: GatePorts,
): NonNullable<RunFacts['opponent']> {
  switch (found.kind) {
    case 'found':
      return chooseOpponent(found.baseline, identityOf(facts), whenOf(facts, ports));
    case 'absent':
      return {
        kind: 'none',
        reason: 'no-baseline',
        text: `There is no baseline in ${found.where}.`,
        remedy: found.remedy,
      };
    case 'unusable':
      return {
        kind: 'none',
        reason: 'no-baseline',
        text: `The baseline in ${found.where} cannot be used: ${found.problem}`,
        remedy: found.remedy,
      };
  }
}

/** The limits of the pool, and the time. */
function whenOf({ config }: RunFacts, { clock }: GatePorts) {
  const { poolNights, maxAgeDays } = config.baseline;
  return { limits: { poolNights, maxAgeDays }, nowMs: clock.nowMs() };
}

/** What this run will be, as far as it is known. */
function identityOf({
  protocol,
  isJudgeOpen,
  ranked,
  config,
  pictureDigests,
}: RunFacts): CandidateIdentity {
  const items = [...(ranked?.values() ?? [])].flat();
  const digests = items.map(
    ({ id, rowDigest }) => [id, { row: rowDigest, picture: pictureDigests.get(id) }] as const,
  );
  return {
    protocol: needed(protocol, 'protocol'),
    isJudgeOpen,
    metrics: config.decision.metrics,
    digests: new Map(digests),
  };
}
