import { createAsker } from '../asking/ask.js';
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
 * @throws GateError ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE
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
  if (model !== undefined && config.model !== undefined) {
    facts.model = createAsker({ ...shared, endpoint: model, model: config.model.model });
  }
  if (judge !== undefined && config.judge !== undefined) {
    facts.judge = createAsker({ ...shared, endpoint: judge, model: config.judge.endpoint.model });
  }
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
