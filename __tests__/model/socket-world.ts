import { createAdmissions } from '../../src/model/admission.js';
import type { ChatEndpoint, ChatQuestion } from '../../src/model/chat-endpoint.js';
import { createAsker, type Asker } from '../../src/model/asker.js';
import { createBudget } from '../../src/model/limits.js';
import { eventClock, type EventClock } from '../fakes/event-clock.js';
import type { Behaviour, FakeOpenAi } from '../fakes/openai/server.js';
import { fakeLog, type FakeLog } from '../fakes/ports.js';
import { pictureOf } from '../fixtures/picture-factory.js';
import { CHAT, configOf, endpointOf, LIVE, server } from './endpoint-support.js';

/** What a server does with a request, by time and number. */
export type Script = (at: {
  readonly nowMs: number;
  readonly nth: number;
  readonly body: Readonly<Record<string, unknown>>;
}) => Behaviour;

/** What a reply says. */
export const saying = (content: string, more: object = {}): Behaviour => ({
  status: 200,
  body: {
    model: 'base',
    ...more,
    choices: [{ index: 0, finish_reason: 'stop', message: { content } }],
  },
});

/** An error as most servers write it. */
export const failing = (
  status: number,
  error: object | string,
  headers: Readonly<Record<string, string>> = {},
): Behaviour => ({ status, headers, body: { error } });

/** Everything around one asker that asks a server over sockets, at a time of its own. */
export interface SocketWorld {
  readonly asker: Asker;
  readonly fake: FakeOpenAi;
  readonly clock: EventClock;
  readonly log: FakeLog;
  /** Requests so far. */
  readonly requests: () => number;
  /** Asks so many different questions at once. */
  readonly askMany: (count: number, wanted?: number) => Promise<Results>;
}

type Results = PromiseSettledResult<Awaited<ReturnType<Asker['askSeveral']>>>[];

/** A question of its own for each number. */
const questionOf = (index: number): ChatQuestion => ({
  text: `What about number ${index}, as on the picture?`,
  picture: pictureOf(),
  maxTokens: 500,
  temperature: 0.7,
});

/** Opens a world on a server that follows a script. */
export async function socketWorld(
  script: Script,
  { role = 'model', concurrency = 64 }: { role?: ChatEndpoint['role']; concurrency?: number } = {},
): Promise<SocketWorld> {
  const clock = eventClock();
  let nth = 0;
  const fake = await server({
    plan: ({ path, body }) =>
      path === CHAT ? script({ nowMs: clock.nowMs(), nth: ++nth, body: body ?? {} }) : undefined,
  });
  const config = configOf(fake.baseUrl, { concurrency });
  const real = endpointOf(config, { role, clock });
  const endpoint: ChatEndpoint = {
    ...real,
    send: async (bodyOf, signal) => {
      const done = clock.busy();
      try {
        return await real.send(bodyOf, signal);
      } finally {
        done();
      }
    },
  };
  // Chance differs from call to call, always in the same way.
  let turn = 0;
  const chance = { next: () => ((turn += 1) * 0.618) % 1 };
  const log = fakeLog();
  const shared = { clock, chance, log, budget: createBudget(0), halt: new AbortController() };
  const lane = createAdmissions(clock, chance).lane(config);
  const asker = createAsker({ ...shared, endpoint, lane, model: 'base' });
  return {
    ...{ asker, fake, clock, log },
    requests: () => nth,
    askMany: (count, wanted = 1) =>
      Promise.allSettled(
        Array.from({ length: count }, (_, index) =>
          asker.askSeveral(questionOf(index), wanted, LIVE),
        ),
      ),
  };
}
