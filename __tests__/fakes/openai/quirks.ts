import { demoHandler } from '../../../src/demo/server.io.js';
import type { DemoWorld } from '../../../src/demo/demo-model.js';
import type { Call, Plan } from './server.js';

const CHAT = '/v1/chat/completions';

/** An error in OpenAI's form, for a member that is not taken. */
const unsupported = (param: string, hint = '') => ({
  status: 400,
  body: {
    error: {
      message: `Unsupported parameter: '${param}' is not supported with this model.${hint}`,
      type: 'invalid_request_error',
      param,
      code: 'unsupported_parameter',
    },
  },
});

/** Refuses these members, one at a time, as OpenAI does. */
export function refuses(...members: readonly string[]): Plan {
  return (call) => {
    const member = members.find((each) => has(call, each));
    return member === undefined ? undefined : unsupported(member);
  };
}

/** Refuses more than one answer per call, as vLLM does where temperature is 0. */
export function refusesN(message = 'n must be 1 when using greedy sampling, got 3.'): Plan {
  const body = { object: 'error', message, type: 'BadRequestError', param: null, code: 400 };
  return (call) => (Number(call.body?.n ?? 1) > 1 ? { status: 400, body } : undefined);
}

/** Answers 503 to everything, so many times: a server that loads. */
export function loads(times: number): Plan {
  let left = times;
  return () =>
    left-- > 0 ? { status: 503, body: '<html>503 Service Unavailable</html>' } : undefined;
}

/** Takes `response_format` and answers in prose all the same. */
export function ignoresFormat(prose: string): Plan {
  return (call) =>
    has(call, 'response_format')
      ? { status: 200, body: { choices: [{ finish_reason: 'stop', message: { content: prose } }] } }
      : undefined;
}

/** Answers for one model as another would, whichever that is at the time: an alias that moves. */
export function servesAs(model: string, other: () => string, world: DemoWorld): Plan {
  const handle = demoHandler(world, '');
  return (call) =>
    call.body?.model === model
      ? handle({
          ...call,
          authorization: '',
          text: JSON.stringify({ ...call.body, model: other() }),
        })
      : undefined;
}

/** The first plan that decides. */
export function firstOf(...plans: readonly Plan[]): Plan {
  return async (call) => {
    for (const plan of plans) {
      const behaviour = await plan(call);
      if (behaviour !== undefined) return behaviour;
    }
    return undefined;
  };
}

function has({ path, body }: Call, member: string): boolean {
  return path === CHAT && body !== undefined && member in body;
}
