import { type CheckQuestion, questionKey } from '../../core/judge/check-set.js';
import type { Judgement } from '../../core/judge/judgement.js';
import { planCheck } from '../../core/pool/plan-check.js';
import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Decides how the judge of a run is checked, before anything is spent. The judge of a sweep in shards
 * is checked once, by the first.
 *
 * @param facts what the run knows after the lookup; gets the plan of the check
 * @param ports clock and log
 * @throws GateError CONFIG_INVALID when more known answers are wanted than there are
 */
export function chooseCheck(facts: RunFacts, { clock, log }: GatePorts): void {
  const { config, opponent } = facts;
  const isFirstShard = (config.shard?.index ?? 1) === 1;
  const stored = opponent?.kind === 'baseline' ? opponent.baseline.records : [];
  facts.checkPlan = planCheck({
    wanted: isFirstShard ? config.judge?.check : undefined,
    ladder: config.decision.ladder,
    judge: needed(facts.protocol, 'protocol').judge,
    dataset: needed(facts.dataset, 'data set'),
    stored,
    nowMs: clock.nowMs(),
  });
  if (facts.checkPlan.kind === 'impossible') log.warning(NO_LABELS);
}

/** Said where a judge is believed unseen. */
const NO_LABELS =
  'The judge is not checked: the data set has no known answers of both kinds. Add a labelled-answers.json to it (docs/protocol.md), or test the judge with siuo-gate check-judge on smoke or siuo.';

/**
 * The questions that a check asks and the journal does not answer yet.
 *
 * @param facts what the run knows once its check is planned
 */
export function openQuestions({
  checkPlan,
  ledger,
}: Pick<RunFacts, 'checkPlan' | 'ledger'>): readonly CheckQuestion[] {
  if (checkPlan?.kind !== 'ask') return [];
  const known = ledger?.checks ?? new Map<string, Judgement>();
  return checkPlan.questions.filter((question) => !known.has(questionKey(question)));
}
