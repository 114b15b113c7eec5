import { expect } from '@jest/globals';
import type { ChatQuestion } from '../../src/model/chat-endpoint.js';
import { createAsker, type Asker } from '../../src/model/asker.js';
import { createBudget } from '../../src/model/limits.js';
import { fakeClock, fakeLog, fixedChance } from '../fakes/ports.js';
import type { FakeEndpoint } from '../run/fake-endpoint.js';

/** A question with all that is negotiated. */
export const QUESTION: ChatQuestion = { text: 'What?', maxTokens: 500, temperature: 0, seed: 1 };

/** A signal that is never aborted. */
export const LIVE = new AbortController().signal;

/** An asker on an endpoint, with everything around it at hand. */
export function setUp(endpoint: FakeEndpoint, maxRequests = 0) {
  const [clock, log, budget] = [fakeClock(), fakeLog(), createBudget(maxRequests)];
  const halt = new AbortController();
  const shared = { clock, chance: fixedChance(), budget, log, halt };
  const asker = createAsker({ endpoint, model: 'm', ...shared });
  return { asker, clock, log, budget, endpoint, halt };
}

/** Asks once. */
export const ask = (asker: Asker, question: Parameters<Asker['ask']>[0] = QUESTION) =>
  asker.ask(question, LIVE);

/** A sample that failed so. */
export const failure = (cause: string) => expect.objectContaining({ kind: 'failed', cause });
