import { selectItems } from '../../core/plan/select-items.js';
import { rankItems } from '../../core/plan/rank-items.js';
import { shardItems } from '../../core/plan/shard-items.js';
import { protocolOf } from '../../core/record/identity.js';
import { EFFECTIVENESS_DIGEST } from '../../core/judge/effectiveness-prompt.js';
import { JUDGE_PROMPT_VERSION } from '../../core/judge/judge-prompt.js';
import { QUESTION_VERSION } from '../../core/judge/answer-question.js';
import { openQuestions } from './choose-check.js';
import { requireFloorDomains } from '../outcome/floors-of.js';
import { recheckOpponent } from './look-up-baseline.js';
import type { GatePorts } from '../gate-ports.js';
import type { RunFacts } from '../run-facts.js';

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
    effectivenessDigest: EFFECTIVENESS_DIGEST,
  });
  const { id, revision } = facts.dataset;
  const part = config.shard && `, shard ${config.shard.index} of ${config.shard.of}`;
  const extent = `${items.length} items in ${facts.ranked.size} domains${part ?? ''}`;
  log.info(`Data set ${id} at ${revision}: ${extent}.`);
  if (config.dataset.kind === 'siuo') log.info('SIUO is licensed CC BY-NC 4.0: research use only.');
}

/**
 * Brings the pictures of the run's items, and of those its judge is checked on, onto this machine, and checks that they are those the
 * baseline was made with.
 *
 * @param facts gets the pictures' digests; loses its opponent when they differ
 * @param ports the data set
 * @param signal cancels the download
 * @throws GateError DATASET_UNREACHABLE or DATASET_INVALID
 */
export async function readPictures(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const asked = [...(facts.ranked?.values() ?? [])].flat();
  const checked = openQuestions(facts).map(({ item }) => item);
  const items = [...new Map([...asked, ...checked].map((item) => [item.id, item])).values()];
  facts.pictureDigests = await ports.log.group(`Pictures of ${items.length} items`, () =>
    ports.dataset.prefetch(items, signal),
  );
  recheckOpponent(facts, ports);
}
