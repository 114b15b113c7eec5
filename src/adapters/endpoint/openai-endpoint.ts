import type { EndpointConfig } from '../../core/config/config.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { ChatEndpoint } from '../../engine/ports/chat-endpoint.js';
import type { Clock } from '../../engine/ports/clock.js';
import type { Log } from '../../engine/ports/log.js';
import type { Http } from './http.io.js';
import type { Limiters } from './limiter.js';
import { createTransport } from './openai-transport.js';
import { untilUp } from './until-up.js';

/** What an endpoint is made of. */
interface OpenAiEndpointParts {
  readonly role: ChatEndpoint['role'];
  readonly config: EndpointConfig;
  readonly http: Http;
  readonly limiters: Limiters;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redactor;
}

/**
 * One OpenAI-compatible endpoint, spoken to with the `openai` package.
 *
 * @param parts - the configuration, and what the endpoints of a run share
 */
export function openAiEndpoint(parts: OpenAiEndpointParts): ChatEndpoint {
  const { role, config, http, limiters, redact } = parts;
  const limiter = limiters.of(config);
  const transport = createTransport(config, http, redact);
  return {
    role,
    untilUp: (signal) => untilUp({ ...parts, probe: transport.probe }, signal),
    send: (bodyOf, signal) => limiter.send(() => transport.complete(bodyOf(), signal), signal),
    inTurn: (job) => limiter.inTurn(job),
    redact: redact.text,
  };
}
