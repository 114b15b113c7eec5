import { continuationOf, fingerprintOf } from '../../core/record/identity.js';
import type { GatePorts } from '../gate-ports.js';
import { openLedger } from '../climb/ledger.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { targetOfRun } from '../outcome/target-of-run.js';

/**
 * Opens the ledger, with the answers that this run goes on from.
 *
 * @param facts gets the ledger, and where an earlier attempt found its baseline
 * @param ports the journal
 */
export async function openAnswers(
  facts: RunFacts,
  { journal, log }: Pick<GatePorts, 'journal' | 'log'>,
): Promise<void> {
  const { config, context } = facts;
  const identity = { protocol: needed(facts.protocol, 'protocol'), target: targetOfRun(facts) };
  const fingerprint = fingerprintOf(config, context, identity);
  const continuation = continuationOf(config, context);
  const { metrics } = config.decision;
  const opened = await openLedger(journal, fingerprint, continuation, metrics);
  facts.ledger = opened.ledger;
  facts.begunWith = opened.begunWith;
  facts.isStoredWhole = opened.isWhole;
  if (opened.ledger.reused > 0) log.info(`Continues from ${opened.ledger.reused} stored answers.`);
}
