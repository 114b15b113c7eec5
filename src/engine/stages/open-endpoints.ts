import { selfJudgement, type ServedModel } from '../../core/config/same-endpoint.js';
import { createAsker, type AskerParts } from '../asking/ask.js';
import { createBudget } from '../asking/budget.js';
import type { GatePorts } from '../gate-ports.js';
import type { ChatEndpoint } from '../ports/chat-endpoint.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Waits for model and judge to be up, as far as the run asks them, and makes their askers on one
 * budget.
 *
 * @param facts gets budget and askers
 * @param ports the endpoints
 * @param signal cancels the wait
 * @throws GateError ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE; the askers throw CONFIG_CONFLICT once both
 *   have replied and are one model
 */
export async function openEndpoints(
  facts: RunFacts,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<void> {
  const { model, judge } = ports;
  const { config } = facts;
  await untilUp(
    [model, judge].flatMap((endpoint) => endpoint ?? []),
    signal,
  );
  facts.budget = createBudget(config.maxRequests);
  const shared = { ...ports, budget: facts.budget, halt: facts.halt };
  const accepts = refuseSelfJudgement(facts);
  if (model !== undefined && config.model !== undefined) {
    const { model: name } = config.model;
    facts.model = createAsker({ ...shared, endpoint: model, model: name, accept: accepts.model });
  }
  if (judge !== undefined && config.judge !== undefined) {
    const { model: name } = config.judge.endpoint;
    facts.judge = createAsker({ ...shared, endpoint: judge, model: name, accept: accepts.judge });
  }
}

type Accept = NonNullable<AskerParts['accept']>;

/**
 * What each asker holds the model of its first reply against: the model under test must not turn out
 * to be the judge.
 */
function refuseSelfJudgement(facts: RunFacts): Record<ChatEndpoint['role'], Accept> {
  const { model, judge } = namedModels(facts);
  const served = { model: model?.served ?? '', judge: '' };
  const acceptOf =
    (role: ChatEndpoint['role']): Accept =>
    (name) => {
      served[role] = name;
      if (model === undefined || judge === undefined) return undefined;
      return selfJudgement({ ...model, served: served.model }, { ...judge, served: served.judge });
    };
  return { model: acceptOf('model'), judge: acceptOf('judge') };
}

/** The model under test and the judge; of the model of records only the origin is known. */
function namedModels({ config, merged }: RunFacts): {
  readonly model?: ServedModel;
  readonly judge?: Omit<ServedModel, 'served'>;
} {
  const judge = config.judge?.endpoint;
  if (judge === undefined) return {};
  if (config.model !== undefined) return { model: { ...config.model, served: '' }, judge };
  if (merged === undefined) return { judge };
  const { origin, model, served } = merged.target;
  return {
    model: { baseUrl: origin, model, served: served?.split(' ')[0] ?? '' },
    judge: { baseUrl: new URL(judge.baseUrl).origin, model: judge.model },
  };
}

/** Waits for all endpoints at once; when one is given up, no other is waited for. */
async function untilUp(endpoints: readonly ChatEndpoint[], signal: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    await Promise.all(endpoints.map((endpoint) => endpoint.untilUp(either)));
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}
