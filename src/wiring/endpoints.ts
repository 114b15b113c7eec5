import { createLimiters } from '../adapters/endpoint/limiter.js';
import { openAiEndpoint } from '../adapters/endpoint/openai-endpoint.js';
import { systemClock } from '../adapters/runtime/clock.io.js';
import type { EndpointConfig } from '../core/config/config.js';
import type { GatePorts } from '../engine/gate-ports.js';
import type { ChatEndpoint } from '../engine/ports/chat-endpoint.js';
import type { Shared } from './parts.js';

/** Model and judge; endpoints of one origin share a limiter. */
export function endpointsOf({
  config,
  http,
  log,
  redact,
}: Shared): Pick<GatePorts, 'model' | 'judge'> {
  const limiters = createLimiters(systemClock);
  const open = (role: ChatEndpoint['role'], endpoint: EndpointConfig): ChatEndpoint =>
    openAiEndpoint({ role, config: endpoint, http, limiters, clock: systemClock, log, redact });
  return {
    model: config.model === undefined ? undefined : open('model', config.model),
    judge: config.judge === undefined ? undefined : open('judge', config.judge.endpoint),
  };
}
