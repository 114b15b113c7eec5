import { expect } from '@jest/globals';
import type { ChatQuestion } from '../../src/model/chat-endpoint.js';
import { createAsker, type Asker } from '../../src/model/asker.js';
import { createAdmissions } from '../../src/model/admission.js';
import type { Clock } from '../../src/clock.js';
import { createBudget } from '../../src/model/limits.js';
import { fakeClock, fakeLog, fixedChance } from '../fakes/ports.js';
import type { FakeEndpoint } from '../run/fake-endpoint.js';

/** A question with all that is negotiated. */
export const QUESTION: ChatQuestion = { text: 'What?', maxTokens: 500, temperature: 0, seed: 1 };

/** A signal that is never aborted. */
export const LIVE = new AbortController().signal;

/** A lane to an origin of its own. */
export function laneOf(clock: Clock, concurrency = 4) {
  return createAdmissions(clock, fixedChance()).lane({
    ...{ baseUrl: 'http://a/v1', concurrency, requestsPerMinute: 0 },
  });
}

/** An asker on an endpoint, with everything around it at hand. */
export function setUp(endpoint: FakeEndpoint, maxRequests = 0) {
  const [clock, log, budget] = [fakeClock(), fakeLog(), createBudget(maxRequests)];
  const halt = new AbortController();
  const shared = { clock, chance: fixedChance(), budget, log, halt };
  const lane = laneOf(clock, endpoint.concurrency);
  const asker = createAsker({ endpoint, lane, model: 'm', ...shared });
  return { asker, clock, log, budget, endpoint, halt };
}

/** Asks once. */
export const ask = (asker: Asker, question: Parameters<Asker['ask']>[0] = QUESTION) =>
  asker.ask(question, LIVE);

/** A sample that failed so. */
export const failure = (cause: string) => expect.objectContaining({ kind: 'failed', cause });
