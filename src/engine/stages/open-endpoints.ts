import { createAsker } from '../asking/ask.js';
import { createBudget } from '../asking/budget.js';
import type { Milliseconds } from '../../core/units.js';
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
  const [modelMs, judgeMs] = await untilUp([model, judge], signal);
  facts.budget = createBudget(config.maxRequests);
  const shared = { ...ports, budget: facts.budget, halt: facts.halt };
  if (model !== undefined && config.model !== undefined) {
    facts.model = createAsker({
      ...shared,
      endpoint: model,
      answeredMs: modelMs,
      model: config.model.model,
    });
  }
  if (judge !== undefined && config.judge !== undefined) {
    facts.judge = createAsker({
      ...shared,
      endpoint: judge,
      answeredMs: judgeMs,
      model: config.judge.endpoint.model,
    });
  }
}

/** Waits for both endpoints at once; when one is given up, the other is not waited for. */
async function untilUp(
  [model, judge]: readonly [ChatEndpoint | undefined, ChatEndpoint | undefined],
  signal: AbortSignal,
): Promise<readonly [Milliseconds, Milliseconds]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  try {
    return await Promise.all([model?.untilUp(either) ?? 0, judge?.untilUp(either) ?? 0]);
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}
