import { selectItems, shardItems } from '../../core/dataset/select-items.js';
import { rankItems } from '../../core/compare/samples.js';
import { protocolOf } from '../../core/record/identity.js';
import { requireFloorDomains } from '../outcome/floors-of.js';
import type { GatePorts } from '../gate-ports.js';
import type { RunFacts } from '../run-facts.js';
import { EFFECTIVENESS_PROMPT } from '../../core/judge/effectiveness.js';
import { JUDGE_PROMPT_VERSION } from '../../core/judge/judge-prompt.js';
import { QUESTION_VERSION } from '../../core/sweep/question.js';

/**
 * Loads the rows, takes the asked domains and the run's shard, and so fixes the protocol of the run.
 *
 * @param facts gets the data set, the ranked items and the protocol
 * @param ports data set and judge prompt
 * @throws GateError DATASET_… or CONFIG_INVALID for an unknown domain, asked or with a floor
 */
export async function loadItems(
  facts: RunFacts,
  { dataset, judgePrompt, log }: GatePorts,
): Promise<void> {
  const { config } = facts;
  facts.dataset = await dataset.load();
  const asked = selectItems(facts.dataset.items, config.decision.domains);
  const items = shardItems(asked, config.shard);
  facts.ranked = rankItems(items, config.decision.seed);
  requireFloorDomains(facts);
  facts.protocol = protocolOf(config, facts.dataset, {
    questionVersion: QUESTION_VERSION,
    judgeVersion: JUDGE_PROMPT_VERSION,
    judgeDigest: judgePrompt.digest,
    effectivenessDigest: EFFECTIVENESS_PROMPT.digest,
  });
  const { id, revision } = facts.dataset;
  const part = config.shard && `, shard ${config.shard.index} of ${config.shard.of}`;
  const extent = `${items.length} items in ${facts.ranked.size} domains${part ?? ''}`;
  log.info(`Data set ${id} at ${revision}: ${extent}.`);
  if (config.dataset.kind === 'siuo') log.info('SIUO is licensed CC BY-NC 4.0: research use only.');
}
